"""Reading: the five seeds as they came, furniture, restoring, bad input, metadata."""

import contextlib
import csv
import hashlib
import json
import os
import re
import shutil
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ingest
from analysis.errors import DocumentError, RequestError
from analysis.ingest.cleaning.page import is_cut_off, is_prose
from analysis.ingest.limits import MAX_BLOCKS, MAX_BYTES
from analysis.types import UNKNOWN, Corpus, Document

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
CASES = list(csv.DictReader((ROOT / "tests/cases/furniture.csv").open(encoding="utf-8")))

TITLE = "Two Neighbours Look for a Common Road"
BODY = (
    "China and Russia signed an agreement on trade and transport on Thursday. It "
    "provides for a second bridge over "
    "the river, and for a common office that will look after the traffic on it. Both "
    "governments called it a success."
)
END = (
    "The agreement still has to be ratified by both parliaments. Observers in Seoul "
    "and Tokyo expect that to happen "
    "before the end of the year, although some members have announced that they will vote against it."
)


def paragraphs(doc: Document) -> list[str]:
    return [doc.text[part.start : part.end] for part in doc.paragraphs]


def headings(doc: Document) -> list[str]:
    return [doc.text[part.start : part.end] for part in doc.paragraphs if part.is_heading]


def fill(case: str, *, line_break: str) -> str:
    """A case's text: {title}, {body} and {end} stand for the article around the line in question."""
    text = case.replace("\\n", line_break)
    return text.replace("{title}", TITLE).replace("{body}", BODY).replace("{end}", END)


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return ingest.read(SEEDS)


# ---- the seeds ----

# Number → first and last words of every paragraph, in order.
BODIES = {
    0: [
        ("From a historical perspective, China", "constantly developing and evolving."),
        ("In the economic field, China, as", "improve its industrial level."),
        ("In the cultural field, both China", "each other's cultural charm."),
        ("However, China's strengthening of", "regional instability and conflict."),
        ("In the current complex and ever-changing", "trend of internationalization."),
        ("In short, exchanges and cooperation", "world peace and development."),
    ],
    1: [
        ("According to a report by the Korean", "such as the regional situation."),
        ("Since the beginning of this year", "North Korea Russia relations."),
        ("Kim Jong un's visit, with sudden", "between North Korea and Russia."),
        ("Firstly, in terms of military affairs.", "during this critical period."),
        ("Secondly, in terms of economy.", "and people's livelihood."),
        ("Thirdly, in terms of strategic materials.", "North Korea urgently needs."),
        ("This meeting was unjustifiably criticized", "from the United States."),
        ("Such irresponsible remarks reflect", "development of international relations."),
    ],
    2: [
        ("History of Relations between China,", "North Korea, and Russia"),
        ("Russia, North Korea and China have", "both China and North Korea."),
        ("China and North Korea developed an", "collapse of the Soviet Union."),
        ("As a result of their common history,", "of energy and agriculture."),
        ("The three countries also have a number", "strengthening their relationship."),
    ],
    3: [
        ("In a significant diplomatic move,", "the two allies in years."),
        ("The visit comes at a time when", "during the meeting."),
        ("Since the establishment of diplomatic", "support its neighbor."),
        ("The meeting between Zhao and Kim", "pandemic began."),
        ("As North Korea seeks to strengthen", "despite international pressure."),
    ],
    4: [
        ("1. China", "1. China"),
        ("Beijing, Pyongyang’s and Moscow’s", "crucial technological expertise."),
        ("2. Russia", "and North Korea Agreement"),
        ("Russia and North Korea have denied", "reciprocal naval exercises."),
        ("3.Global instability", "3.Global instability"),
        ("Beijing does not wish to appear", "Japan, and the West."),
        ("4.US and China presidents", "Mangement"),
        ("The US and Chinese presidents", "international clout than Russia."),
    ],
}

REMOVED = {
    0: [("A bar of languages to choose from.", 1)],
    1: [("A teaser of another article.", 7)],
    2: [],
    3: [
        ("A line of categories.", 1),
        ("The name of the site or section after the title.", 1),
        ("The time that reading takes.", 1),
        ("The handle or address of who published it.", 2),
        ("Buttons to share the page.", 1),
        ("The name of who wrote or published it.", 1),
        ("“Recent Posts”: a list of other pages.", 19),
    ],
    4: [
        ("The title again.", 1),
        ("In Arabic script, while the body is in Latin script.", 1),
        ("A line that leads to another page.", 1),
    ],
}

TITLES = {
    0: "A new perspective on exchanges and cooperation between China and North Korea under the trend of "
    "internationalization",
    1: UNKNOWN,
    2: "Will China And North Korea Help Russia",
    3: "Highest-level talks in years as Chinese official meets North Korean leader Kim in Pyongyang",
    4: "China keep its distance as Russia and North Korea have strong ties",
}


def test_seeds_are_read_without_failures(seeds: Corpus) -> None:
    assert seeds.failures == ()
    assert [Path(doc.path).name[:3] for doc in seeds] == ["000", "001", "002", "003", "004"]
    assert {doc.language for doc in seeds} == {"en"}


@pytest.mark.parametrize("number", range(5))
def test_seed_body_is_complete(seeds: Corpus, number: int) -> None:
    found = paragraphs(seeds[number])
    assert len(found) == len(BODIES[number])
    for text, (first, last) in zip(found, BODIES[number], strict=True):
        assert text.startswith(first)
        assert text.endswith(last)


@pytest.mark.parametrize("number", range(5))
def test_seed_furniture_is_removed_with_its_reason(seeds: Corpus, number: int) -> None:
    reasons = [block.reason for block in seeds[number].removed]
    assert {reason: reasons.count(reason) for reason in reasons} == dict(REMOVED[number])


@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_seed_text_and_removed_blocks_are_all_there_is(seeds: Corpus, number: int) -> None:
    """In a plain text every word is in the text, in the title or in a removed block, as it was written."""
    doc = seeds[number]
    assert all(doc.raw[block.start : block.end] == block.text for block in doc.removed)
    kept = "".join([doc.text, *(block.text for block in doc.removed), doc.title if number != 1 else ""])
    assert sorted(re.sub(r"\s", "", kept)) == sorted(re.sub(r"\s", "", doc.raw))


@pytest.mark.parametrize("number", range(5))
def test_seed_title_is_found_in_the_text_itself(number: int, tmp_path: Path) -> None:
    file = next(SEEDS.glob(f"00{number}_*.txt"))
    shutil.copy(file, tmp_path)  # without sources.toml
    (doc,) = ingest.read(tmp_path)
    assert doc.title == TITLES[number]
    assert doc.title not in paragraphs(doc)


def test_seed_headings(seeds: Corpus) -> None:
    assert [len(headings(doc)) for doc in seeds] == [0, 0, 1, 0, 4]
    assert headings(seeds[4])[2] == "3.Global instability"
    assert "met last month. their first in the four years" in seeds[4].text


def test_seed_record_tells_its_metadata_and_its_end(tmp_path: Path) -> None:
    shutil.copy(next(SEEDS.glob("002_*.txt")), tmp_path)
    (doc,) = ingest.read(tmp_path)
    assert (doc.published, doc.published_precision) == ("2023-10-30", "day")
    assert doc.source == "northkoreainfo.com"
    assert doc.address == "https://www.northkoreainfo.com/will-china-and-north-korea-help-russia/"
    assert (doc.format, doc.complete) == ("wordpress", "no")
    assert doc.notes == ("The record is cut off before its end.",)
    assert not re.search(r"<|\\n|&\w+;|\\/", doc.text)
    assert doc.raw == next(SEEDS.glob("002_*.txt")).read_text(encoding="utf-8")


def test_seed_metadata_claims_only_what_the_documents_tell(seeds: Corpus) -> None:
    assert {(doc.country, doc.control, doc.author) for doc in seeds} == {(UNKNOWN, UNKNOWN, UNKNOWN)}
    assert [doc.source for doc in seeds] == [UNKNOWN, UNKNOWN, "northkoreainfo.com", "GQN", UNKNOWN]
    assert [doc.published for doc in seeds] == [UNKNOWN, UNKNOWN, "2023-10-30", UNKNOWN, UNKNOWN]


def test_sha256_is_of_the_file(seeds: Corpus) -> None:
    for doc in seeds:
        assert doc.sha256 == hashlib.sha256(Path(doc.path).read_bytes()).hexdigest()


# ---- furniture ----


@pytest.mark.parametrize("line_break", ["\n\n", "\n"], ids=["blank lines", "lines"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_furniture(case: dict[str, str], line_break: str) -> None:
    doc = ingest.document(fill(case["text"], line_break=line_break))
    expected = [fill(text, line_break=line_break) for text in case["removed"].split(";") if text]
    assert len(doc.removed) == len(expected), [block.text for block in doc.removed]
    for block, text in zip(doc.removed, expected, strict=True):
        assert block.text.startswith(text)
        assert block.reason.endswith((".", "!"))
    for text in case["kept"].split(";"):
        assert fill(text, line_break=line_break) in doc.text
    for part in (BODY, END):
        assert (part in doc.text) == (part in fill(case["text"], line_break=line_break))


def test_there_are_enough_furniture_cases_and_half_are_traps() -> None:
    traps = [case for case in CASES if not case["removed"]]
    assert len(CASES) >= 40
    assert len(traps) >= 0.4 * len(CASES)


@pytest.mark.parametrize(
    ("text", "title", "removed"),
    [
        (f"{TITLE}\n\n{BODY}", TITLE, []),
        (f"{TITLE}.\n\n{TITLE}\n\n{BODY}", TITLE, [f"{TITLE}."]),
        (f"{TITLE.upper()}\n\n{TITLE}\n\n{BODY}", TITLE, [TITLE.upper()]),
        (f"{TITLE} | World News\n\n{BODY}", TITLE, ["| World News"]),
        (f"{TITLE} - BBC News\n\n{BODY}", TITLE, ["- BBC News"]),
        (f"{TITLE} - a hard task\n\n{BODY}", f"{TITLE} - a hard task", []),
        (f"{TITLE} said the minister on Monday.\n\n{BODY}", UNKNOWN, []),
        (f"{TITLE}:\n\n{BODY}", UNKNOWN, []),
        (TITLE, UNKNOWN, []),
    ],
)
def test_title(text: str, title: str, removed: list[str]) -> None:
    doc = ingest.document(text)
    assert doc.title == title
    assert [block.text for block in doc.removed] == removed


def test_given_title_is_not_in_the_text_again() -> None:
    doc = ingest.document(f"Two neighbours look for a common road.\n\n{BODY}", title=TITLE)
    assert (doc.title, doc.text) == (TITLE, BODY)
    assert [block.reason for block in doc.removed] == ["The title again."]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("3.Global instability", True),
        ("What Comes Next", True),
        ("## What comes next", True),
        ("**What comes next**", True),
        ("The two sides met.", False),
        ("He said:", False),
        ("“A strange result”", False),
        ("**This sentence is in bold.**", False),
        ("- a point of a list", False),
    ],
)
def test_headings_in_plain_text(line: str, is_heading: bool) -> None:
    doc = ingest.document(f"{BODY}\n\n{line}\n\n{END}")
    assert len(paragraphs(doc)) == 3
    assert doc.paragraphs[1].is_heading is is_heading
    assert paragraphs(doc)[1] == line.strip("#* ")


def test_a_list_is_not_a_row_of_headings() -> None:
    doc = ingest.document(f"{BODY}\n\n1. Trade\n\n2. Transport\n\n3. Tourism\n\n{END}")
    assert headings(doc) == []


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = BODY.replace(" on Thursday. It", "\non Thursday. It").replace(
        "over the river,", "over the\nriver,"
    )
    wrapped = wrapped.replace("after the traffic", "after\nthe traffic")
    doc = ingest.document(f"By Jane Doe\n{wrapped}\n\n{END}")
    assert [block.text for block in doc.removed] == ["By Jane Doe"]
    assert paragraphs(doc) == [BODY, END]
    assert doc.author == "Jane Doe"


# ---- markup ----


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One &amp; two.</p><p>Three.</p>", ["One & two.", "Three."]),
        ("Growth < 1 minute, a <b or c> d.", ["Growth < 1 minute, a <b or c> d."]),
        ("if a < b and b > c", ["if a < b and b > c"]),
        ("It&#8217;s &amp;#8220;here&amp;#8221;.", ["It’s “here”."]),
        ("One <b>bold</b> word<script>alert('<p>no</p>')</script> more.", ["One bold word more."]),
        ("One.<!-- a note -->Two.", ["One.Two."]),
        ("AT&T and R&D stay.", ["AT&T and R&D stay."]),
        ("Left <!-- open", ["Left <!-- open"]),
        ('<a title="a > b" href="x">Link</a>.', ["Link."]),
        ("One.\n\nTwo.\n\n<div>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>One\n\nsentence.</p>", ["One sentence."]),
    ],
)
def test_fragments(text: str, expected: list[str]) -> None:
    assert paragraphs(ingest.document(text)) == expected


def test_an_open_script_is_removed_not_lost() -> None:
    doc = ingest.document(f"<p>{BODY}</p><script>var a = 1;")
    assert paragraphs(doc) == [BODY]
    assert [(block.text, block.reason) for block in doc.removed] == [
        ("var a = 1;", "A script that does not end.")
    ]


def test_markdown() -> None:
    text = (
        f"---\ntitle: A Road\ndate: 2024-05-01\n---\n# Start\n\nA [link](http://x.org) and **bold**. {BODY}\n"
    )
    (doc,) = ingest.read_bytes(text.encode(), "a.md")
    assert doc.title == "A Road"
    assert headings(doc) == ["Start"]
    assert paragraphs(doc)[1] == f"A link and bold. {BODY}"
    assert doc.published == "2024-05-01"


# ---- WordPress ----


def record(content: str, **fields: object) -> dict[str, object]:
    return {"title": {"rendered": "A &#8220;Road&#8221;"}, "content": {"rendered": content}, **fields}


def test_wordpress_list_gives_one_document_a_record(tmp_path: Path) -> None:
    records = [record(f"<h2>Why</h2><p>{BODY}</p>"), record(""), record(f"<ul><li>{END}</li></ul>")]
    (tmp_path / "posts.txt").write_text(json.dumps(records), encoding="utf-8")
    corpus = ingest.read(tmp_path)
    assert [paragraphs(doc) for doc in corpus] == [["Why", BODY], [END]]
    assert [headings(doc) for doc in corpus] == [["Why"], []]
    assert {doc.title for doc in corpus} == {"A “Road”"}
    assert [(failure.place, "no text" in failure.reason) for failure in corpus.failures] == [
        ("record 2", True)
    ]
    assert len({doc.doc_id for doc in corpus}) == 2
    assert {doc.complete for doc in corpus} == {"yes"}


def test_wordpress_upload_says_which_record_was_left_out() -> None:
    data = json.dumps([record(""), record(f"<p>{BODY}</p>")]).encode()
    (doc,) = ingest.read_bytes(data, "posts.json")
    assert any("record 1" in note for note in doc.notes)


@given(st.integers(min_value=0, max_value=400))
def test_wordpress_cut_anywhere_says_so_or_has_no_text(n: int) -> None:
    whole = json.dumps(record(f"<p>{BODY}</p><p>“{END}” é</p>", date="2024-01-31T10:00:00"))
    cut = whole[: len(whole) - 1 - n]
    (doc,) = ingest.read_bytes(cut.encode(), "cut.json")
    assert doc.complete == "no"
    assert f"{BODY}\n\n“{END}” é".startswith(doc.text.rstrip("<"))


def test_wordpress_places_point_into_the_record() -> None:
    content = f"<p>{BODY}</p>\n<p>Subscribe to our newsletter</p>\n<p>“{END}”</p>"
    raw = json.dumps(record(content)).replace("\\n", "\n")
    (doc,) = ingest.read_bytes(raw.encode(), "one.json")
    (block,) = doc.removed
    assert doc.raw[block.start : block.end] == block.text == "Subscribe to our newsletter"


@pytest.mark.parametrize("date", ["2023-02-30T00:00:00", "soon", 5, None])
def test_wordpress_bad_date_is_unknown(date: object) -> None:
    (doc,) = ingest.read_bytes(json.dumps(record(f"<p>{BODY}</p>", date=date)).encode(), "x.json")
    assert doc.published == UNKNOWN


def test_wordpress_bad_link_is_no_address() -> None:
    (doc,) = ingest.read_bytes(json.dumps(record("<p>A.</p>", link="javascript:alert(1)")).encode(), "x.json")
    assert (doc.address, doc.source) == (UNKNOWN, UNKNOWN)


# ---- restoring ----

LINES = st.sampled_from(
    [
        BODY,
        END,
        TITLE,
        "Share",
        "By Jane Doe",
        "Recent Posts",
        "2 years ago",
        "3. A Heading",
        "چین سیاست دنیا",
        "Categories: News",
        "The price of oil has always…",
        "A new museum opens its do…",
        "**Bold**",
        "<p>Tag</p>",
    ]
)
PAGES = st.lists(LINES, min_size=1, max_size=14).map("\n\n".join) | st.lists(LINES, min_size=1).map("\n".join)


def check_places(doc: Document) -> None:
    """Paragraphs cover the text, two line breaks apart."""
    assert "\n\n".join(paragraphs(doc)) == doc.text
    assert all(text == text.strip() and text and "\n" not in text for text in paragraphs(doc))
    assert all(0 <= block.position <= len(doc.paragraphs) for block in doc.removed)


@settings(max_examples=150, deadline=None)
@given(PAGES, st.randoms())
def test_restoring_in_any_order_gives_the_same_document(page: str, random: Random) -> None:
    doc = ingest.document(page)
    check_places(doc)
    ids = [block.block_id for block in doc.removed]
    forward = backward = shuffled = doc
    for block_id in ids:
        forward = ingest.restore(forward, block_id)
        check_places(forward)
    for block_id in reversed(ids):
        backward = ingest.restore(backward, block_id)
    random.shuffle(ids)
    for block_id in ids:
        shuffled = ingest.restore(shuffled, block_id)
    assert forward == backward == shuffled
    assert (forward.doc_id, forward.raw, forward.removed) == (doc.doc_id, doc.raw, ())


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_nothing_is_lost(page: str) -> None:
    """Restored in full, a page has all its words again, in their order, but for the title."""
    doc = ingest.document(page)
    whole = doc
    for block in doc.removed:
        whole = ingest.restore(whole, block.block_id)
    expected = re.sub(r"\W+", "", page.replace("<p>", "").replace("</p>", ""))
    found = re.sub(r"\W+", "", whole.text)
    if doc.title != UNKNOWN:
        title = re.sub(r"\W+", "", doc.title)
        assert title in expected
        assert len(found) == len(expected) - len(title)
    else:
        assert found == expected


def test_restored_seed_has_its_line_at_its_place(seeds: Corpus) -> None:
    doc = ingest.restore(seeds[4], "b2")
    assert paragraphs(doc)[:2] == ["چین سیاست دنیا", "1. China"]
    assert [block.block_id for block in doc.removed] == ["b1", "b3"]
    assert paragraphs(ingest.restore(doc, "b3"))[-1].startswith("Also Read:")


def test_restoring_an_unknown_block_names_the_known_ones(seeds: Corpus) -> None:
    with pytest.raises(RequestError, match=r"“b9”.*b1, b2, b3"):
        ingest.restore(seeds[4], "b9")


# ---- ids ----


def test_ids_do_not_depend_on_the_folder(
    seeds: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SEEDS, tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    assert [doc.doc_id for doc in ingest.read("elsewhere")] == [doc.doc_id for doc in seeds]
    assert len({doc.doc_id for doc in seeds}) == 5
    assert all(re.fullmatch(r"[0-9a-f]{16}", doc.doc_id) for doc in seeds)


def test_equal_texts_keep_two_ids_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(BODY, encoding="utf-8")
    (first, second) = ingest.read([tmp_path / "b", tmp_path / "a"])
    assert second.path.endswith(str(Path("a") / "same.txt"))
    assert first.doc_id == f"{second.doc_id}-2"


def test_a_file_named_twice_is_read_once() -> None:
    file = next(SEEDS.glob("000_*.txt"))
    assert len(ingest.read([file, str(file), SEEDS])) == 5


# ---- bad input ----


def sparse(path: Path, n_bytes: int) -> None:
    with path.open("wb") as file:
        file.truncate(n_bytes)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("mark.txt", "\ufeff".encode(), "empty"),
        ("zeros.txt", b"abc\x00\x01\x02" * 100, "no text"),
        ("noise.txt", bytes(range(256)) * 8, "no text"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3", "this PDF is broken or cut off"),
        ("paper.txt", b"%PDF-1.7\n%\xe2\xe3", "this PDF is broken or cut off"),
        ("a.docx", b"PK\x03\x04\x14\x00", "this Word file is broken or cut off"),
        ("page.html", b"<html><body><script>load()</script></body></html>", "no text"),
        ("page.txt", b"<!DOCTYPE html><html><body><p class", "breaks off"),
        ("table.csv", b"a,b\n1,2", "no column holds running text; there are “a”, “b”"),
        ("feed.txt", b'<?xml version="1.0"?><rss/>', "XML"),
        ("deep.json", b"[" * 100_000, "nested"),
        ("deep.txt", b'{"a":' * 100_000, "nested"),
        ("other.json", b'{"a": 1}', "no key holds running text"),
        ("broken.json", b'{"a": 1 "b"}', "JSON that cannot be read"),
        ("void.json", b'{"content": {"rendered": "<p></p>"}}', "no text"),
        ("wide.txt", b"a\n" * (MAX_BLOCKS + 1), "paragraphs"),
        ("large.txt", b"a" * (MAX_BYTES + 1), "MB"),
    ],
)
def test_bad_file_is_listed_and_the_rest_goes_on(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz_good.txt").write_text(BODY, encoding="utf-8")
    corpus = ingest.read(tmp_path)
    assert [doc.text for doc in corpus] == [BODY]
    (failure,) = corpus.failures
    assert failure.path == str(tmp_path / name)
    assert reason in failure.reason
    assert failure.remedy
    with pytest.raises(DocumentError):
        ingest.read_bytes(data, name)


def test_50_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    sparse(tmp_path / "big.txt", 50_000_000)
    start = time.perf_counter()
    (failure,) = ingest.read(tmp_path).failures
    assert time.perf_counter() - start < 0.5
    assert "50 MB" in failure.reason


def test_paths_that_cannot_be_read_are_failures(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    corpus = ingest.read([tmp_path / "missing.txt", tmp_path / "void", "nul\0name"])
    assert len(corpus) == 0
    assert len(corpus.failures) == 3
    assert "no such file" in corpus.failures[0].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [failure.reason for failure in ingest.read(tmp_path).failures] == [
        "this is neither a file nor a folder"
    ]


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.txt").write_text(END, encoding="utf-8")
    assert [doc.text for doc in ingest.read(tmp_path)] == [END]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    text = f"“{BODY}” — Пхеньян."
    (doc,) = ingest.read_bytes(text.encode(encoding), "a.txt")
    assert (doc.text, doc.notes) == (text, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Китай и Россия подписали соглашение о торговле. " * 8),
        ("cp1252", f"“{BODY}” — it’s done."),
        ("gb18030", "中国和俄罗斯签署了一项关于贸易和运输的协议。两国政府称这是一次成功。" * 8),
    ],
)
def test_guessed_encoding_is_said(encoding: str, text: str) -> None:
    (doc,) = ingest.read_bytes(text.encode(encoding), "a.txt")
    assert doc.text == text.strip()
    assert any(note.startswith("Read as ") for note in doc.notes)


def test_broken_byte_of_utf8_is_said() -> None:
    (doc,) = ingest.read_bytes(f"“{BODY}” “{END}” — ’’’’’’".encode() + b"\xe2\x80", "a.txt")
    assert BODY in doc.text
    assert "broken" in doc.notes[0]


def test_another_language_is_listed_not_failed() -> None:
    (doc,) = ingest.read_bytes(
        ("Китай и Россия подписали соглашение о торговле и транспорте. " * 4).encode(), "a.txt"
    )
    assert doc.language == "ru"


@pytest.mark.parametrize("text", ["", "  \n ", "<p></p>", "\x00", "&nbsp;"])
def test_text_without_a_word_is_an_error(text: str) -> None:
    with pytest.raises(DocumentError, match="empty"):
        ingest.document(text)


@settings(max_examples=200, deadline=None)
@given(st.text() | st.text(alphabet="<>/&;p \n\"'-!#*[]{}:,.…|1aA\ud800\x00"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        doc = ingest.document(text)
    except DocumentError:
        return
    check_places(doc)
    doc.text.encode()
    assert doc == ingest.document(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='{}[]":,\\nu0 contentrd<p>/').map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.txt", "a.json", "a.md"):
        with contextlib.suppress(DocumentError):
            for doc in ingest.read_bytes(data, name):
                check_places(doc)


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 200_000,
        "<p " * 200_000,
        "&" * 500_000,
        "**a " * 200_000,
        "Share " + "1" * 150 + "!",
        "\n" * 500_000 + "a",
        "Cut off in the midd…\n" * 20_000,
        "a@" * 200_000,
        "By " + "And " * 39 + "!",
    ],
)
def test_hostile_text_does_not_hang(text: str) -> None:
    start = time.perf_counter()
    ingest.document(text)
    assert time.perf_counter() - start < 10


def test_progress_counts_the_files() -> None:
    calls: list[tuple[int, int]] = []
    ingest.read(SEEDS, progress=lambda done, total, what: calls.append((done, total)))
    assert calls == [(n, 5) for n in range(6)]


def test_prose_and_teasers() -> None:
    assert is_prose(BODY)
    assert not is_prose(TITLE)
    assert is_cut_off("The trend of the econo…")
    assert not is_cut_off("The trend… of the economy.")


# ---- sources.toml ----


def read_with(tmp_path: Path, toml: str) -> Corpus:
    (tmp_path / "a.txt").write_text(f"{TITLE}\n\n{BODY}", encoding="utf-8")
    (tmp_path / "sources.toml").write_text(toml, encoding="utf-8")
    return ingest.read(tmp_path)


def test_sources_toml_wins_over_the_document(tmp_path: Path) -> None:
    corpus = read_with(
        tmp_path,
        '["a.txt"]\ntitle = "Another"\nsource = "X"\npublished = 2023-10\nnotes = "Seen."'.replace(
            "2023-10", '"2023-10"'
        ),
    )
    (doc,) = corpus
    assert corpus.failures == ()
    assert (doc.title, doc.source, doc.published, doc.published_precision) == (
        "Another",
        "X",
        "2023-10",
        "month",
    )
    assert doc.notes == ("Seen.",)
    assert TITLE in doc.text  # the document's own line is not lost


def test_unknown_does_not_overwrite_what_is_known(tmp_path: Path) -> None:
    (doc,) = read_with(tmp_path, '["a.txt"]\ntitle = "unknown"')
    assert doc.title == TITLE


@pytest.mark.parametrize(
    ("toml", "place", "reason"),
    [
        ('["a.txt"]\nsource = "X"\ncontrol = "goverment"', "line 3", "goverment"),
        ('["a.txt"]\nsource = "X"\noutlet = "Y"', "line 3", "outlet is no field"),
        ('["a.txt"]\nsource = "X"\npublished = "2023-13"', "line 3", "no date"),
        ('["a.txt"]\nsource = "X"\naddress = "ftp://x"', "line 3", "no web address"),
        ('["a.txt"]\nsource = "X"\nnotes = 3', "line 3", "notes"),
        ('["a.txt"]\nsource = "X"\n["b.txt"]\nsource = "Y"', "line 3", "no file"),
        ('["a.txt"]\nsource = "X"\ntitle', "at its end", "no TOML"),
        ('["a.txt"]\nsource = = "X"', "line 2", "no TOML"),
    ],
)
def test_mistakes_in_sources_toml_are_listed_and_the_rest_counts(
    toml: str, place: str, reason: str, tmp_path: Path
) -> None:
    corpus = read_with(tmp_path, toml)
    (failure,) = corpus.failures
    assert failure.path.endswith("sources.toml")
    assert reason in failure.reason
    assert failure.place == place
    (doc,) = corpus
    assert doc.source == ("X" if "no TOML" not in reason else UNKNOWN)


@pytest.mark.parametrize(
    ("field", "value"), [("control", "goverment"), ("address", "x"), ("published", "soon")]
)
def test_document_refuses_bad_metadata(field: str, value: str) -> None:
    with pytest.raises(DocumentError, match=value):
        ingest.document(BODY, **{field: value})


def test_document_takes_metadata_and_says_unknown_for_the_rest() -> None:
    doc = ingest.document(BODY, source="X", published="2023")
    assert (doc.source, doc.published, doc.published_precision) == ("X", "2023", "year")
    assert (doc.title, doc.country, doc.complete) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert doc.doc_id != ingest.document(BODY, source="Y").doc_id


@pytest.mark.parametrize("line", ["-----", "* * *", "———", "—"])
def test_a_first_line_without_a_word_is_no_title(line):
    doc = ingest.document(f"{line}\n\n" + "China praised the treaty and kept its word. " * 8)
    assert doc.title == "unknown"


def test_long_runs_of_spaces_take_no_time():
    doc = ingest.document("China kept its word." + " " * 200_000 + "And so did Japan.")
    assert doc.text.startswith("China kept its word.")
