"""Ten thousand damaged files through every reader: nothing but a DocumentError may come out.

    python tests/benchmarks/fuzz_readers.py [--inputs 10000] [--seed 1]

The valid files are those of the tests. Prints per reader: inputs, read,
refused, the slowest and, for all, the memory; exit code 1 after a crash, an
input of more than ten seconds, or more than 1 GB. Each damaged file that does
one of these is kept in the current folder.
"""

import argparse
import io
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

import test_csv
import test_excel
import test_feed
import test_html
import test_json_records
import test_mail
import test_mhtml
import test_old_tables
import test_outlook
import test_parquet
import test_pdf
import test_rtf
import test_word
from drafting import BODY, END

from analysis import ingest
from analysis.errors import DocumentError

MOST_SECONDS = 10.0
MOST_BYTES = 1_000_000_000

LONG = f"A Common Road\n\n{BODY}\n\n{END}\n\n" * 3
RECORD = '{"id": 1, "title": {"rendered": "A Road"}, "content": {"rendered": "<p>' + BODY + '</p>"}}'


def make_zip() -> bytes:
    """A ZIP of a text, a page and a table."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            ("a.txt", LONG),
            ("b/c.html", test_html.PAGE),
            ("d.csv", f"title,text\nA,{BODY}\n"),
        ):
            archive.writestr(name, part)
    return packed.getvalue()


VALID: Mapping[str, Sequence[tuple[str, bytes]]] = {
    "text": [("a.txt", LONG.encode()), ("b.txt", LONG.encode("utf-16")), ("c.txt", f"<p>{BODY}</p>&amp;".encode())],
    "markdown": [("a.md", f"# A Road\n\n{BODY}\n\n* one\n* two\n\n> {END}\n".encode())],
    "wordpress": [("a.json", RECORD.encode()), ("b.json", f"[{RECORD}, {RECORD}]".encode())],
    "html": [("a.html", test_html.PAGE.encode())],
    "pdf": [("a.pdf", test_pdf.make_pdf(["BT /F1 11 Tf 72 700 Td (China kept its word.) Tj ET"] * 3)),
            ("b.pdf", test_pdf.make_pdf(["BT /F1 11 Tf 72 700 Td (China kept its word.) Tj ET"], packed=False))],
    "docx": [("a.docx", test_word.make_whole())],
    "rtf": [("a.rtf", test_rtf.WHOLE)],
    "excel": [("a.xlsx", test_excel.GOOD)],
    "xls": [("a.xls", test_old_tables.GOOD["a.xls"])],
    "ods": [("a.ods", test_old_tables.GOOD["a.ods"])],
    "parquet": [("a.parquet", test_parquet.GOOD)],
    "zip": [("a.zip", make_zip())],
    "mail": [("a.eml", test_mail.build(text=f"{BODY}\n\n> {END}\n", page=f"<p>{BODY}</p>", attach="x.pdf"))],
    "msg": [("a.msg", test_outlook.GOOD), ("b.msg", test_outlook.msg(**{"__substg1.0_10130102": test_outlook.PAGE.encode()}))],
    "mhtml": [("a.mhtml", test_mhtml.save())],
    "feed": [("a.rss", test_feed.RSS.encode()), ("a.xml", test_feed.ATOM.encode())],
    "table": [("a.csv", file) for file in test_csv.VALID],
    "json": [("a.json", file) for file in test_json_records.VALID],
}  # fmt: skip

JUNK = (
    b'"', b"\n", b",", b"<", b"&", b"\x00", b"{", b"[", b"]", b"(", b"\r", b"\xff\xfe", b"=?", b"--", b"\\", b"PK\x03\x04",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\xed\xa0\x80", b"9" * 40, b" " * 400, b"<div>" * 300, b"[" * 300, b"{\\rtf" * 100,
)  # fmt: skip


def damage(file: bytes, chance: Random) -> bytes:
    """A file with one to eight of: a cut, bytes exchanged, put in, taken out, doubled."""
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(file) + 1), chance.randint(1, 200)
        junk = chance.choice(JUNK) if chance.random() < 0.7 else chance.randbytes(chance.randint(1, 16))
        file = chance.choice(
            (
                file[:at],
                file[:at] + junk + file[at:],
                file[:at] + junk + file[at + len(junk) :],
                file[:at] + file[at + length :],
                file[:at] + file[max(0, at - length) :],
            )
        )
        if not file:
            return chance.randbytes(40)
    return file


def damage_part(file: bytes, chance: Random) -> bytes:
    """A ZIP in which one part is damaged and packed again, so that its checksum is right."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(sorted(parts))
    parts[chosen] = damage(parts[chosen] or b"x", chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance = Random(options.seed)
    bad = 0
    names = list(VALID)
    figures = {name: [0, 0, 0, 0.0] for name in names}
    for number in range(options.inputs):
        kind = names[number % len(names)]
        name, valid = chance.choice(VALID[kind])
        is_inside = valid.startswith(b"PK") and chance.random() < 0.8
        file = damage_part(valid, chance) if is_inside else damage(valid, chance)
        row = figures[kind]
        row[0] += 1
        begun = time.monotonic()
        try:
            ingest.read_bytes(file, name)
            row[1] += 1
        except DocumentError:
            row[2] += 1
        except Exception:  # noqa: BLE001 - what the benchmark looks for
            traceback.print_exc()
            bad += 1
            Path(f"crash-{number}-{name}").write_bytes(file)
        seconds = time.monotonic() - begun
        row[3] = max(row[3], seconds)
        if seconds > MOST_SECONDS:
            bad += 1
            Path(f"slow-{number}-{name}").write_bytes(file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{'reader':10} {'inputs':>7} {'read':>6} {'refused':>8} {'slowest, s':>11}")
    for kind, (n, read, refused, slowest) in figures.items():
        print(f"{kind:10} {n:7} {read:6} {refused:8} {slowest:11.2f}")
    print(f"{options.inputs} inputs, {bad} crashes or hangs, peak memory {peak / 1e6:.0f} MB")
    return 1 if bad or peak > MOST_BYTES else 0


if __name__ == "__main__":
    sys.exit(main())
