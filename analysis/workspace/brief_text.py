"""The words of the brief. Key: empty, there is one brief. Value: its title, question, author and key judgements."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import RequestError
from analysis.types import Corpus, Failure
from analysis.workspace.records import Entries, Files, Json, Key, Setting, clean_text

NAME = "brief"
_TEXTS = {"title": 300, "question": 600, "author": 200}
"""The longest that a text may be; the brief itself cuts at these."""
_MOST, _LONGEST_KEY, _LONGEST_CLAIM = 200, 2_000, 2_000


@dataclass(frozen=True, slots=True)
class ChosenJudgement:
    """A key judgement that was chosen for the brief, or left out of it.

    key: of `analysis.brief`. claim: as a person worded it; "" leaves the drafted sentence.
    """

    key: str
    claim: str = ""
    is_in: bool = True


@dataclass(frozen=True, slots=True)
class BriefText:
    """What a person wrote and chose for the brief; empty is left to the draft.

    judgements: in their order; None until something was chosen.
    """

    title: str = ""
    question: str = ""
    author: str = ""
    judgements: tuple[ChosenJudgement, ...] | None = None


def write_text(text: BriefText) -> Setting:
    """What is kept of it; a text that is all empty is taken away."""
    if text == BriefText():
        return Setting(NAME, (), None)
    judgements: Json = None
    if text.judgements is not None:
        judgements = [
            {"key": clean_text(one.key), "claim": clean_text(one.claim), "is_in": one.is_in}
            for one in text.judgements
        ]
    texts: dict[str, Json] = {name: clean_text(getattr(text, name)) for name in _TEXTS}
    return Setting(NAME, (), {**texts, "judgements": judgements})


def read_text(entries: Entries) -> BriefText:
    """What stands."""
    value = entries.get(())
    if not isinstance(value, dict):
        return BriefText()
    listed = value["judgements"]
    chosen = None
    if isinstance(listed, list):
        chosen = tuple(_judgement(one) for one in listed if isinstance(one, dict))
    return BriefText(str(value["title"]), str(value["question"]), str(value["author"]), chosen)


def _judgement(value: Mapping[str, Json]) -> ChosenJudgement:
    return ChosenJudgement(str(value["key"]), str(value["claim"]), bool(value["is_in"]))


def check(key: Key, value: Json) -> Json:
    """The words as they are kept; None goes back to the draft."""
    if key:
        raise RequestError(f"brief: {key!r} is one key too many; there is one brief in a workspace.")
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {*_TEXTS, "judgements"}:
        raise RequestError("brief: title, question, author and judgements were expected; write it again.")
    for name, most in _TEXTS.items():
        text = value[name]
        if not isinstance(text, str) or len(text) > most:
            raise RequestError(f"brief: the {name} has at most {most} characters; shorten it.")
    listed = value["judgements"]
    if listed is not None:
        _check_judgements(listed)
    return value


def _check_judgements(value: Json) -> None:
    if not isinstance(value, list) or len(value) > _MOST:
        raise RequestError(f"brief: at most {_MOST} key judgements are kept; leave some out.")
    keys = []
    for one in value:
        if not isinstance(one, dict) or set(one) != {"key", "claim", "is_in"}:
            raise RequestError("brief: a key judgement has key, claim and is_in; choose it again.")
        key, claim = one["key"], one["claim"]
        is_text = isinstance(key, str) and isinstance(claim, str) and isinstance(one["is_in"], bool)
        if not is_text or len(str(key)) > _LONGEST_KEY:
            raise RequestError("brief: a key judgement is not what it should be; choose it again.")
        if len(str(claim)) > _LONGEST_CLAIM:
            raise RequestError(f"brief: a sentence has at most {_LONGEST_CLAIM} characters; shorten it.")
        keys.append(key)
    if len(set(map(str, keys))) < len(keys):
        raise RequestError("brief: a key judgement stands twice; leave one out.")


def files(value: Json) -> tuple[str, ...]:
    """None: it is text."""
    return ()


def apply(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus as it is: the brief is written from it."""
    return corpus, ()


def tell(key: Key, before: Json, after: Json) -> str:
    """Which part of the brief was changed."""
    if not isinstance(after, dict):
        return "Went back to the brief as it is drafted"
    old = before if isinstance(before, dict) else {}
    changed = [name for name in (*_TEXTS, "judgements") if old.get(name) != after[name]]
    names = {"judgements": "key judgements"}
    return f"Changed the brief's {' and '.join(names.get(name, name) for name in changed) or 'text'}"
