"""Office files that are the same at every run: nothing in them tells the minute they were written."""

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


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
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return written.getvalue()
