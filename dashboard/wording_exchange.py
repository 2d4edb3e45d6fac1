"""The words around answers that leave as files, or come as such."""

FORM_NAMES = {"csv": "CSV", "jsonl": "JSON lines"}
QDA = "Codes and reviews (REFI-QDA)"
QDA_HELP = "A project for MAXQDA, NVivo, ATLAS.ti, QualCoder and others: the documents that bear codes or reviews, as plain text, with them."
NO_QDA = "Its library is not installed; install it with: pip install framelens[qda]."
TYPES = ["csv", "tsv", "jsonl", "json", "xlsx", "xls"]
REVIEW_COLUMNS = (
    "A row is found by its ids, or by the text of its sentence. Columns: text, actor, label, voice, holder, note, reviewer; "
    "those of an export from here fit as they are. Taken in at once, in one step that can be undone on the page Documents."
)
CODE_COLUMNS = (
    "The sheet has the sentences of the sample and empty answers, and nothing of the machine. Columns: item_id or text, actor, "
    "label, voice, note, coder. Whole workspaces are exchanged on the page Documents; what they hold is put together."
)


def report_sentence(name: str, n: int, n_blank: int, n_unread: int) -> str:
    """What came of a file: "sheet.xlsx: 20 answers taken in, 3 rows blank, 2 did not match"."""
    parts = [f"{n:,} {'answer' if n == 1 else 'answers'} taken in"]
    if n_blank:
        parts.append(f"{n_blank:,} {'row' if n_blank == 1 else 'rows'} without an answer")
    parts.append(f"{n_unread:,} did not match" if n_unread else "all of them matched")
    return f"{name}: {', '.join(parts)}."
