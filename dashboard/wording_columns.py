"""The words of the panel that asks which column of a table holds what. No streamlit here."""

from collections.abc import Sequence
from html import escape

from analysis import Preview

MAIN = {
    "text": "Text", "title": "Title", "source": "Outlet", "published": "Date", "address": "Address",
    "author": "Author", "language": "Language",
}  # fmt: skip
MORE = {
    "lead": "First paragraph", "excerpt": "Excerpt", "country": "Country", "control": "Control", "genre": "Kind",
    "translated": "Translated", "complete": "Complete",
}  # fmt: skip
"""What a column can hold, as `analysis.preview_table` calls it → the label of its box."""

HELP = {
    "text": "The whole text of a document. A table is read as one document a row.",
    "lead": "Set before the text, where an export keeps the first paragraph in a column of its own.",
    "excerpt": "Read where a row has no text; the document is then marked as incomplete.",
    "published": "Days, months or years in any usual form; what cannot be read becomes “unknown”, with a note.",
    "address": "Where the outlet is unknown, the site of the address is taken for it.",
}
NONE = "no column"
LEAVE, NO_TEXT = "Leave it out", "Choose the column with the text first."


def head_html(name: str, preview: Preview, *, n_waiting: int) -> str:
    """What is asked, of which table, as escaped HTML."""
    rows = "1 row" if preview.n_rows == 1 else f"{preview.n_rows:,} rows"
    more = f" {n_waiting:,} more tables wait behind this one." if n_waiting > 1 else ""
    more = " One more table waits behind this one." if n_waiting == 1 else more
    return (
        f'<p class="fl-said">Which column holds what? {escape(name)}, {rows}</p>'
        f'<p class="fl-note">Each row becomes a document. What was found stands below: correct it, then add the rows. '
        f"The choice is kept with the file.{more}</p>"
    )


def notes_html(preview: Preview) -> str:
    """What was guessed, and why the table could not be read as it stands; "" where neither is."""
    problem = [f"No text was found: {preview.problem}. {NO_TEXT}"] if preview.problem else []
    labels = {**MAIN, **MORE}
    behind = [
        f"{labels[field]}: where “{names[0]}” is empty, {_quoted(names[1:])} is read, unless you choose another."
        for field, names in preview.columns.items()
        if len(names) > 1
    ]
    return "".join(f'<p class="fl-note">{escape(line)}</p>' for line in (*problem, *preview.notes, *behind))


def _quoted(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def add_label(preview: Preview) -> str:
    """The button that adds the rows."""
    return "Add this row" if preview.n_rows == 1 else f"Add these {preview.n_rows:,} rows"
