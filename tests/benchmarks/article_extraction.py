"""How well the article is told from the rest of a web page.

    python tests/benchmarks/article_extraction.py FOLDER

FOLDER: Scrapinghub's article extraction benchmark: ground-truth.json, and html/ID.html.gz for each page
(https://github.com/scrapinghub/article-extraction-benchmark, MIT). Measured as its authors do: words by \\w+,
counts of shingles of four words, clipped; per page true positives, false positives and false negatives divided
by their sum; precision and recall averaged over pages; F1 of the two averages.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import md5
from pathlib import Path

import trafilatura

from analysis.errors import DocumentError
from analysis.ingest import read_bytes
from analysis.ingest.html.encoding import decode_page
from analysis.ingest.html.source import read_source

_WORD = re.compile(r"\w+")
_SHINGLE = 4


def read_everything(page: bytes) -> str:
    """All lines of the page."""
    return "\n".join(line.text for line in read_source(decode_page(page, "page.html")[0]).lines)


def read_by_trafilatura(page: bytes) -> str:
    """What trafilatura takes with its defaults, comments off."""
    return trafilatura.extract(page, include_comments=False) or ""


def read_by_framelens(page: bytes) -> str:
    """The text of the document that this project makes of the page."""
    try:
        return read_bytes(page, "page.html")[0].text
    except DocumentError:
        return ""


WAYS: dict[str, Callable[[bytes], str]] = {
    "everything": read_everything,
    "trafilatura alone": read_by_trafilatura,
    "framelens": read_by_framelens,
}


def count_shingles(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of four words stands in a text; a shorter text is one run."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def compare(expected: str, found: str) -> tuple[float, float, float]:
    """True positives, false positives and false negatives of a page, as shares of their sum."""
    one, other = count_shingles(expected), count_shingles(found)
    parts = (one & other).total(), (other - one).total(), (one - other).total()
    total = sum(parts) or 1
    return parts[0] / total, parts[1] / total, parts[2] / total


def average(pages: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Precision and recall averaged over pages, and their F1."""
    precision = sum(hits / (hits + extra) if hits + extra else 0 for hits, extra, _ in pages) / len(pages)
    recall = sum(hits / (hits + lost) if hits + lost else 0 for hits, _, lost in pages) / len(pages)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def is_development(key: str) -> bool:
    """Whether a page is of the half that the rules were written on.

    The other half is not unseen: some rules come from a look at its errors. Before that look its F1 was 0.969.
    """
    return md5(key.encode(), usedforsecurity=False).digest()[0] % 2 == 0


def read_pages(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """The id, the source and the expected article of each page."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for key, entry in truth.items():
        yield key, gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), entry["articleBody"]


def main() -> None:
    """Print the figures of each way, over all pages and over the two halves."""
    parser = argparse.ArgumentParser(description="Measure how well articles are told from their pages.")
    parser.add_argument("folder", type=Path, help="the folder with ground-truth.json and html/")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also the N pages that fare worst")
    arguments = parser.parse_args()
    pages = list(read_pages(arguments.folder))
    print(f"{'':18} {'pages':24} precision  recall     F1")
    for name, way in WAYS.items():
        results = {key: compare(expected, way(page)) for key, page, expected in pages}
        halves = {
            "all": list(results.values()),
            "rules written on": [result for key, result in results.items() if is_development(key)],
            "looked at later": [result for key, result in results.items() if not is_development(key)],
        }
        for label, half in halves.items():
            if half:
                precision, recall, f1 = average(half)
                print(f"{name:18} {f'{label} ({len(half)})':24} {precision:9.3f} {recall:7.3f} {f1:6.3f}")
    for key, (_, extra, lost) in sorted(results.items(), key=lambda item: item[1][0])[: arguments.worst]:
        print(f"{key[:12]}  too much {extra:.3f}  lost {lost:.3f}")


if __name__ == "__main__":
    main()
