"""Mentions: the table of cases, laws on generated text, and files of an analyst's own."""

import csv
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import Actors, find_mentions, read_actors
from analysis.errors import ActorsError

CASES = Path(__file__).parent / "cases" / "mentions.csv"
ACTORS = read_actors()


def describe(text: str, actors: Actors = ACTORS) -> str:
    """Mentions as the table of cases writes them: CN:China;RU*:Soviet Union (star: predecessor)."""
    return ";".join(
        f"{mention.actor_id}{'*' * (mention.kind == 'predecessor')}:{mention.text}"
        for mention in find_mentions(text, actors)
    )


def read_cases() -> list[object]:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cases: list[object] = []
    for row in rows:
        text, expected = (
            row[key].replace(r"\n", "\n").replace(r"\u00a0", "\u00a0") for key in ("text", "expected")
        )
        is_failure = row["why"].startswith("known failure")
        marks = [pytest.mark.xfail(strict=True, reason=row["why"])] if is_failure else []
        cases.append(pytest.param(text, expected, row["why"], marks=marks, id=row["text"][:40]))
    return cases


@pytest.mark.parametrize(("text", "expected", "why"), read_cases())
def test_case(text: str, expected: str, why: str) -> None:
    assert describe(text) == expected, why


def test_kinds() -> None:
    text = "Chinese leader Xi Jinping left Beijing, China; Xinhua said the Soviet Union was gone."
    kinds = [mention.kind for mention in find_mentions(text, ACTORS)]
    assert kinds == ["demonym", "leader", "capital", "name", "institution", "predecessor"]


# ---- laws ----

NAMES = (
    "China", "People's Republic of China", "North Korea", "Kim Jong-un", "U.S.", "US State Department",
    "Workers' Party of Korea", "Sino-Russian", "Soviet Union", "South China Sea", "Washington Post", "Kim",
    "US", "Russia", "Putin's", "WASHINGTON (AP) —", "NORTH KOREA", "pro-Russian government",
)  # fmt: skip
WORDS = (
    "talks",
    "with",
    "the",
    "said",
    "us",
    "and",
    "failed,",
    "in",
    "May.",
    "“no”",
    "virus",
    "\n",
    "\n\n",
    "JOIN",
)
texts = st.lists(st.sampled_from(NAMES + WORDS), max_size=14).map(" ".join) | st.text(max_size=80)


@given(texts)
def test_spans_slice_the_text_in_order_without_overlap(text: str) -> None:
    mentions = find_mentions(text, ACTORS)
    assert all(text[mention.start : mention.end] == mention.text != "" for mention in mentions)
    assert all(one.end <= next_.start for one, next_ in pairwise(mentions))


@given(texts)
def test_finding_twice_finds_the_same(text: str) -> None:
    assert find_mentions(text, ACTORS) == find_mentions(text, read_actors())


@given(
    texts,
    st.sampled_from(("Nobody knew. ", "It rained.\n", "12 %. ")),
    st.sampled_from(("", "\nThen it rained.")),
)
def test_paragraphs_around_do_not_change_spans(text: str, before: str, after: str) -> None:
    before, after = before.rstrip(" ") + "\n\n", after and "\n" + after
    shifted = [(m.actor_id, m.start + len(before), m.text) for m in find_mentions(text, ACTORS)]
    found = [(m.actor_id, m.start, m.text) for m in find_mentions(before + text + after, ACTORS)]
    assert found == shifted


@given(
    texts, st.sampled_from((("'", "’"), ("'", "‘"), ("-", "‑"), ("-", "–"), (" ", "\u00a0"), (" ", "\u2009")))
)
def test_typographic_variants_name_the_same_actors(text: str, variant: tuple[str, str]) -> None:
    plain = [(m.actor_id, m.start, m.end, m.kind) for m in find_mentions(text, ACTORS)]
    varied = [(m.actor_id, m.start, m.end, m.kind) for m in find_mentions(text.replace(*variant), ACTORS)]
    assert varied == plain


@given(texts, st.sets(st.sampled_from(ACTORS.ids)))
def test_selection_only_leaves_out(text: str, ids: set[str]) -> None:
    kept = [mention for mention in find_mentions(text, ACTORS) if mention.actor_id in ids]
    assert find_mentions(text, ACTORS.select(ids)) == kept


@settings(max_examples=20)
@given(
    st.sampled_from(
        [(a.actor_id, alias.text) for a in ACTORS for alias in a.aliases if not alias.text.endswith("-")]
    )
)
def test_every_alias_alone_names_its_actor(pair: tuple[str, str]) -> None:
    actor_id, alias = pair
    assert describe(alias).removeprefix(actor_id).removeprefix("*") == f":{alias}"


# ---- the collection ----


def test_the_bundled_actors() -> None:
    assert ACTORS.ids == ("CN", "RU", "US", "KP")
    assert [actor.name for actor in ACTORS] == ["China", "Russia", "United States", "North Korea"]
    assert (len(ACTORS), "KP" in ACTORS, "IR" in ACTORS) == (4, True, False)
    assert read_actors() is ACTORS


def test_a_selection_keeps_the_longest_match() -> None:
    only_us = ACTORS.select(["US"])
    assert only_us.ids == ("US",)
    assert describe("The Bank of China and Bank of America in the Chinese-American dispute", only_us) == (
        "US:Bank of America;US:American"
    )


@pytest.mark.parametrize("ask", [lambda: ACTORS["IR"], lambda: ACTORS.select(["IR"])], ids=["item", "select"])
def test_an_unknown_actor_lists_the_known(ask: Callable[[], object]) -> None:
    with pytest.raises(ActorsError, match=r'^"IR" is not an actor here; choose from CN, RU, US, KP\.$'):
        ask()


# ---- an analyst's own file ----

IRAN = """
[[actor]]
id = "IR"
name = "Iran"
[[actor.aliases]]
kind = "name"
origin = "ISO 3166-1"
words = ["Iran", "Islamic Republic"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_actor_beside_the_bundled(tmp_path: Path) -> None:
    actors = read_actors(write(tmp_path, IRAN))
    assert actors.ids == ("CN", "RU", "US", "KP", "IR")
    assert describe("Iran and China", actors) == "IR:Iran;CN:China"


def test_own_actors_instead_of_the_bundled(tmp_path: Path) -> None:
    actors = read_actors(write(tmp_path, "beside_bundled = false\n" + IRAN))
    assert actors.ids == ("IR",)
    assert describe("Iran and China", actors) == "IR:Iran"


def test_own_words_for_a_bundled_actor(tmp_path: Path) -> None:
    actors = read_actors(write(tmp_path, IRAN.replace('"IR"', '"CN"').replace('name = "Iran"\n', "")))
    assert actors["CN"].name == "China"
    assert describe("Iran and China", actors) == "CN:Iran;CN:China"


def test_own_alias_overrules_a_bundled_never(tmp_path: Path) -> None:
    text = IRAN.replace('"IR"', '"TW"').replace('"Islamic Republic"', '"Republic of China"')
    assert describe("the Republic of China", read_actors(write(tmp_path, text))) == "TW:Republic of China"


def test_own_never_overrules_a_bundled_alias(tmp_path: Path) -> None:
    actors = read_actors(
        write(tmp_path, '[[never]]\nwhy = "too vague"\nwords = ["Washington", "Islamic Iran"]\n' + IRAN)
    )
    assert describe("Washington, US, Islamic Iran, Iran", actors) == "US:US;IR:Iran"


@pytest.mark.parametrize("word", ["a.b", "(x|y)", "C++", "[Iran]", "Iran*", "$", "\\\\d"])
def test_every_character_stands_for_itself(tmp_path: Path, word: str) -> None:
    actors = read_actors(write(tmp_path, IRAN.replace("Islamic Republic", word)))
    written = word.replace("\\\\", "\\")
    assert describe(f"so {written} it is", actors) == f"IR:{written}"
    assert describe("so aXb xyz 7 CCC Ira it is", actors) == ""


WORDS_LINE = '["Iran", "Islamic Republic"]'
KINDS = "name, demonym, capital, leader, institution, predecessor"
FAULTS = [  # what is wrong, a part of IRAN, what stands there instead, what is told
    ("two actors", "Islamic Republic", "US",
     ', line 8: actor "IR": alias "US" already belongs to actor US; rename one of them.'),
    ("a variant of another's", "Islamic Republic", "U.S.",
     ', line 8: actor "IR": alias "U.S." already belongs to actor US; rename one of them.'),
    ("alias twice", "Islamic Republic", "Iran",
     ', line 8: actor "IR": alias "Iran" stands twice; delete one.'),
    ("alias and never", IRAN, IRAN + '[[never]]\nwhy = "?"\nwords = ["Iran"]\n',
     ', line 11: actor "IR": alias "Iran" is also listed under never; delete one.'),
    ("unknown kind", '"name"', '"nickname"',
     f', line 6: actor "IR": kind "nickname" is unknown; use {KINDS}.'),
    ("no kind", 'kind = "name"\n', "", f': actor "IR": a group has no kind; use {KINDS}.'),
    ("unknown caution", IRAN, IRAN + 'caution = "maybe"\n',
     ', line 9: actor "IR": caution "maybe" is unknown; use alone, pronoun.'),
    ("no name", 'name = "Iran"\n', "", ', line 3: actor "IR": no name; add name ='),
    ("bad id", '"IR"', '"ir"',
     ', line 3: actor number 1: id "ir"; write the two capital letters of ISO 3166-1'),
    ("no id", 'id = "IR"\n', "", ": actor number 1: no id; write the two capital letters of ISO 3166-1"),
    ("id is a number", '"IR"', "7", ": id is 7; put it in quotation marks."),
    ("no origin", 'origin = "ISO 3166-1"\n', "",
     ': actor "IR": the group of "Iran" has no origin; add origin ='),
    ("words is one text", WORDS_LINE, '"Iran"',
     ', line 8: actor "IR": words is missing or not a list of words'),
    ("an empty word", "Islamic Republic", "", ', line 8: actor "IR": words has an empty word; delete it'),
    ("no aliases", IRAN[IRAN.index("[[actor.") :], "",
     ', line 3: actor "IR": no aliases; add [[actor.aliases]]'),
    ("actor twice", IRAN, IRAN + IRAN, ', line 11: actor "IR" stands twice; join the two.'),
    ("misspelt key", "words", "word", ', line 8: actor "IR": "word" is unknown; use kind, origin,'),
    ("misspelt table", "[[actor", "[[actors", ', line 5: "actors" is unknown; use actor, never,'),
    ("single brackets", "[[actor]]", "[actor]",
     ", line 2: actor is not a list of tables; write [[actor]] in"),
    ("flag in quotation marks", IRAN, 'beside_bundled = "no"\n' + IRAN,
     ", line 1: beside_bundled is 'no'; write true or false"),
    ("nobody", IRAN, "beside_bundled = false\n", ": no actor in it; add an [[actor]]"),
    ("not TOML", '"IR"', '"IR', ": not TOML: illegal character"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_told_in_one_sentence(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ActorsError) as caught:
        read_actors(write(tmp_path, IRAN.replace(old, new)))
    told = str(caught.value)
    assert told.startswith("own.toml")
    assert message in told
    assert told.endswith(".")
    assert "\n" not in told


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ActorsError, match=r"^none\.toml: no such file or directory; give the path"):
        read_actors(tmp_path / "none.toml")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ActorsError, match=r"^own\.toml: the file is not UTF-8 text; save it as UTF-8\.$"):
        read_actors(path)
