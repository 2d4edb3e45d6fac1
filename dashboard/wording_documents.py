"""The words of the page Documents: columns, what came of adding, what a step did. No streamlit here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import analysis
from analysis import Failure, Step
from dashboard import wording

COLUMNS = {
    "title": "Title", "source": "Outlet", "published": "Date", "country": "Country", "control": "Control",
    "genre": "Kind", "author": "Author", "address": "Address", "language": "Language", "translated": "Translated",
    "complete": "Complete",
}  # fmt: skip
"""What can be edited, in the order of the table."""

_FORMATS = {
    "html": "web page", "html fragment": "text with tags", "mhtml": "saved page", "mail": "mail", "feed": "feed",
    "csv": "CSV", "tsv": "TSV", "json": "JSON", "wordpress": "WordPress",
}  # fmt: skip
"""One document of a format, where that is called otherwise than all of them."""

PRIVACY = "What you add stays on this computer, in the workspace named above. Nothing is sent anywhere."
FETCH_NOTE = (
    "This is the one thing in Framelens that asks the network: the site sees that this computer asks for the page. "
    "No links are followed, and nothing else is sent."
)
HIDDEN_NOW = (
    "The example documents are hidden from now on, so that every figure is of your own documents only. "
    "The switch at the top of the page shows them again."
)
WITHOUT = (
    "The workspace cannot be read at the moment, so these are the documents without what you added and changed. "
    "Nothing is lost by that: see to what is said above, then open it again."
)
TABLE_NOTE = (
    "Double-click a cell, or press Enter on it, to change it; every change is kept at once. An emptied cell takes your change "
    "back; emptied again, it is “unknown”. Country: two capitals (CN). Date: 2023, 2023-10 or 2023-10-30. Language: en, zh, ru."
)
ADDED, PRESENT, LEFT_OUT, UNREAD = "added", "already there", "passed over", "not read"
_ORDER = (UNREAD, ADDED, PRESENT, LEFT_OUT)
_CHANGE_TITLE = 48


@dataclass(frozen=True)
class Came:
    """What came of a file, a text or an address that was to be added. remark: the reason, and what to do."""

    name: str
    outcome: str
    doc_ids: tuple[str, ...] = ()
    remark: str = ""


def formats_words() -> str:
    """The formats that can be read, in a line."""
    *names, last = analysis.FORMAT_NAMES.values()
    return f"{', '.join(names)} and {last}"


def format_of(document: Mapping[str, Any]) -> str:
    """What a person calls the format of a document."""
    return _FORMATS.get(document["format"]) or analysis.FORMAT_NAMES.get(
        document["format"], document["format"]
    )


def count(n: int, one: str, many: str = "") -> str:
    """A number and its noun: "1 file", "3 files"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def came_sentence(report: Sequence[Came]) -> str:
    """What came of all that was to be added, in one sentence."""
    n = {outcome: sum(came.outcome == outcome for came in report) for outcome in _ORDER}
    n_documents = sum(len(came.doc_ids) for came in report if came.outcome == ADDED)
    parts = [f"{count(n_documents, 'document')} added" if n_documents else "Nothing was added"]
    if n[PRESENT]:
        parts.append(f"{n[PRESENT]:,} there already")
    if n[UNREAD]:
        parts.append(f"{n[UNREAD]:,} not read")
    if n[LEFT_OUT]:
        parts.append(f"{n[LEFT_OUT]:,} passed over")
    return "; ".join(parts) + "."


def came_table(report: Sequence[Came], rows: Mapping[str, Mapping[str, Any]]) -> str:
    """A row per file as an escaped HTML table, those that were not read first.

    rows: the documents table by doc_id; one that was removed since is said to be.
    """
    head = "".join(
        f"<th{css}>{name}</th>"
        for name, css in (
            ("File", ""), ("What came of it", ""), ("Title", ""), ("Format", ""),
            ("Sentences", ' class="fl-n"'), ("Taken out", ' class="fl-n"'),
        )
    )  # fmt: skip
    ordered = sorted(report, key=lambda came: _ORDER.index(came.outcome))
    body = "".join(_came_row(came, [rows[i] for i in came.doc_ids if i in rows]) for came in ordered)
    return f'<div class="fl-scroll"><table class="fl-table fl-came"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _came_row(came: Came, documents: Sequence[Mapping[str, Any]]) -> str:
    name = f'<td class="fl-file">{escape(came.name)}</td>'
    remark = f"<br><small>{escape(came.remark)}</small>" if came.remark else ""
    if not documents:
        gone = "removed since" if came.doc_ids else came.outcome
        css = ' class="fl-bad"' if came.outcome == UNREAD else ""
        return f'<tr{css}>{name}<td colspan="5"><b>{gone}</b>{remark}</td></tr>'
    formats = ", ".join(dict.fromkeys(format_of(document) for document in documents))
    numbers = (sum(document[column] for document in documents) for column in ("n_sentences", "n_removed"))
    what = (
        came.outcome if len(documents) == 1 else f"{came.outcome}: {count(len(documents), 'document')}"
    ) + remark
    cells = (escape(_titles(documents)), escape(formats))
    told = "".join(f"<td>{cell}</td>" for cell in (what, *cells))
    return f"<tr>{name}{told}{''.join(f'<td class=fl-n>{n:,}</td>' for n in numbers)}</tr>"


def _titles(documents: Sequence[Mapping[str, Any]]) -> str:
    first = wording.title_of(documents[0])
    return (
        first
        if len(documents) == 1
        else f"{first}, and {count(len(documents) - 1, 'more document', 'more documents')}"
    )


def failure_words(failure: Failure) -> str:
    """Where, why, and what to do, in one sentence."""
    place = f", {failure.place}" if failure.place else ""
    return f"{failure.path}{place}: {failure.reason}; {failure.remedy}."


def kept_sentence(n_added: int, n_opened: int, *, are_shown: bool, has_paths: bool) -> str:
    """What stands on the page: own documents, and those that the app was opened with."""
    others = count(n_opened, "document" if has_paths else "example document")
    if not n_added:
        return f"{others[0].upper()}{others[1:]}, none of your own yet." if are_shown else "No document yet."
    mine = f"{count(n_added, 'document')} of your own"
    if not n_opened:
        return f"{mine}."
    return f"{mine}, and {others}." if are_shown else f"{mine}; {others} hidden."


def step_words(step: Step, titles: Mapping[str, str], *, is_redo: bool = False) -> str:
    """What a step did, with titles instead of ids. is_redo: it is an undoing, tell what redoing does."""
    first = step.changes[0]
    before, after = (first.after, first.before) if is_redo else (first.before, first.after)
    text = _change_words(first.kind, first.key, before, after, titles) or step.text
    more = len(step.changes) - 1
    return text if not more else f"{text}, and {more} more"


def _change_words(kind: str, key: tuple[str, ...], before: Any, after: Any, titles: Mapping[str, str]) -> str:
    if kind == "document":
        value = after or before
        name = titles.get(key[0]) or value["metadata"].get("title") or value["name"] or "a pasted text"
        return f"“{_short(name)}” {'removed' if after is None else 'added'}"
    if kind == "metadata":
        column, name = COLUMNS.get(key[1], key[1]).lower(), titles.get(key[0]) or f"document {key[0][:6]}"
        if after is None:
            return f"change to {column} of “{_short(name)}” taken back"
        return f"{column} of “{_short(name)}” changed"
    if kind == "block":
        begins = (after or before)["begins"]
        return f"“{_short(begins)}” {'taken out again' if after is None else 'put back'}"
    if kind == "actors":
        return f"own actors “{_short(after['name'])}” set" if after else "own actors removed"
    if kind == "choice":
        return {"shown": "example documents shown", "hidden": "example documents hidden"}.get(
            str(after), "example documents as by default"
        )
    return ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CHANGE_TITLE else text[: _CHANGE_TITLE - 1].rstrip() + "…"


def history_table(steps: Sequence[Step], titles: Mapping[str, str]) -> str:
    """The steps as an escaped HTML table, the latest first, with their local times and values."""
    rows = []
    for step in reversed(steps):
        at = datetime.fromisoformat(step.at).astimezone().strftime("%Y-%m-%d %H:%M")
        words = step_words(step, titles)
        first = step.changes[0]
        if first.kind == "metadata" and first.after is not None and len(step.changes) == 1:
            if first.key[1] == "title":
                words = "title changed"
            was = f" (was “{_short(str(first.before))}”)" if first.before else ""
            words += f": “{_short(str(first.after))}”{was}"
        reverts = '<small class="fl-quiet">undoing</small> ' if step.reverts else ""
        who = f'<td class="fl-quiet">{escape(step.who)}</td>' if step.who else "<td></td>"
        rows.append(
            f'<tr><td class="fl-at fl-quiet">{at}</td><td>{reverts}{escape(words[0].upper() + words[1:])}</td>{who}</tr>'
        )
    return f'<div class="fl-scroll"><table class="fl-table"><tbody>{"".join(rows)}</tbody></table></div>'


def guess_words(values: Mapping[str, str]) -> str:
    """What a known outlet would tell: "country CN, control party"."""
    names = {"country": "country", "control": "control"}
    return ", ".join(f"{names[column]} {value}" for column, value in values.items())


def imported_sentence(n_added: int, n_same: int, n_conflicts: int, *, are_theirs: bool) -> str:
    """What came of an import."""
    parts = [f"{count(n_added, 'entry', 'entries')} taken in", f"{n_same:,} the same already"]
    if n_conflicts:
        whose = "theirs stands now" if are_theirs else "yours stays"
        parts.append(f"{n_conflicts:,} say something else here: {whose}")
    return "; ".join(parts) + "."
