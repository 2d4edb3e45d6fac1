"""Documents → numbered citations that say what is not known."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from analysis.briefing.phrases import kept_apart, one_line, plain
from analysis.briefing.records import Citation
from analysis.types import UNKNOWN

_LONGEST = 300
_WEB = ("http://", "https://")


def cite_documents(documents: Sequence[Mapping[str, Any]]) -> tuple[Citation, ...]:
    """A citation for each row of the table `documents`, numbered from 1 in its order."""
    return tuple(_cite(number, row) for number, row in enumerate(documents, start=1))


def _cite(number: int, row: Mapping[str, Any]) -> Citation:
    is_titled = row["title"] not in (UNKNOWN, "")
    title = one_line(row["title"], _LONGEST) if is_titled else "Untitled"
    source = "outlet unknown" if row["source"] == UNKNOWN else one_line(row["source"])
    date = "undated" if row["published"] == UNKNOWN else one_line(row["published"])
    address = one_line(row["address"], 2_000)
    address = address if address.lower().startswith(_WEB) else ""
    parts = [kept_apart(f"“{title}”") if is_titled else title, kept_apart(source)]
    if row["author"] != UNKNOWN:
        parts.append(f"by {kept_apart(one_line(row['author']))}")
    parts.append(f"{date} ({one_line(row['notes'], 600).rstrip('.')})" if row["notes"] else date)
    parts += _nature(row)
    if address:
        parts.append(address)
        if "Fetched from " not in row["notes"]:
            parts.append("day of access not recorded")
    if row["path"] and row["path"] != row["address"]:
        parts.append(f"local file {one_line(PurePosixPath(str(row['path']).replace(chr(92), '/')).name)}")
    parts.append(f"sha256 {row['sha256']}" if row["sha256"] else "no hash of the file")
    country = row["country"]
    parts[-1] += (
        "; cannot be attributed to a country's media"
        if country == UNKNOWN
        else f"; outlet of {one_line(country)}, control: {one_line(row['control'])}"
    )
    return Citation(
        number, row["doc_id"], title, f"{kept_apart(source)} · {date}", address, tuple(map(plain, parts))
    )


def _nature(row: Mapping[str, Any]) -> list[str]:
    """What is known to limit the text: its language, translation, completeness."""
    said = []
    if row["genre"] != UNKNOWN:
        said.append(str(row["genre"]))
    if row["status"] == "other language":
        said.append(f"in another language ({row['language']}), not scored")
    told = {
        ("translated", "yes"): "translated",
        ("translated", "suspected"): "suspected to be a translation",
        ("complete", "no"): "cut off before the end",
        ("complete", "suspected"): "possibly cut off",
    }
    said += [words for (column, value), words in told.items() if row[column] == value]
    return said
