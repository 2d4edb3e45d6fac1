"""The words of the page Evidence: what is looked for, and why a sentence counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.wording import UNKNOWN, in_prose, signed

QUESTION = "Every sentence, and why it counts"

ORDERS = {
    "clearest": "Clearest first",
    "for": "Most favourable first",
    "against": "Most unfavourable first",
    "unsure": "Least certain first",
    "document": "As in the documents",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "warmest": "Warmest tone first",
    "coldest": "Coldest tone first",
}
LABELS = {"favourable": "＋ favourable", "neutral": "· neutral", "unfavourable": "− unfavourable"}
CERTAINTIES = {"": "Both", "certain": "Certain", "uncertain": "Uncertain"}
PLACES = {"counted": "Sentences that count", "headings": "Headings", "both": "Both"}
KINDS = {
    "government": "a government",
    "state medium": "a state medium",
    "other medium": "another medium",
    "expert": "an expert",
    "other": "somebody else",
}
SEARCH_HELP = (
    "Sentences that hold every word. A word is found where a word begins with it; a phrase in quotation marks "
    "is found as it stands. Capital letters do not count."
)
SEARCH_PLACEHOLDER = 'Words, or a "phrase in quotation marks"'

COLUMNS = {
    "sign": "", "text": "Sentence", "actor_id": "About", "stance": "Stance", "voice": "Voice", "holder": "Whose view",
    "document": "Document", "source": "Source", "published": "Date", "unfavourable": "P(−)", "neutral": "P(·)",
    "favourable": "P(＋)", "uncertain": "Uncertain", "polarity": "Tone", "holder_type": "Kind", "explicit": "Named",
    "is_heading": "Heading", "reviewed": "Reviewed",
}  # fmt: skip
"""The columns of the table, as the page heads them."""

MOVED_NOTE = (
    "Words that the scorer reacted to, not the reason: each is left out in turn, and the figure says by how much "
    "the stance is higher with it. Words that say the same hide each other, so the figures do not add up."
)
NOTHING_MOVED = "No single word moved the stance by more than 0.02: it lies in the sentence as a whole."
NO_WHOLE = "Whole text and context are not at hand."


def count_line(n: int, n_all: int, n_documents: int) -> str:
    """How many rows the filters leave: "12 of 181 judgements, in 3 documents"."""
    documents = "1 document" if n_documents == 1 else f"{n_documents:,} documents"
    of = f"{n_all:,} judgement{'' if n_all == 1 else 's'}"
    return f"All {of}, in {documents}" if n == n_all else f"{n:,} of {of}, in {documents}"


def more(n_set: int) -> str:
    """What the button to the rarer filters says."""
    return f"More columns ({n_set} set)" if n_set else "More columns"


def nothing_found(searched: str) -> str:
    """Why the table is empty, and what to do."""
    if searched:
        return f"No sentence holds {searched} under these filters. Search for less, or clear the filters."
    return "No sentence is left under these filters. Clear them, or choose others above."


def toward(row: Mapping[str, Any], actor_names: Mapping[str, str]) -> str:
    """The judgement in one line: "Toward Russia: unfavourable, −0.62 (uncertain)"."""
    actor = in_prose(actor_names[row["actor_id"]])
    doubt = " (uncertain)" if row["uncertain"] else ""
    return f"Toward {actor}: {row['label']}, {signed(row['stance'])}{doubt}"


def holder_words(row: Mapping[str, Any], actor_names: Mapping[str, str]) -> str:
    """Whose view a row is: "Russia (government)", "not told who", "the author"."""
    if row["voice"] != "reported":
        return "the author"
    holder = "not told who" if row["holder"] == "unnamed" else actor_names.get(row["holder"], row["holder"])
    kind = row["holder_type"]
    return f"{holder} ({kind})" if kind and kind != "other" else str(holder)


def counted_sentence(row: Mapping[str, Any], phrases: Sequence[str], actor_names: Mapping[str, str]) -> str:
    """Why the sentence is counted, or why not. phrases: the words at which the actor was judged."""
    actor = in_prose(actor_names[row["actor_id"]])
    words = ", ".join(f"“{phrase}”" for phrase in phrases)
    at = f" ({words})" if words else ""
    how = f"names {actor}{at}" if row["explicit"] else f"refers to {actor} without its name{at}"
    if row["is_heading"]:
        return f"Not counted: it is a heading. It {how} and is scored and shown, but figures rest on sentences alone."
    return f"Counted: it is a sentence of the text and {how}."


def doubt_sentence(row: Mapping[str, Any]) -> str:
    """What "uncertain" means for the row; empty where the scorer is certain."""
    if not row["uncertain"]:
        return ""
    return "Uncertain: no label has a probability that sets it apart. The label stands, and the ranges carry the doubt."


def voice_sentence(
    row: Mapping[str, Any], stretches: Sequence[Mapping[str, Any]], actor_names: Mapping[str, str]
) -> str:
    """Why the row has its voice. stretches: rows of the table `attributions` that hold the judged words."""
    kinds = {stretch["kind"] for stretch in stretches}
    if row["voice"] != "reported":
        if "rejected" in kinds:
            return "Author's voice: somebody's view is told, and the author says that it is wrong."
        if stretches:
            return "Author's voice: a word for saying stands by, but the scorer reads the judgement as the text's own."
        return "Author's voice: nothing here gives the words as somebody else's."
    who = holder_words(row, actor_names)
    inner = min(stretches, key=lambda stretch: stretch["end"] - stretch["start"], default=None)
    if inner is None:
        return f"Quoted, {who}: no word for saying holds it; the scorer reads the judgement as a view that is reported."
    words = _shortened(str(inner["text"]).strip(" ,;"))
    if "quotation" in kinds:
        return f"Quoted, {who}: it stands in quotation marks, {words}."
    return f"Quoted, {who}: a word for saying makes it a view, {words}."


REVIEWED = "Reviewed by a person: label and voice are as that person left them."


def place_words(row: Mapping[str, Any], title: str) -> str:
    """Where the sentence stands: title, outlet, date, paragraph."""
    source = "outlet unknown" if row["source"] == UNKNOWN else row["source"]
    date = "undated" if row["published"] == UNKNOWN else row["published"]
    return f"“{title}” · {source} · {date} · paragraph {row['paragraph'] + 1}"


def tone_sentence(row: Mapping[str, Any], words: Sequence[str]) -> str:
    """The tone of the wording, said to be another thing than stance."""
    driven = f", from {', '.join(f'“{word}”' for word in words)}" if words else ""
    return (
        f"Tone {signed(row['polarity'])}, subjectivity {row['subjectivity']:.2f}{driven}. "
        "Tone is about the wording, whoever it is about; it is not stance."
    )


def position(place: int, n: int) -> str:
    """Which of the rows is shown: "3 of 1,204"."""
    return f"{place + 1:,} of {n:,}"


def _shortened(text: str, longest: int = 90) -> str:
    text = text.strip("“”\"'")
    return f"“{text}”" if len(text) <= longest else f"“{text[: longest - 1].rstrip()}…”"
