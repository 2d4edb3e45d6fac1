"""References: the table of cases, laws on generated text, the seeds, and an analyst's own actors."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from casetables import read_cases
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.actors import Actors, find_mentions, read_actors
from analysis.references import find_references
from analysis.references.words import read_words
from analysis.sentences import find_sentences
from analysis.types import Mention, Paragraph, Sentence

ACTORS = read_actors()


def find_in(
    text: str, actors: Actors = ACTORS, paragraphs: Sequence[Paragraph] = ()
) -> tuple[list[Sentence], list[list[Mention]], list[list[Mention]]]:
    """The sentences of a text, their mentions, their references."""
    sentences = find_sentences(text, paragraphs or [Paragraph(0, len(text))])
    mentions = [find_mentions(sentence.text, actors) for sentence in sentences]
    return sentences, mentions, find_references(sentences, mentions, actors)


def actors_of(text: str, phrase: str, actors: Actors = ACTORS) -> set[str]:
    """Whom the first of these phrases in the text stands for."""
    place = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
    assert place, f"{phrase} is not in the text"
    sentences, _, references = find_in(text, actors)
    return {
        reference.actor_id
        for sentence, inside in zip(sentences, references, strict=True)
        for reference in inside
        if sentence.start + reference.start < place.end() and place.start() < sentence.start + reference.end
    }


@pytest.mark.parametrize("case", read_cases("references"))
def test_a_phrase_stands_for_the_actors_of_the_table(case: dict[str, str]) -> None:
    assert actors_of(case["text"], case["phrase"]) == set(case["actors"].split()), case["why"]


def test_half_of_the_table_stands_for_nobody() -> None:
    cases = [parameter.values[0] for parameter in read_cases("references")]
    assert len(cases) >= 130
    assert 2 * sum(not case["actors"] for case in cases) >= len(cases)


# ---- laws ----

PIECES = (
    "China", "Russia and North Korea", "the two countries", "Both sides", "it said", "He", "the country", "its ally",
    "Japan", "the Soviet Union", "Vladimir Putin", "Xi Jinping told", "the former", "the latter", "such remarks", "They",
    "the North", "the regime", "said that it would", "its leader", "signed a pact", "this cooperation", "the ministry",
    "the Russian minister", "“", "”", '"', ", and", "because it", ".", "!", "\n", "the three nations", "Dana Whitmore",
    "the superpower", "’s", "of", "was",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join) | st.text(max_size=80)


@given(texts)
def test_a_reference_is_a_place_in_its_sentence_and_no_mention(text: str) -> None:
    sentences, mentions, references = find_in(text)
    assert len(references) == len(sentences)
    for sentence, named, inside in zip(sentences, mentions, references, strict=True):
        for found in inside:
            assert found.text == sentence.text[found.start : found.end] != ""
            assert found.kind == "reference"
            assert not any(found.start < m.end and m.start < found.end for m in named)
        assert len({(m.start, m.actor_id) for m in inside}) == len(inside)
        places = sorted({(m.start, m.end) for m in inside})
        assert all(a[1] <= b[0] for a, b in pairwise(places))


@given(texts)
def test_nobody_is_found_whom_the_text_has_not_named(text: str) -> None:
    sentences, mentions, references = find_in(text)
    data = [entry.phrases for entry in read_words().data]
    known = set(read_words().tables["known"].values())
    named: set[str] = set()
    for sentence, own, inside in zip(sentences, mentions, references, strict=True):
        named |= {m.actor_id for m in own if m.kind != "predecessor"}
        if any(pattern.search(sentence.text) for pattern in data):
            named.add("KP")
        assert {m.actor_id for m in inside} <= named | known


@given(st.lists(texts, min_size=2, max_size=4))
def test_what_comes_later_changes_nothing_before(parts: list[str]) -> None:
    whole, _, references = find_in("\n\n".join(parts), paragraphs=paragraphs_of(parts))
    before, _, alone = find_in("\n\n".join(parts[:-1]), paragraphs=paragraphs_of(parts[:-1]))
    assert whole[: len(before)] == before
    assert references[: len(before)] == alone


def paragraphs_of(parts: Sequence[str]) -> list[Paragraph]:
    paragraphs = []
    start = 0
    for part in parts:
        paragraphs.append(Paragraph(start, start + len(part)))
        start += len(part) + 2
    return paragraphs


@given(texts, st.sets(st.sampled_from(ACTORS.ids)))
def test_a_selection_only_leaves_out(text: str, ids: set[str]) -> None:
    chosen = ACTORS.select(ids)
    _, _, every = find_in(text)
    assert find_in(text, chosen)[2] == [[m for m in inside if m.actor_id in ids] for inside in every]


def test_no_heading_is_looked_over() -> None:
    text = "China and Russia met.\n\nSport\n\nThe two countries play chess."
    paragraphs = [Paragraph(0, 21), Paragraph(23, 28, is_heading=True), Paragraph(30, len(text))]
    assert find_in(text, paragraphs=paragraphs)[2] == [[], [], []]
    paragraphs[1] = Paragraph(23, 28)
    assert find_in(text, paragraphs=paragraphs)[2][2]


# ---- an analyst's own actors, and the seeds ----


def test_an_own_actor_is_found_as_the_bundled_are(tmp_path: Path) -> None:
    text = '[[actor]]\nid = "IR"\nname = "Iran"\n[[actor.aliases]]\nkind = "name"\norigin = "test"\nwords = ["Iran"]\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    actors = read_actors(tmp_path / "own.toml")
    said = "Iran and China signed a deal. The two countries trade oil. Iran said that it would sell more."
    assert actors_of(said, "The two countries", actors) == {"IR", "CN"}
    assert actors_of(said, "it", actors) == {"IR"}
    assert actors_of(said, "The two countries") == {"CN"}


def references_of_seed(start: str) -> list[tuple[str, str]]:
    (document,) = (d for d in analysis.read("seeds") if Path(d.path).name.startswith(start))
    sentences = find_sentences(document.text, document.paragraphs)
    mentions = [find_mentions(sentence.text, ACTORS) for sentence in sentences]
    found = find_references(sentences, mentions, ACTORS)
    return [(m.text, m.actor_id) for inside in found for m in inside]


def test_irresponsible_remarks_are_those_of_the_spokesperson() -> None:
    found = references_of_seed("001")
    assert ("Such irresponsible remarks", "US") in found
    assert ("Matthew", "US") in found


def test_a_pair_that_the_text_contradicts_is_left_open() -> None:
    """ "China and Russia … Both countries signed … on the border of Russia and North Korea"."""
    found = references_of_seed("002")
    assert [phrase for phrase, _ in found].count(
        "both countries"
    ) == 2  # in the fourth paragraph: China and Russia
    assert {actor for phrase, actor in found if phrase == "both countries"} == {"CN", "RU"}
