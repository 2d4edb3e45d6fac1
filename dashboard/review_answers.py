"""What a key does on the page Review: an answer is kept, then the next sentence is shown; undo goes back to it."""

from collections.abc import Callable

import streamlit as st

from analysis import Step, review
from analysis.review import Review, Tag
from dashboard import data, data_review, undoing
from dashboard.data_review import Queue, Row

PAGE = "review"
WHO, ROW, ONLY_NEW, FORM = "_who", "_review-row", "review-only-new", "_review-form"
"""Session keys: whose answers these are; the sentence that is shown; whether reviewed ones are passed over; which
form is open."""
_OURS = ("review", "tag")


def who() -> str:
    """Whose answers these are; the one who answered last where nobody said in this session; "" where nobody did."""
    if WHO not in st.session_state:
        kept = review.read_reviews(data.workspace())
        st.session_state[WHO] = max(kept, key=lambda said: said.at).reviewer if kept else ""
    return str(st.session_state[WHO])


def find_place(queue: Queue, done: set[Row]) -> int:
    """The place of the sentence that is shown: the chosen one, else the first that is not reviewed."""
    row = st.session_state.get(ROW)
    if row in queue.at:
        return queue.at[row]
    return next((place for place, one in enumerate(queue.rows) if one not in done), 0)


def go(queue: Queue, row: Row, step: int) -> None:
    """Show the sentence before or after; forward, reviewed ones are passed over where that is asked for, round the end."""
    done = set(data_review.standing_reviews(data.reviewed()))
    here, n = queue.at[row], len(queue.rows)
    to = min(max(here + step, 0), n - 1)
    if step > 0 and st.session_state.get(ONLY_NEW):
        places = (*range(here + 1, n), *range(here))
        to = next((place for place in places if queue.rows[place] not in done), to)
    st.session_state[ROW] = queue.rows[to]
    st.session_state[FORM] = ""


def own_review(row: Row) -> Review | None:
    """What this person said of a row so far."""
    said = data_review.said_of_rows(data.reviewed().before).get(row, ())
    return next((one for one in said if one.reviewer == who()), None)


def accept(queue: Queue, row: Row) -> None:
    """It is right as it stands: as the machine says, or as this person has changed it. Then the next one."""
    own = own_review(row)
    is_kept = own is not None and own.action == "change"
    if is_kept or _keep(row, action="accept"):
        go(queue, row, 1)


def tell_label(queue: Queue, row: Row, label: str) -> None:
    """It has this label. Then the next one."""
    if _keep(row, label=label):
        go(queue, row, 1)


def deny_actor(queue: Queue, row: Row) -> None:
    """It is not about this actor. Then the next one."""
    if _keep(row, action="not about"):
        go(queue, row, 1)


def turn_voice(row: Row, voice: str) -> None:
    """It is in this voice; the sentence stays."""
    _keep(row, voice=voice, holder="" if voice == "author" else None, holder_type="" if voice == "author" else None)  # fmt: skip


def tell_holder(row: Row, holder: str, holder_type: str) -> None:
    """It is this one's view; the sentence stays. holder_type: "" where it is not told."""
    if _keep(row, voice="reported", holder=holder, holder_type=holder_type or None):
        st.session_state[FORM] = ""


def move_actor(row: Row, actor_id: str) -> None:
    """It is about that actor instead; the sentence stays."""
    if _keep(row, moved_to="" if actor_id == row[2] else actor_id):
        st.session_state[FORM] = ""


def write_note(row: Row, note: str) -> None:
    """Keep a note; a row without an answer is accepted by it."""
    if _keep(row, note=note.strip()):
        st.session_state[FORM] = ""


def _keep(row: Row, *, action: str = "change", **said: str | None) -> bool:
    """Keep this person's review with these changes; whether it could be kept."""
    own = own_review(row)
    stands: dict[str, str | None] = {"note": own.note} if own else {}
    if own and own.action == "change" and action == "change":
        stands |= {
            name: getattr(own, name) for name in ("label", "voice", "holder", "holder_type", "moved_to")
        }

    def act() -> tuple[str, ...]:
        before = data.reviewed().before
        doc_id, number, actor_id = row
        words = {**stands, **said}
        made = review.judge(
            before, doc_id, number, actor_id, reviewer=who(), action=action, places=data_review.places(before), **words  # type: ignore[arg-type]
        )  # fmt: skip
        review.keep_reviews(data.workspace(), [made])
        return made.key

    return change(act)


def change(act: Callable[[], tuple[str, ...]]) -> bool:
    """Change the workspace in this person's name, if there is one. act: returns the key of what it kept."""
    return bool(who()) and undoing.change(PAGE, act)


def keep_tags(row: Row, names: list[str]) -> None:
    """The codes of a row, as this person gives them: others are taken off, those of other persons stay."""
    before = data.reviewed().before
    place = data_review.places(before).at(row[0], row[1])
    assert place
    mine = [
        tag
        for tag in data_review.tags()
        if (tag.sentence, tag.actor_id, tag.who) == (place.sentence, row[2], who())
        and tag.doc_id == place.doc_id
    ]
    for tag in mine:
        if tag.tag not in names:
            change(lambda tag=tag: _take_off(tag))  # type: ignore[misc]
    for name in names:
        if name not in {tag.tag for tag in mine}:
            change(lambda name=name: _give(row, name))  # type: ignore[misc]


def _give(row: Row, name: str) -> tuple[str, ...]:
    before = data.reviewed().before
    made = review.make_tag(before, *row, name, who=who(), places=data_review.places(before))
    review.keep_tags(data.workspace(), [made])
    return made.doc_id, made.sentence, made.actor_id, made.tag, made.who


def _take_off(tag: Tag) -> tuple[str, ...]:
    review.take_off_tags(data.workspace(), [tag])
    return tag.doc_id, tag.sentence, tag.actor_id, tag.tag, tag.who


def _is_mine(step: Step) -> bool:
    return step.changes[-1].kind in _OURS and step.changes[-1].key[-1] == who()


def can_undo() -> bool:
    """Whether there is an answer of this person to take back."""
    return undoing.undoable(PAGE, _is_mine) is not None


def undo() -> None:
    """Take back this person's last answer, and show its sentence."""
    if undone := undoing.undo(PAGE, _is_mine):
        _show_row(undone.changes[-1].key)


def _show_row(key: tuple[str, ...]) -> None:
    place = data_review.places(data.reviewed().before).find(key[0], key[1])
    if place:
        st.session_state[ROW] = (place.doc_id, place.sentence_id, key[2])


def take_back(said: Review) -> None:
    """Take a review back, whosesoever it is; the log still has it."""

    def act() -> tuple[str, ...]:
        review.withdraw_reviews(data.workspace(), [said])
        return said.key

    change(act)


def open_form(form: str) -> None:
    """Open a form below the keys, or close it where it is open."""
    st.session_state[FORM] = "" if st.session_state.get(FORM) == form else form
