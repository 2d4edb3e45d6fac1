"""Brief → file: the form by the ending of its name."""

from pathlib import Path
from typing import BinaryIO

from analysis.briefing.records import Brief
from analysis.errors import RequestError

FORMS = ("html", "pptx", "docx", "pdf", "zip")
_WITH_TEMPLATE = ("pptx", "docx")


def write_brief(
    brief: Brief,
    target: str | Path | BinaryIO,
    *,
    form: str | None = None,
    template: str | Path | None = None,
) -> None:
    """Write a brief as .html, .pptx, .docx, .pdf, or its data as .zip, by the ending of the file's name.

    target: a path, or an open binary file, for which form names the ending.
    template: a .pptx or .docx of your own whose layouts and styles are used.
    The same brief gives the same bytes.
    Raises RequestError for another ending, a file that cannot be written, or a
        PDF where no Chromium is found (it says how to print by hand).
    """
    named = check_target(target, template, form)
    content = _content(brief, named, template)
    if not isinstance(target, (str, Path)):
        target.write(content)
        return
    try:
        Path(target).write_bytes(content)
    except OSError as error:
        raise RequestError(f"{target}: cannot be written ({error.strerror}); name another file.") from None


def _content(brief: Brief, form: str, template: str | Path | None) -> bytes:
    """The file's bytes. What writes a form is imported only where that form is asked for."""
    if form == "pptx":
        from analysis.briefing.slides import write_slides

        return write_slides(brief, template)
    if form == "docx":
        from analysis.briefing.word import write_word

        return write_word(brief, template)
    if form == "pdf":
        from analysis.briefing.pdf import write_pdf

        return write_pdf(brief)
    if form == "zip":
        from analysis.briefing.data import write_data

        return write_data(brief)
    from analysis.briefing.html import write_html

    return write_html(brief).encode()


def check_target(
    target: str | Path | BinaryIO, template: str | Path | None = None, form: str | None = None
) -> str:
    """The form that is meant. Raises RequestError for none, a template that it cannot take, or no such folder."""
    is_path = isinstance(target, (str, Path))
    named = form or (Path(str(target)).suffix.lstrip(".").lower() if is_path else "")
    if named not in FORMS:
        what = f'"{target}"' if is_path else f'form="{named}"'
        raise RequestError(f"brief: {what} names no form; end it with .{', .'.join(FORMS)}.")
    if template is not None and named not in _WITH_TEMPLATE:
        raise RequestError(f"brief: a .{named} takes no template; leave it out, or write a .pptx or .docx.")
    if is_path and not Path(str(target)).resolve().parent.is_dir():
        raise RequestError(f"{target}: there is no such folder; make it, or name another.")
    return named


def prepare_form(form: str) -> None:
    """Begin with what a form takes long to make and no brief changes, while the brief itself is not there yet."""
    if form == "html":
        from analysis.briefing.interactive import prepare_script

        prepare_script()


def brief_forms() -> tuple[str, ...]:
    """The forms that can be written on this computer: a PDF only where a Chromium is found."""
    from analysis.briefing import pdf

    return tuple(form for form in FORMS if form != "pdf" or pdf.find_browser())
