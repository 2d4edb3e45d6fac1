"""Results of documents analysed apart → the result of them together, so that a change costs what it changes."""

from collections.abc import Sequence
from itertools import zip_longest

from analysis.batch import TABLES, document_row
from analysis.errors import RequestError
from analysis.framing import frame_sources
from analysis.pipeline import Result
from analysis.stories import group_stories
from analysis.tables import join_tables, make_table
from analysis.types import Document


def join_results(results: Sequence[Result], documents: Sequence[Document]) -> Result:
    """What `analyse` gives for these documents, from the results of each, in their order.

    results: each of one document or of several that follow each other, made with the
    same actors. A document may since have other metadata; its text, title and language must be
    those that were analysed. The figures of a document do not depend on others,
    so nothing is scored again: near-duplicates and sources are found anew.
    Raises RequestError where a result is not of its document.
    """
    if not results:
        raise RequestError("No result to join; analyse at least one document.")
    ids = [doc_id for result in results for doc_id in result.documents["doc_id"]]
    for doc_id, document in zip_longest(ids, documents):
        if document is None or doc_id != document.doc_id:
            what = f"document {document.doc_id}" if document else f"the documents: {doc_id} is not among them"
            raise RequestError(f"A result is not of {what}; analyse it again.")
    tables = {name: join_tables(name, [getattr(result, name) for result in results]) for name in TABLES}
    stories = group_stories(documents)
    known = tables["documents"]
    tables["documents"] = make_table(
        "documents",
        [
            document_row(document, status, n_sentences, stories.get(document.doc_id, ""))
            for document, status, n_sentences in zip(
                documents, known["status"], known["n_sentences"], strict=True
            )
        ],
    )
    sources = frame_sources(tables["documents"], tables["framing"])
    return Result(
        **tables,
        source_framing=sources,
        actor_names=results[0].actor_names,
        scorer="; ".join(dict.fromkeys(result.scorer for result in results)),
        rules=results[0].rules,
    )
