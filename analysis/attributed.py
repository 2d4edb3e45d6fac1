"""What a document gives as somebody's words or view: why a sentence has the voice that it has."""

import pandas as pd

from analysis.actors import Actors, find_mentions, read_actors
from analysis.sentences import find_sentences
from analysis.tables import make_table
from analysis.types import Attribution, Document
from analysis.voice import find_attributions

QUOTATION, REJECTED, REPORTED = "quotation", "rejected", "reported"


def find_attributed(document: Document, actors: Actors | None = None) -> pd.DataFrame:
    """The table `attributions`: the stretches of a document that the rules of voice found, in reading order.

    actors: those under study, the bundled ones if None; an actor's officials are holders by its id.
    start, end: offsets in the document's text. kind: "quotation" stands in
    quotation marks, "rejected" is a view that the author says is wrong,
    "reported" hangs on a word for saying. Where a stance has a voice that no
    stretch explains, the network that scores it has told it.
    """
    known = actors or read_actors()
    sentences = find_sentences(document.text, document.paragraphs)
    named = [find_mentions(sentence.text, known) for sentence in sentences]
    rows = [
        (
            document.doc_id,
            sentence.sentence_id,
            sentence.start + found.start,
            sentence.start + found.end,
            sentence.text[found.start : found.end],
            found.holder,
            found.holder_type,
            _kind(found),
        )
        for sentence, inside in zip(
            sentences, find_attributions(document.text, sentences, named), strict=True
        )
        for found in sorted(inside, key=lambda found: (found.start, found.end))
        if found.start < found.end
    ]
    return make_table("attributions", rows)


def _kind(found: Attribution) -> str:
    if found.is_rejected:
        return REJECTED
    return QUOTATION if found.is_quotation else REPORTED
