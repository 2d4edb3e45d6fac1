"""The page Documents: where it is kept, undo and redo, history, export and import, own actors."""

from collections.abc import Callable, Mapping
from datetime import date
from html import escape

import streamlit as st

from analysis import FramelensError
from dashboard import data, undoing, wording_documents
from dashboard.data import Current
from dashboard.literal import literal

_LATEST = 300
_ARCHIVE, _FRESH, SAID = "archive", "fresh-archive", "said"


def say(kind: str, sentence: str) -> None:
    """Keep a sentence until the page is drawn again; kind: success, info, warning or error."""
    st.session_state.setdefault(SAID, []).append((kind, sentence))


def show_said() -> None:
    """Draw once what came of the last action."""
    for kind, sentence in st.session_state.pop(SAID, []):
        getattr(st, kind)(literal(sentence))


def change(act: Callable[[], object], done: str = "") -> None:
    """Change the workspace and say what came of it; what goes wrong is said too, and changes nothing."""
    try:
        act()
    except FramelensError as error:
        say("error", str(error))
    else:
        if done:
            say("success", done)


def show_head(now: Current, titles: Mapping[str, str]) -> None:
    """One line: what is here, the switch of the examples, undo and redo."""
    n_added = len(now.added)
    has_paths = bool(data.opened_paths())
    sentence = wording_documents.kept_sentence(
        n_added, now.n_opened, are_shown=now.are_shown, has_paths=has_paths
    )
    kept = data.opened()
    where = (
        "Nothing of it is kept when Framelens ends." if kept.error else f"Kept in {kept.workspace.folder}."
    )
    st.html(f'<p class="fl-lead">{escape(sentence)} <span class="fl-quiet">{escape(where)}</span></p>')
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        undoing.show_undo_redo(
            lambda step, is_redo: wording_documents.step_words(step, titles, is_redo=is_redo), change
        )
        if now.n_opened:
            what = "documents it was opened with" if has_paths else "example documents"
            st.session_state["examples"] = now.are_shown
            st.toggle(f"Show the {now.n_opened} {what}", key="examples", on_change=_choose_examples)


def _choose_examples() -> None:
    choice = "shown" if st.session_state["examples"] else "hidden"
    change(lambda: data.workspace().put("choice", ("examples",), choice))


def show_workspace(now: Current, titles: Mapping[str, str]) -> None:
    """Draw what is rarely needed: history, export and import, own actors, what does not fit."""
    st.header("The workspace")
    _show_unused(now)
    steps = data.workspace().history()
    with st.expander(f"History: {wording_documents.count(len(steps), 'change')}"):
        if not steps:
            st.caption("Nothing was changed yet.")
        else:
            if len(steps) > _LATEST:
                st.caption(f"The latest {_LATEST} of {len(steps):,}.")
            st.html(wording_documents.history_table(steps[-_LATEST:], titles))
    with st.expander("Take it to another computer: export and import"):
        _show_archive()
    with st.expander(literal(_actors_label())):
        _show_actors()
    st.button(
        "Open the workspace again",
        type="tertiary",
        on_click=data.opened.clear,
        help="After its folder was moved, replaced or brought back while Framelens was running.",
    )


def _show_unused(now: Current) -> None:
    if now.unused:
        n = wording_documents.count(len(now.unused), "entry", "entries")
        with st.expander(f"{n} of the workspace that {'does' if len(now.unused) == 1 else 'do'} not fit"):
            for failure in now.unused:
                st.html(f'<p class="fl-note">{escape(wording_documents.failure_words(failure))}</p>')


def _show_archive() -> None:
    kept = data.workspace()
    st.html(
        '<p class="fl-note">One ZIP with everything that stands: the added files as they came, changed cells, blocks put '
        "back, own actors. What was removed or undone is not in it.</p>"
    )
    st.download_button(
        "Export the workspace",
        data=kept.export_bytes,
        file_name=f"framelens-workspace-{date.today().isoformat()}.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
    )
    n = st.session_state.setdefault(_FRESH, 0)
    file = st.file_uploader("Import an exported workspace (ZIP)", type="zip", key=f"import-{n}")
    if file is not None:
        st.session_state[_FRESH] += 1
        st.session_state[_ARCHIVE] = file.getvalue()
        change(lambda: _import(st.session_state[_ARCHIVE], are_theirs=False))
        st.rerun()
    if conflicts := st.session_state.get("conflicts"):
        st.html(
            "".join(f'<p class="fl-note">{escape(conflict.text)}</p>' for conflict in conflicts[:_LATEST])
        )
        with st.container(horizontal=True):
            if st.button("Take theirs", key="theirs"):
                change(lambda: _import(st.session_state[_ARCHIVE], are_theirs=True))
                st.rerun()
            if st.button("Keep mine", key="mine"):
                st.session_state.pop("conflicts")
                st.rerun()


def _import(archive: bytes, *, are_theirs: bool) -> None:
    """Take an archive in, all of it or nothing, and say what came of it."""
    came = data.workspace().import_archive(archive, take_theirs=are_theirs)
    st.session_state["conflicts"] = () if are_theirs else came.conflicts
    say(
        "success",
        wording_documents.imported_sentence(
            came.n_added, came.n_same, len(came.conflicts), are_theirs=are_theirs
        ),
    )


def _actors_label() -> str:
    value = data.workspace().entries("actors").get(())
    return f"Actors: your own, “{value['name']}”" if isinstance(value, dict) else "Actors: the bundled four"


def _show_actors() -> None:
    actors = data.current_actors()
    names = ", ".join(actor.name for actor in actors)
    st.html(
        f'<p class="fl-note">In use: {escape(names)}. A file of your own has the form of analysis/actors/actors.toml; '
        "it is checked before it is used, and everything is then analysed anew.</p>"
    )
    n = st.session_state.setdefault(_FRESH, 0)
    file = st.file_uploader("Your own actors (TOML)", type="toml", key=f"actors-{n}")
    if file is not None:
        st.session_state[_FRESH] += 1
        change(
            lambda: data.workspace().set_actors(file.getvalue(), file.name),
            f"“{file.name}” has no mistakes and is used from now on.",
        )
        st.rerun()
    if data.workspace().entries("actors"):
        st.button(
            "Go back to the bundled four",
            key="bundled",
            on_click=change,
            args=(lambda: data.workspace().unset_actors(),),
        )
