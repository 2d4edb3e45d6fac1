"""What a key does on the page Coding: stance and voice make an answer, which is kept, then the next sentence is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from analysis import Step, review
from analysis.review import Code, Coding, Decision, Sample
from dashboard import data, data_review, undoing, wording_coding

CODER = "_coder"
"""Session key: whose codes and decisions these are. It is asked anew in each session: coders share computers."""


def coder() -> str:
    """Whose answers these are; "" where nobody said."""
    return str(st.session_state.get(CODER, ""))


@dataclass(frozen=True, slots=True)
class Answering:
    """A row of questions that one person answers: the items of a sample, or the differences of coders.

    page: for undo and the session. items: in their order. told: what this
    person, or the one who decides, has said of each already.
    """

    page: str
    sample: Sample
    items: tuple[str, ...]
    told: Mapping[str, Code | Decision]

    @property
    def item(self) -> str:
        """The item that is shown: the chosen one, else the first without an answer, else the last; "" where there is none."""
        shown = st.session_state.get(self._key("item"))
        if shown in self.items:
            return str(shown)
        left = (item for item in self.items if item not in self.told)
        return next(left, self.items[-1] if self.items else "")

    @property
    def place(self) -> int:
        """The place of that item, from 0."""
        return self.items.index(self.item)

    def pending(self, what: str) -> str:
        """What is chosen for label or voice so far: by a key just now, or in the answer that stands."""
        chosen = st.session_state.get(self._key("chosen"), {})
        kept = self.told.get(self.item)
        return str(chosen.get(what, getattr(kept, what) if kept else ""))

    def choose(self, what: str, value: str, given: Mapping[str, str]) -> None:
        """Take label or voice; with both the answer is kept. given: what needs no answer, since it is agreed on."""
        chosen = {**given, **st.session_state.get(self._key("chosen"), {}), what: value}
        kept = self.told.get(self.item)
        label = chosen.get("label") or (kept.label if kept else "")
        voice = chosen.get("voice") or (kept.voice if kept else "")
        if not label or not voice:
            st.session_state[self._key("chosen")] = chosen
            return
        if self.keep(label, voice, kept.note if kept else "") and kept is None:
            self.go(1)

    def keep(self, label: str, voice: str, note: str) -> bool:
        """Keep an answer to the item that is shown; whether it could be kept."""
        item, kept, who = self.item, data.workspace(), coder()
        made: Callable[[], tuple[str, ...]]
        if self.page == "coding":

            def made() -> tuple[str, ...]:
                review.keep_code(kept, self.sample, item, label=label, voice=voice, note=note, coder=who)
                return self.sample.sample_id, item, who
        else:

            def made() -> tuple[str, ...]:
                review.keep_decision(kept, self.sample, item, label=label, voice=voice, note=note, who=who)
                return self.sample.sample_id, item  # fmt: skip

        is_kept = bool(who) and undoing.change(self.page, made)
        if is_kept:
            self._leave(item)
        return is_kept

    def go(self, step: int) -> None:
        """Show the item before or after."""
        to = min(max(self.place + step, 0), len(self.items) - 1)
        self._leave(self.items[to])

    def _leave(self, to: str) -> None:
        st.session_state[self._key("item")] = to
        st.session_state[self._key("chosen")] = {}
        st.session_state[self._key("note")] = False

    def can_undo(self) -> bool:
        """Whether there is an answer of this person to take back."""
        return undoing.undoable(self.page, self._is_mine) is not None

    def undo(self) -> None:
        """Take back this person's last answer, and show its sentence."""
        if (undone := undoing.undo(self.page, self._is_mine)) and undone.changes[-1].key[1] in self.items:
            self._leave(undone.changes[-1].key[1])

    def _is_mine(self, step: Step) -> bool:
        last = step.changes[-1]
        if last.key[:1] != (self.sample.sample_id,):
            return False
        if last.kind == "code":
            return self.page == "coding" and last.key[2] == coder()
        return self.page == "deciding" and isinstance(last.after, dict) and last.after["who"] == coder()

    def turn_note(self) -> None:
        """Open the note, or close it."""
        st.session_state[self._key("note")] = not self.has_note

    @property
    def has_note(self) -> bool:
        """Whether the note is open."""
        return bool(st.session_state.get(self._key("note")))

    def _key(self, what: str) -> str:
        return f"_{self.page}-{what}-{self.sample.sample_id}-{coder()}"


def coding_of(sample: Sample) -> Answering:
    """The items of a sample as this coder answers them."""
    kept = data_review.coding()
    items = tuple(item.item_id for item in sample.items)
    codes = {item: kept.codes.get((sample.sample_id, item, coder())) for item in items}
    return Answering("coding", sample, items, {item: code for item, code in codes.items() if code})


def deciding_of(sample: Sample, coding: Coding) -> Answering:
    """The items that coders answered differently, as somebody decides them."""
    found = review.find_differences(coding, sample.sample_id)
    told = {one.item.item_id: one.decision for one in found if one.decision}
    return Answering("deciding", sample, tuple(one.item.item_id for one in found), told)


def show_keys(answering: Answering, *, given: Mapping[str, str]) -> None:
    """Draw the keys for stance, voice, note, undo and the way. given: label or voice that needs no answer."""
    page, is_off = answering.page, not coder()
    for what, names, keys in (
        ("label", wording_coding.LABEL_NAMES, wording_coding.LABEL_KEYS),
        ("voice", wording_coding.VOICE_NAMES, wording_coding.VOICE_KEYS),
    ):
        if what in given:
            continue
        with st.container(horizontal=True, gap="xsmall", key=f"answers-{page}-{what}"):
            for value, name in names.items():
                is_chosen = answering.pending(what) == value
                st.button(
                    name, key=f"{page}-{what}-{value}", shortcut=keys[value], type="primary" if is_chosen else "secondary",
                    on_click=answering.choose, args=(what, value, given), disabled=is_off,
                )  # fmt: skip
    last = len(answering.items) - 1
    with st.container(horizontal=True, gap="xsmall", key=f"answers-{page}-way"):
        st.button("Previous", key=f"{page}-previous", shortcut="Left", type="tertiary", on_click=answering.go, args=(-1,), disabled=answering.place == 0)  # fmt: skip
        st.button("Next", key=f"{page}-next", shortcut="Right", type="tertiary", on_click=answering.go, args=(1,), disabled=answering.place == last)  # fmt: skip
        st.button("Note", key=f"{page}-note", shortcut="n", type="tertiary", on_click=answering.turn_note, disabled=is_off or answering.item not in answering.told)  # fmt: skip
        st.button("Undo", key=f"{page}-undo", shortcut="u", type="tertiary", icon=":material/undo:", on_click=answering.undo, disabled=not answering.can_undo())  # fmt: skip


def show_note(answering: Answering) -> None:
    """Draw the field for a note on an answer that stands, where it is open."""
    kept = answering.told.get(answering.item)
    if not answering.has_note or kept is None:
        return
    page, key = answering.page, f"note-{answering.page}-{answering.item}-{coder()}"
    with st.container(key=f"note-of-{page}"), st.form(f"{page}-note-form", border=False):
        st.text_area("Note", value=kept.note, key=key, height=80)
        st.form_submit_button(
            "Keep the note",
            type="primary",
            on_click=lambda: answering.keep(kept.label, kept.voice, str(st.session_state[key]).strip()),
        )
