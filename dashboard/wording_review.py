"""The words of a person's review: on its page, and beside figures that it changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.review import Machine, Review
from dashboard.wording import figure_short, in_prose, signed

QUESTION = "Is the machine right about this sentence?"
PURPOSE = (
    "Read, accept or correct, one sentence at a time. Each answer is on disk before the next sentence is shown, "
    "and every figure of every page follows at once."
)
ORDERS = {"unsure": "Least certain first", "reading": "As in the text", "clearest": "Clearest first"}
NAME_LABEL = "Your name"
WHICH = "Which sentences, and in which order"
PASS_HELP = "An answer, or the arrow to the right, goes on to the next sentence that nobody reviewed yet."
NO_NAME = "Type your name first; then the keys work."
NOTHING_LEFT = "No sentence is left under these filters. Clear them, or choose others above."
ALL_DONE = "Every sentence under these filters is reviewed."
KEYS_NOTE = (
    "Keys work while no field has the cursor; Esc leaves a field. Enter accepts, as A does. "
    "V, H, M, N and T stay at the sentence; the others go on to the next."
)
LABEL_KEYS = {"favourable": "1", "neutral": "2", "unfavourable": "3"}
VOICES = {"author": "the author’s voice", "reported": "quoted"}
HOLDER_TYPES = {
    "": "Not told", "government": "A government", "state medium": "A state medium", "other medium": "Another medium",
    "expert": "An expert", "other": "Somebody else",
}  # fmt: skip
TURN_VOICE = {"reported": "It is quoted", "author": "It is the author’s"}
FORMS = {
    "holder": ("Whose view", "h"),
    "actor": ("Another actor", "m"),
    "note": ("Note", "n"),
    "codes": ("Codes", "t"),
}
"""The forms below the keys: what their buttons say, and their keys."""
HOLDER_PLACEHOLDER = "A name, or an actor"
MOVE_NOTE = "About whom is it, with the same words? Its own actor takes such an answer back."
NOT_TOLD = "not told who"
UNNAMED = "unnamed"


def reviewed_sentence(n: int, n_all: int, names: Sequence[str], scorer: str) -> str:
    """How much a person reviewed: "Scored by machine (…); 12 of 181 sentence judgements reviewed by Ana and Li."."""
    who = joined(names) if n else "a person"
    judgements = "judgement" if n_all == 1 else "judgements"
    return f"Scored by machine ({scorer}); {n:,} of {n_all:,} sentence {judgements} reviewed by {who}."


def joined(names: Sequence[str]) -> str:
    """Names in a row: "Ana, Ben and Li"; of many, the first three."""
    shown = [*names[:3], f"{len(names) - 3} more"] if len(names) > 4 else list(names)
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def before_after_words(before: Mapping[str, Any], after: Mapping[str, Any], n_reviewed: int) -> str:
    """What a review did to a figure: "8 of 21 reviewed; before review: leaning favourable +0.21"; "" where none was made."""
    told = _counted_words(n_reviewed, int(after["n_sentences"]))
    if _same(before, after):
        return f"{told}; review left the figure as it was." if told else ""
    was = f"before review: {before['verdict']}"
    if before["n_sentences"]:
        was += f" {figure_short(before)}, {before['n_sentences']} counted"
    return f"{told}; {was}." if told else f"{was[0].upper()}{was[1:]}."


def _counted_words(n: int, n_all: int) -> str:
    return f"{n} of {n_all} {'sentence' if n_all == 1 else 'sentences'} reviewed" if n else ""


def _same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    columns = ("verdict", "n_sentences", "n_favourable", "n_unfavourable", "stance", "lower", "upper")
    return all(
        before[one] == after[one] or (before[one] != before[one] and after[one] != after[one])
        for one in columns
    )


def machine_words(machine: Machine, names: Mapping[str, str]) -> str:
    """What the machine says: "neutral −0.12 · quoted, Russia (government)"."""
    stance = machine.favourable - machine.unfavourable
    return f"{machine.label} {signed(stance)} · {spoken(machine.voice, machine.holder, machine.holder_type, names)}"


def spoken(voice: str, holder: str, holder_type: str, names: Mapping[str, str]) -> str:
    """Voice and holder: "the author’s voice", "quoted, Russia (government)"."""
    if voice != "reported":
        return VOICES["author"]
    who = NOT_TOLD if holder in ("", UNNAMED) else names.get(holder, holder)
    return f"quoted, {who}{f' ({holder_type})' if holder_type not in ('', 'other') else ''}"


def answer_words(said: Review, names: Mapping[str, str]) -> str:
    """What a person says of a row, in one line."""
    actor = in_prose(names.get(said.actor_id, said.actor_id))
    if said.action == "not about":
        words = f"not about {actor}"
    else:
        words = f"{said.label} · {spoken(said.voice, said.holder, said.holder_type, names)}"
        if said.action == "accept":
            words = f"accepted: {words}"
        if said.moved_to:
            words += f" · about {in_prose(names.get(said.moved_to, said.moved_to))} instead of {actor}"
    return f"{words} · note: {said.note}" if said.note else words


def progress_words(n_done: int, n_all: int, place: int, voice: str) -> str:
    """How far a review is: "12 of 91 sentences in the author’s voice reviewed · sentence 13"."""
    whose = {"author": " in the author’s voice", "reported": " that quote"}.get(voice, "")
    return f"{n_done:,} of {n_all:,} sentences{whose} reviewed · this is number {place + 1:,}"


def time_words(at: str) -> str:
    """A time that is kept, to the minute: "2026-03-01 12:30 UTC"."""
    return f"{at[:10]} {at[11:16]} UTC"


def list_label(n: int) -> str:
    """What the switch of the list says."""
    return f"Show what was reviewed ({n:,} {'answer' if n == 1 else 'answers'})"


def unmatched_head(n: int) -> str:
    """How many reviews have no place in the documents that are open."""
    return f"{n:,} {'review has' if n == 1 else 'reviews have'} no place here: kept, and counted nowhere"


LIST_NOTE = (
    "A click on a column sorts, the magnifying glass searches. Of several answers to one sentence the latest counts. "
    "What is taken back stays in the workspace’s history."
)
