"""Office files: their templates, their properties, and that they are the same at every run."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.briefing.records import Brief
from analysis.errors import RequestError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def open_template(open_file: Callable[[str], Any], template: str | Path, wanted: str) -> Any:
    """The template, opened. wanted: what to name in place of a file that is none."""
    try:
        return open_file(str(template))
    except Exception as error:  # noqa: BLE001 - whatever a damaged package raises is the file's fault
        raise RequestError(
            f"{template}: cannot be used as a template ({type(error).__name__}); name {wanted}."
        ) from None


def write_properties(properties: Any, brief: Brief) -> None:
    """What the file says about itself; nothing of a template's stays."""
    properties.title, properties.author = brief.title[:255], brief.author[:255]
    properties.last_modified_by = properties.keywords = properties.comments = ""
    properties.subject, properties.revision = brief.question[:255], 1


def steady_package(package: bytes, date: str) -> bytes:
    """The same parts in the same order, their times set to the date of the brief. date: ISO."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = steady_package(part, date)
            elif name == "docProps/core.xml":
                part = _TIME.sub(rb"\g<1>" + f"{date}T00:00:00Z".encode() + rb"\g<2>", part)
            write_entry(target, name, part)
    return written.getvalue()


def write_entry(package: zipfile.ZipFile, name: str, part: bytes) -> None:
    """A file of a package, without the minute at which it was written."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, part)
