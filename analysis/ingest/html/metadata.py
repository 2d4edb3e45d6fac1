"""What a web page tells of itself: title, outlet, author, address, day, language, kind.

Only what its head, its data and its address say; a guess goes to the notes.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from analysis.ingest.html.data import Data
from analysis.ingest.html.dates import find_date, find_in_address
from analysis.ingest.html.records import Source
from analysis.ingest.metadata import BadValueError, check_values, find_host
from analysis.ingest.metadata.dates import read_date
from analysis.ingest.metadata.languages import read_language
from analysis.ingest.metadata.titles import is_same

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[-–—|·•»«›:]{1,2}\s+|\s*[|»]\s*")
_WORDS = re.compile(r"\w+")
_OPINION = re.compile(
    r"\b(?:opinions?|op-?eds?|editorials?|commentar(?:y|ies)|comment|columns?|columnists?|viewpoints?|"
    r"perspectives?|commentisfree|kommentar|tribune)\b", re.IGNORECASE
)  # fmt: skip
_NO_AUTHORS = frozenset(
    {"admin", "administrator", "staff", "editor", "unknown", "author", "by", "guest", "none"}
)


def find_titles(source: Source) -> list[str]:
    """The ways in which a page gives its title, the visible one first; the site's name may stand beside it."""
    heads = [
        line.text
        for line in source.lines
        if any(element.name == "h1" for element in line.element.nearest(3)) and not line.element.is_hidden
    ]
    given = [
        *_metas(source, "og:title", "twitter:title", "headline", "dc.title", "citation_title"),
        source.title,
    ]
    # The heading that the head repeats, at least in part, is the title; a page may have the site's name in another.
    known = [head for head in heads if any(_shares_words(head, title) for title in given)]
    return list(dict.fromkeys(title for title in [*known, *given] if title))


def find_metadata(
    source: Source, data: Data, titles: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Values by column of the documents table, and notes on what is a guess."""
    address = _find_address(source, data)
    site = _first(_metas(source, "og:site_name", "application-name", "dc.publisher", "citation_publisher"))
    outlet = site if 0 < len(site) <= 60 else data.publisher or find_host(address)
    names = [name for name in (site, data.publisher, outlet, find_host(address).rsplit(".", 1)[0]) if name]
    values = {
        "title": _strip_site(_first([*titles[:1], data.title, *titles]), names),
        "source": outlet,
        "author": _find_author(source, data),
        "address": address,
        "language": _find_language(source, data),
    }
    notes: list[str] = []
    day = find_date(source, [data.published])
    values["published"] = day.published or find_in_address(address)
    if values["published"] and not day.published:
        notes.append("The day of publication is that in the page's address.")
    elif day.note:
        notes.append(day.note)
    opinion = _OPINION.search(
        " ".join([data.section, *_metas(source, "article:section"), urlsplit(address).path])
    )
    if data.kind == "OpinionNewsArticle" or (data.kind and opinion):
        values["genre"] = "opinion"
    elif data.kind in ("NewsArticle", "ReportageNewsArticle"):
        values["genre"] = "news"
        notes.append(f"News by the page's own data, which call it {data.kind}.")
    if data.is_translated:
        values["translated"] = "yes"
    return _keep_valid(values), tuple(notes)


def guess_date(raw: str) -> str:
    """A day of publication that stands somewhere in a page's text, or nowhere for certain; "" where none is found.

    By htmldate (Barbaresi 2020), which looks for the likeliest date: a guess, for a note. Its latest day is fixed, so
    that it does not depend on the day of reading.
    """
    import htmldate  # slow to load

    try:
        found = htmldate.find_date(
            raw, original_date=True, extensive_search=True, outputformat="%Y-%m-%d", max_date="2099-12-31"
        )
    except Exception:  # noqa: BLE001 - a parser of others on any bytes: no guess, then
        return ""
    day: str = read_date(str(found)).published if found else ""
    return day


def _keep_valid(values: dict[str, str]) -> dict[str, str]:
    """Values that their columns take; a page that gives nonsense gives nothing."""
    kept: dict[str, str] = {}
    for field, value in values.items():
        with suppress(BadValueError):
            kept |= check_values({field: value})
    return kept


def _find_address(source: Source, data: Data) -> str:
    """The address that the page gives as its own; made whole by where it was saved from."""
    saved: list[str] = [
        match[1] or match[2] for text in source.comments if (match := _SAVED_FROM.search(text))
    ]
    given = [
        source.links.get("canonical", ""),
        *_metas(source, "og:url", "parsely-link"),
        data.address,
        *saved,
    ]
    bases = [*saved, source.base, *_metas(source, "og:url"), data.address]
    for address in filter(None, given):
        for base in ["", *filter(None, bases)]:
            try:
                whole = urljoin(base, address.strip())
            except ValueError:
                continue
            if find_host(whole):
                return whole
    return ""


def _find_author(source: Source, data: Data) -> str:
    names = data.authors or tuple(
        name
        for name in _metas(
            source,
            "author",
            "article:author",
            "parsely-author",
            "dc.creator",
            "sailthru.author",
            "citation_author",
            "byl",
        )
        if "://" not in name and "@" not in name
    )
    clean = [re.sub(r"^by\s+", "", name, flags=re.IGNORECASE).strip() for name in names]
    kept = [name for name in clean if name.casefold() not in _NO_AUTHORS and 1 < len(name) <= 120]
    return ", ".join(dict.fromkeys(kept))[:500]


def _find_language(source: Source, data: Data) -> str:
    given = [
        source.language,
        data.language,
        *_metas(source, "og:locale", "content-language", "language", "dc.language"),
    ]
    for value in given:
        if language := read_language(value):
            return language
    return ""


def _strip_site(title: str, names: Sequence[str]) -> str:
    """A title without the site's name before or after it."""
    parts = list(_BETWEEN.finditer(title))
    for part in reversed(parts):
        if any(_is_name(title[part.end() :], name) for name in names) and _WORDS.search(
            title[: part.start()]
        ):
            return _strip_site(title[: part.start()], names)
    if parts and any(_is_name(title[: parts[0].start()], name) for name in names):
        return title[parts[0].end() :]
    return title


def _is_name(text: str, name: str) -> bool:
    """Whether a text is a site's name, also run together as in its address ("The Korea Herald", "koreaherald")."""
    packed = ["".join(_WORDS.findall(part.casefold())).removeprefix("the") for part in (text, name)]
    return is_same(text, name) or (
        len(packed[0]) >= 3 and packed[0] in (packed[1], packed[1].removesuffix("com"))
    )


def _shares_words(one: str, other: str) -> bool:
    """Whether half of a line's words stand in another."""
    words, others = set(_WORDS.findall(one.casefold())), set(_WORDS.findall(other.casefold()))
    return bool(words) and 2 * len(words & others) >= len(words)


def _metas(source: Source, *names: str) -> list[str]:
    return [value for name in names for value in source.metas.get(name, ())]


def _first(values: Sequence[str]) -> str:
    return next((value for value in values if value), "")
