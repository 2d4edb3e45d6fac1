"""What a part of a web page is for, by its tag, its role and its class names."""

import re
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from analysis.ingest.html.records import Element
from analysis.ingest.limits import MAX_PAGE_DEPTH

Value = TypeVar("Value")

HIDDEN = "Not shown on the page."
LINKS = "A list of links."


class Hint(NamedTuple):
    """A kind of place: the reason it gives, its tags, and the words that its class, id or role has.

    Words stand by themselves in a class name ("nav-bar", "nav_bar"); a word with "*" may go on ("navbar").
    """

    reason: str
    tags: str
    words: str


# The first that fits an element counts; the innermost element that fits any counts for a line.
HINTS: tuple[Hint, ...] = (
    Hint("A notice about cookies, rights or the site.", "",
         "cookie* consent gdpr* ccpa* disclaimer* copyright* legal colophon"),
    Hint("The caption of a picture.", "figcaption",
         "caption* wp-caption-text figcaption* photo-credit* image-credit* img-credit* media-credit* credit credits "
         "cutline* photo-caption* image-caption* imgcaption*"),
    Hint("An invitation to subscribe, follow or pay.", "",
         "newsletter* subscribe* subscription* paywall-* signup* sign-up* mailchimp* mc_embed* mc-embed* donate* "
         "donation* membership-promo* regwall* piano-* inline-promo"),
    Hint("Buttons to share the page.", "",
         "share share-* sharing* sharebar* sharedaddy* sharetools* addthis* addtoany* social social-* socials "
         "socialbar* social-share* sharethis* follow-us* followus*"),
    Hint("A reader's comment, or the form for one.", "",
         "comments comments-* comment-list* commentlist* comment-form* comment-respond* comment-section* "
         "commentary-section disqus* fb-comments* livefyre* spot-im* viafoura* respond discussion"),
    Hint("A teaser of another article.", "",
         "related* recommend* recirc* teaser* trending* most-read* most-popular* mostread* mostpopular* popular "
         "popular-* latest latest-* read-next* readnext* up-next* more-from* more-stories* morestories* more-news* "
         "morenews* outbrain* taboola* promo promo-* pushdown* jp-relatedposts* yarpp* see-also* also-read* "
         "readalso* read-also* readmore* read-more* next-article* prev-article* post-navigation* nextprev* "
         "similar-* suggested* top-stories* headlines headline-list* zergnet* revcontent* carousel* slider-*"),
    Hint("An advertisement or a part of the site's machinery.", "dialog",
         "ad ads advert* ad-* ads-* adslot* dfp* sponsor* sponsored* promoted* modal* popup* pop-up* overlay* "
         "lightbox* toast* tooltip* scrim* alert-box* print-header* print-footer* printonly* print-only* loading* "
         "spinner* error-message* interstitial*"),
    Hint("The way through the site to this page.", "", "breadcrumb* breadcrumbs* crumbs"),
    Hint("The site's navigation.", "nav menu",
         "nav nav-* navbar* navigation* menu menu-* menus submenu* subnav* topnav* sidenav* main-menu* megamenu* "
         "dropdown* offcanvas* off-canvas* hamburger* pagination* pager skip-link* skiplink* lang-switch* "
         "language-switch* lang-* languages"),
    Hint("A line of categories.", "", "tags tag-list* taglist* tag-links* tagcloud* post-tags* article-tags* "
         "entry-tags* topics topic-list* keywords categories cat-links* category-list* kicker* eyebrow*"),
    Hint("The name of who wrote or published it, or when.", "",
         "byline* by-line author author-* authors authors-* author_* bio about-author* aboutauthor* contributor* "
         "dateline* timestamp* pubdate* publish-date* published-date* post-date* entry-date* entry-meta* post-meta* "
         "article-meta* meta meta-* postmeta* articlemeta* article-info* post-info* reading-time* readtime* "
         "read-time* datepublished datemodified datecreated"),
    Hint("The standfirst below the title.", "",
         "standfirst* subhead sub-head subhead-* subline* article-subline* subheadline* sub-headline* sub-title* subtitle* dek deck article-dek* "
         "alternativeheadline"),
    Hint("The foot of the page.", "footer",
         "footer* site-footer* page-footer* contentinfo foot bottom-bar*"),
    Hint("Beside the article.", "aside", "sidebar* side-bar* aside complementary rail right-rail* rightrail* widget widget-* "
         "widgets infobox*"),
    Hint("The head of the page.", "",
         "masthead* site-header* page-header* banner topbar* top-bar* header-top* site-title* site-branding* "
         "logo* search-form* searchform* searchbox* search"),
    Hint("A part of a form.", "button select option legend fieldset form", "form-item* btn button btn-* button-*"),
)  # fmt: skip

CAPTION = HINTS[1].reason
STANDFIRST = next(hint.reason for hint in HINTS if "standfirst" in hint.reason)


BODY = re.compile(
    r"(?<![a-z0-9])(?:article|story|entry|post|news|single|page)[-_]{0,2}(?:main-)?(?:body|content|text|copy)(?![a-z0-9_-])"
)
"""What the part of a page is called that holds an article's own text, in most sites' templates and in schema.org."""


class Place(NamedTuple):
    """Where a line stands: the element that tells it, and the reason in words."""

    element: Element
    reason: str


def _compile(words: str) -> re.Pattern[str] | None:
    found = [
        re.escape(word.rstrip("*")) + ("" if word.endswith("*") else r"(?![a-z0-9])")
        for word in words.split()
    ]
    # A word begins where letters begin, also after a block's name ("article__byline", "c-byline").
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(found) + ")") if found else None


_COMPILED = tuple((hint.reason, frozenset(hint.tags.split()), _compile(hint.words)) for hint in HINTS)
# Class names of these tell how the page is laid out, not what it is for: "has-sidebar", "single-comment-open".
_WHOLE = frozenset({"", "html", "body", "main", "article"})


class Inherited(Generic[Value]):
    """What holds of an element by itself or by what it stands in; found once for each, whatever the depth.

    decide: from an element and what holds around it, what holds in it.
    """

    def __init__(self, decide: Callable[[Element, Value], Value], top: Value) -> None:
        self._decide, self._top = decide, top
        self._known: dict[Element, Value] = {}

    def __call__(self, element: Element) -> Value:
        """What holds in an element."""
        path: list[Element] = []
        at: Element | None = element
        while at is not None and at not in self._known:
            path.append(at)
            at = at.parent
        value = self._top if at is None else self._known[at]
        for inner in reversed(path):
            value = self._known[inner] = self._decide(inner, value)
        return value


def make_finder(article: Element | None) -> Inherited[Place | None]:
    """A finder of the innermost of the elements around a line that tells what it is for; None where none does.

    article: the element that holds the article. What stands around it tells nothing of a line in it.
    """
    around = frozenset(article.nearest(MAX_PAGE_DEPTH + 2)) if article else frozenset()

    def decide(element: Element, above: Place | None) -> Place | None:
        if element in around:
            return None
        if element.is_hidden:
            return above if above and above.reason == HIDDEN else Place(element, HIDDEN)
        reason = _find_reason(element)
        return Place(element, reason) if reason else above

    return Inherited(decide, None)


def _find_reason(element: Element) -> str:
    if element.name in _WHOLE:
        return ""
    for reason, tags, pattern in _COMPILED:
        if element.name in tags or (pattern and element.marks.strip() and pattern.search(element.marks)):
            return reason
    return ""
