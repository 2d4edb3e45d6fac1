"""How well the places of actors are found: names in labelled sentences, references in labelled texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.actors import Actors, find_mentions
from analysis.evaluation.labelled import LabelledSpan, LabelledText
from analysis.references import find_references
from analysis.sentences import find_sentences
from analysis.types import Paragraph


@dataclass(frozen=True, slots=True)
class Found:
    """n_labelled pairs are right, n_found were found, n_right of them are right. Shares in 0..1, NaN of nothing."""

    n_labelled: int
    n_found: int
    n_right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.n_right / self.n_found if self.n_found else float("nan")

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.n_right / self.n_labelled if self.n_labelled else float("nan")


def measure_mentions(labelled: Sequence[LabelledSpan], actors: Actors) -> Found | None:
    """Pairs of sentence and actor by name; None where no row names one of the actors.

    A file that does not label every actor of a sentence makes the precision look too low.
    """
    given: dict[str, set[str]] = {}
    for one in labelled:
        if one.actor in actors.ids:
            given.setdefault(one.span[0], set()).add(one.actor)
    if not given:
        return None
    return _count(
        (names, {m.actor_id for m in find_mentions(text, actors) if m.kind != "predecessor"})
        for text, names in given.items()
    )


def measure_references(texts: Sequence[LabelledText], actors: Actors) -> Found | None:
    """Pairs of a labelled phrase and an actor; None without such texts.

    What is found at places that nobody labelled counts for nothing.
    """
    if not texts:
        return None
    pairs: list[tuple[set[Any], set[Any]]] = []
    for one in texts:
        found = _find(one.text, actors)
        for place in one.references:
            inside = {actor for start, end, actor in found if start < place.end and end > place.start}
            pairs.append((set(place.actors) & set(actors.ids), inside))
    return _count(pairs)


def _find(text: str, actors: Actors) -> list[tuple[int, int, str]]:
    """Start, end and actor of each reference of a text."""
    sentences = find_sentences(text, [Paragraph(0, len(text))])
    mentions = [find_mentions(sentence.text, actors) for sentence in sentences]
    return [
        (sentence.start + one.start, sentence.start + one.end, one.actor_id)
        for sentence, inside in zip(sentences, find_references(sentences, mentions, actors), strict=True)
        for one in inside
    ]


def _count(pairs: Iterable[tuple[set[Any], set[Any]]]) -> Found:
    counts = [(len(given), len(found), len(given & found)) for given, found in pairs]
    return Found(*(sum(column) for column in zip(*counts, strict=True)))
