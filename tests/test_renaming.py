"""The names that the network reads instead: the place moves along, and swapped names read the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stance.renaming import NAMES, STAND_INS, find_actors, rename, use_stand_ins


def read(marked: str) -> str:
    """The sentence as it is read, its place in brackets: "[India] lied."."""
    start, end = marked.index("["), marked.index("]") - 1
    text, first, last = use_stand_ins((marked.replace("[", "").replace("]", ""), start, end))
    return f"{text[:first]}[{text[first:last]}]{text[last:]}"


@pytest.mark.parametrize(
    ("marked", "read_as"),
    [
        ("[China] condemned the United States.", "[India] condemned Brazil."),
        ("China condemned the [United States].", "India condemned [Brazil]."),
        ("China condemned [the United States].", "India condemned [Brazil]."),
        ("[The United States] left.", "[India] left."),
        ("An [American] jet and a Chinese one.", "An [Indian] jet and a Brazilian one."),
        ("A [Russian] jet left.", "An [Indian] jet left."),
        ("The United States' [bias] is old.", "India's [bias] is old."),
        ("U.S.-[China] talks", "India-[Brazil] talks"),
        ("an anti-[American] rally", "an anti-[Indian] rally"),
        ("African-American [voters] in the US", "African-American [voters] in India"),
        ("[Moscow] and the Kremlin said that Russians agreed.", "[New Delhi] and New Delhi said that Indians agreed."),
        ("President Xi Jinping met [Putin].", "President Narendra Modi met [Lula]."),
        ("[Trump] spoke; Donald Trump left.", "[Modi] spoke; Narendra Modi left."),
        ("The virus is with us, said [Ann].", "The virus is with us, said [Ann]."),
        ("[France] met India and Russia.", "[France] met India and Brazil."),
        ("[it] was Chinatown", "[it] was Chinatown"),
    ],
)  # fmt: skip
def test_how_a_sentence_is_read(marked: str, read_as: str) -> None:
    assert read(marked) == read_as


FRAMES = (
    "{a} accused {b} of lying, and {a} denied it.",
    "While {b} kept its word, {a} did not; a {A} officer said so.",
    "{A} and {B} officials met in Geneva.",
)


@given(
    st.sampled_from(FRAMES), st.permutations(list(NAMES)), st.permutations(list(NAMES)), st.integers(0, 30)
)
def test_who_it_is_does_not_matter(frame: str, actors: list[str], others: list[str], place: int) -> None:
    """Rule 6 of the method holds by construction, for every name in the list."""

    def text_of(pair: list[str]) -> str:
        a, b = (NAMES[actor] for actor in pair[:2])
        return frame.format(a=a["name"][0], b=b["name"][0], A=a["demonym"][0], B=b["demonym"][0])

    first, second = (use_stand_ins((text_of(pair), 0, 1))[0] for pair in (actors, others))
    assert first.lower().replace(" an ", " a ") == second.lower().replace(" an ", " a ")


@given(st.text(max_size=80), st.data())
def test_the_place_stays_a_place(text: str, data: st.DataObject) -> None:
    text = f"{text} China "
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    read_text, first, last = use_stand_ins((text, start, end))
    assert 0 <= first < last <= len(read_text)


def test_renaming_back_gives_the_sentence_again() -> None:
    span = ("China met Russia in Beijing.", 10, 16)
    there = rename(span, {"CN": "JP", "RU": "IR"})
    assert there == ("Japan met Iran in Tokyo.", 10, 14)
    assert rename(there, {"JP": "CN", "IR": "RU"}) == span


def test_the_names_of_stand_ins_are_taken_like_all_others() -> None:
    """A sentence about India and China has two states, whatever they are read as."""
    assert find_actors("India and China met; Beijing gave way.") == ["IN", "CN"]
    assert next(iter(STAND_INS)) == "IN"
