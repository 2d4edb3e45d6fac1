"""schema.org data of a web page: the one article that it is about."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.ingest.html.source import flatten
from analysis.ingest.limits import MAX_DATA
from analysis.ingest.metadata.titles import is_same

_TYPE_NAMES = (
    "Article NewsArticle ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle AskPublicNewsArticle AdvertiserContentArticle BlogPosting LiveBlogPosting SocialMediaPosting "
    "Report ScholarlyArticle TechArticle SatiricalArticle PressRelease Statement SpecialAnnouncement"
)
_TYPES = frozenset(_TYPE_NAMES.split())
_DEPTH = 12  # levels of a page's data: a graph of an article with its publisher's logo has 5


@dataclass(frozen=True)
class Data:
    """What schema.org's data tell of the article: each a text, "" where they do not."""

    kind: str = ""
    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    address: str = ""
    section: str = ""
    language: str = ""
    text: str = ""
    is_free: bool | None = None
    is_translated: bool = False


def read_data(scripts: Sequence[str], titles: Sequence[str]) -> Data:
    """The article in a page's JSON-LD. Of several, the one with the page's title; else the first."""
    articles = [node for script in scripts for node in _find_articles(script)]
    if not articles:
        return Data()
    same = [node for node in articles if any(is_same(_text(node.get("headline")), title) for title in titles)]
    return _read(max(same or articles[:1], key=len))


def _find_articles(script: str) -> Iterator[Mapping[str, Any]]:
    if len(script) > MAX_DATA:
        return
    start, end = script.find("{"), max(script.rfind("}"), script.rfind("]")) + 1
    if 0 <= script.find("[") < start:
        start = script.find("[")
    try:
        # Line breaks stand in the strings of many pages; a comment or CDATA mark around the whole.
        tree = json.loads(script[max(start, 0) : end], strict=False)
    except (ValueError, RecursionError):
        return
    level = [tree]
    for _ in range(_DEPTH):
        deeper: list[Any] = []
        for value in level:
            if isinstance(value, Mapping):
                kinds = value.get("@type")
                is_article = _TYPES & set(map(str, kinds if isinstance(kinds, list) else [kinds]))
                if is_article or ("headline" in value and "datePublished" in value):
                    yield value
                deeper += value.values()
            elif isinstance(value, list):
                deeper += value
        level = [value for value in deeper if isinstance(value, Mapping | list)]


def _read(node: Mapping[str, Any]) -> Data:
    kinds = node.get("@type")
    free = str(node.get("isAccessibleForFree", "")).rsplit("/", 1)[-1].casefold()
    page = node.get("mainEntityOfPage")
    section = node.get("articleSection")
    return Data(
        kind=str(kinds[0] if isinstance(kinds, list) and kinds else kinds),
        title=_text(node.get("headline")) or _text(node.get("name")),
        published=_text(node.get("datePublished")),
        authors=tuple(dict.fromkeys(name for name in map(_name, _list(node.get("author"))) if name)),
        publisher=next((name for name in map(_name, _list(node.get("publisher"))) if name), ""),
        address=_text(node.get("url")) or _text(page.get("@id") if isinstance(page, Mapping) else page),
        section=", ".join(filter(None, map(_text, _list(section)))),
        language=_text(node.get("inLanguage")),
        text=_text(node.get("articleBody")),
        is_free={"true": True, "false": False}.get(free),
        is_translated=bool(node.get("translator") or node.get("translationOfWork")),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    """The name of a person or an organisation, given as a text or a record; a web address is no name."""
    found = value.get("name") if isinstance(value, Mapping) else value
    found = found[0] if isinstance(found, list) and found else found
    text = _text(found)
    return "" if "://" in text or text.startswith(("@", "/")) else text


def _text(value: Any) -> str:
    return flatten(value) if isinstance(value, str) else ""
