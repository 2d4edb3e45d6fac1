"""Near-duplicates: found, grouped, in any order."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.stories import group_stories
from analysis.types import Document

STORY = [
    "China and Russia signed an agreement on trade and transport on Thursday in the border town of Heihe.",
    "It provides for a second bridge over the river, and for a common office that "
    "will look after the traffic.",
    "Both governments called it a success, while environmental groups in the region had warned against it.",
    "The agreement still has to be ratified by both parliaments, which is expected "
    "before the end of the year.",
    "Observers in Seoul and Tokyo pointed out that the first bridge had taken more "
    "than two decades to build.",
    "Traders on both banks of the river hope that waiting times will become much shorter than they are now.",
]
OTHER = [
    "North Korea launched a satellite on Monday night, which broke up shortly after the start over the sea.",
    "The government in Pyongyang announced an inquiry and a further attempt within the next few weeks.",
    "Japan had warned the inhabitants of its southern islands and lifted the alert after twenty minutes.",
    "It was the third attempt within one year, and the second one that failed because of the first stage.",
]


def doc(doc_id: str, sentences: list[str] | str) -> Document:
    text = sentences if isinstance(sentences, str) else " ".join(sentences)
    return Document(doc_id=doc_id, raw=text, text=text, paragraphs=())


WIRE = doc("b", STORY)
EDITED = doc("a", ["Beijing (Wire) -", *STORY[:4], "The Kremlin did not comment.", STORY[5]])
SHORTENED = doc("c", STORY[1:4])
COPY = doc("d", " ".join(STORY).upper().replace(",", ""))
FOREIGN = doc("e", OTHER)
QUOTING = doc("f", [*OTHER, STORY[0]])


@pytest.mark.parametrize(
    ("docs", "expected"),
    [
        ([WIRE], {}),
        ([WIRE, FOREIGN], {}),
        ([WIRE, EDITED], {"a": "a", "b": "a"}),
        ([WIRE, SHORTENED], {"b": "b", "c": "b"}),
        ([WIRE, COPY], {"b": "b", "d": "b"}),
        ([WIRE, QUOTING], {}),  # one sentence in common is no common story
        ([FOREIGN, QUOTING], {"e": "e", "f": "e"}),
        ([doc("x", "He met Xi."), doc("y", "He met Xi!"), doc("z", "He met Kim.")], {"x": "x", "y": "x"}),
        (
            [
                doc("x", "中国和俄罗斯签署了一项关于贸易和运输的协议" * 2),
                doc("y", "中国和俄罗斯签署了一项关于贸易和运输的协议。" * 2),
            ],
            {"x": "x", "y": "x"},
        ),
        ([doc("x", ""), doc("y", "")], {}),
        ([], {}),
    ],
)
def test_group_stories(docs: list[Document], expected: dict[str, str]) -> None:
    assert group_stories(docs) == expected


def test_a_copy_of_a_copy_belongs_to_the_group() -> None:
    """The first and the last share nothing; each shares enough with the one between them."""
    first, between, last = doc("p", STORY[:3]), doc("q", STORY), doc("r", STORY[3:])
    assert group_stories([first, last]) == {}
    assert group_stories([first, between, last]) == {"p": "p", "q": "p", "r": "p"}


@settings(max_examples=20, deadline=None)
@given(st.integers())
def test_order_changes_nothing(seed: int) -> None:
    docs = [WIRE, EDITED, SHORTENED, COPY, FOREIGN, QUOTING]
    expected = {"a": "a", "b": "a", "c": "a", "d": "a", "e": "e", "f": "e"}
    random.Random(seed).shuffle(docs)
    assert group_stories(docs) == expected
