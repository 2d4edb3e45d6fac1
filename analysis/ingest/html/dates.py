"""The day on which a web page says that it was published, cut to the precision that it gives."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from analysis.ingest.html.records import Source
from analysis.ingest.metadata.dates import Day, read_date

# As schema.org, Open Graph, Dublin Core, Google Scholar and the larger publishers' systems name it; in this order.
_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "article:published", "publication_date",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "published_time", "published_date", "article.published", "article_date_original",
    "cxenseparse:recs:publishtime", "bt:pubdate", "ptime", "date", "created", "rnews:datepublished",
)  # fmt: skip
_PUBLISHED = re.compile(r"publish|pubdate|posted|entry-date")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_NO_DAY = "1900-01-01"  # what some systems write where they know no day


def find_date(source: Source, told: Iterable[str]) -> Day:
    """The day, month or year of publication as the page tells it to machines; otherwise empty, or why not.

    told: what its schema.org data say, which counts first.
    """
    values = [*told, *(value for name in _NAMES for value in source.metas.get(name, ()))]
    values += [time.value for time in source.times if _PUBLISHED.search(time.element.marks)][:1]
    found = [read_date(value) for value in values]
    for day in found:
        if day.published not in ("", _NO_DAY):
            return day
    # A page with one day in its `<time>`s is of that day; with several, one is of something else.
    days = {day.published: day for time in source.times if (day := read_date(time.value)).published}
    if len(days) == 1:
        return days.popitem()[1]
    return next((Day(note=day.note) for day in found if "left out" in day.note), Day())


def find_in_address(address: str) -> str:
    """The day in a page's address ("/2023/10/30/title"), as many sites file their pages; "" where none is."""
    match = _IN_ADDRESS.search(urlsplit(address).path)
    return read_date("-".join(match.groups())).published if match else ""
