"""Lines that are furniture by themselves: categories, reading times, by-lines, share bars and the like."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.ingest.cleaning.page import Page, has_inner_end

_NAME = r"(?:(?:[A-Z][\w'’.-]*|de|van|von|der|al|bin|Mc[A-Z]\w+)\s+){0,4}[A-Z][\w'’.-]*"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = (
    rf"(?:(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|"
    rf"Sun)(?:day)?,?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|"
    rf"th)?\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}))"
)
_CLOCK = r"(?:[T,\s|·•-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*\(?[A-Z]{0,4}\)?)?"
_AGE = (
    r"(?:(?:\d{1,3}|an?|one|two|three|a few|last)\s+(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|"
    r"year)s?\s+ago|yesterday|just now)"
)
_SITE = (
    r"(?:facebook|twitter|linked\s?in|whats\s?app|telegram|reddit|pinterest|tumblr|instagram|youtube|weibo|"
    r"wechat|messenger|flipboard|threads|mastodon|bluesky|tiktok|viber|skype)"
)
# Atomic: names run together ("FacebookTwitterEmail") are never tried in another way.
_BUTTON = (
    rf"(?>{_SITE}|e-?mail|mail|vk|line|print|copy\s?(?:link|url)|link|pdf|sms|more|\+|share|tweet|post|pin|"
    rf"save|bookmark|like|comments?(?:\s\d+)?|\d+|x)"
)
_BUTTONS = rf"(?>\s*[|,/·•]?\s*{_BUTTON})"
_LETTERS = (
    r"(?:newsletters?|e-?mail(?:s| updates| alerts)?|alerts?|updates?|channels?|podcasts?|mailing list|"
    r"notifications?|briefings?|digests?|breaking news|(?:daily|weekly) \w+|our (?:app|site|website|page|"
    r"journalism|work|reporting))"
)


class LineRule(NamedTuple):
    """A kind of line.

    where: "edge" (before the first or after the last running text), or "any".
    pattern: must match the whole line, in any case of letters unless it says otherwise.
    """

    name: str
    reason: str
    where: str
    pattern: str
    limit: int = 160


RULES: tuple[LineRule, ...] = (
    LineRule("category", "A line of categories.", "edge",
             r"(?:categor(?:y|ies)|filed under|posted in|tags?|tagged(?: with| as)?|section|topics?|"
             r"keywords|rubric)\s?[:：]\s*\S.*"),
    LineRule("breadcrumb", "The way through the site to this page.", "edge",
             r"(?:home|start|news|main)\s*[>»›/|→]\s*[^>»›|→]{2,60}(?:[>»›/|→][^>»›|→]{2,80})*|(?:[^|"
             r"•·]{2,25}[|•·]){3,}[^|•·]{2,25}"),
    LineRule("reading time", "The time that reading takes.", "any",
             r"(?:(?:estimated |average )?(?:reading|read) time\s?[:：]?\s*(?:about\s|less than\s|"
             r"[<>~≈]\s?)?(?:\d{1,3}|an?|one)\s?[- ]?min(?:ute)?s?\.?(?: read)?|"
             r"[<~]?\s?\d{1,3}[ -]min(?:ute)?s?[ -]?(?:read|reading)(?: time)?\.?|"
             r"(?:less than )?an? minute read)"),
    LineRule("by-line", "The name of who wrote or published it.", "edge",
             rf"(?-i:[Bb][Yy]:?\s+(?!{_MONTH}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Any|All|"
             rf"Force|Design|Default|Land|Sea|Air|Then|Now|Contrast|Proxy|Invitation|Chance|Night|Day|The|"
             rf"This|That|Its|Their|Our)\b){_NAME}(?:\s*(?:,|and|&|\||[-–—/])\s*(?:(?:for|of|in|at|"
             rf"the)\s+)*(?:{_NAME}|{_DATE}|[\w\s]{{2,40}})){{0,4}})"),
    LineRule("by-line", "The name of who wrote or published it.", "edge",
             rf"(?:published|posted|written|reported|edited|compiled|translated|authored|story|words|report|"
             rf"text)\s?by\s?[:：]?(?:\s+(?-i:{_NAME}|\S*@\S+)(?:\s*(?:,|and|&|\||[-–—]|on|"
             rf"in)\s*(?-i:{_NAME}|{_DATE}))*)?"),
    LineRule("by-line", "The name of who wrote or published it.", "edge",
             rf"(?:author|authors|writer|reporter|editor|editors|web editor|correspondent|translator|"
             rf"contributor)\s?[:：]\s*(?-i:{_NAME})(?:\s*(?:,|and|&|;)\s*(?-i:{_NAME}))*"),
    LineRule("by-line", "Who reported, wrote and edited it.", "edge",
             r"\(?(?:additional )?(?:reporting|writing|editing|"
             r"compiled) by [^.!?]{3,120}(?:;\s*(?:additional )?(?:reporting|writing|"
             r"editing) by [^.!?]{3,120}){0,3}\.?\)?"),
    LineRule("by-line", "The name of who wrote or published it.", "edge",
             r"(?-i:(?:[A-Z][\w.&]*\s){0,3}(?:News|Times|Post|Herald|Tribune|Journal|Guardian|Press|Agency|"
             r"Correspondent|Reporter|Editor|BBC|CNN|AP|AFP|DW|NPR|VOA|NHK|CGTN|TASS|KCNA|Reuters|Xinhua)"
             r"(?:,| in| at)\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"),
    LineRule("menu", "A part of the site's menu.", "edge",
             r"(?:news|sports?|world(?: news)?|asia|europe|africa|americas|middle east|politics|business|"
             r"economy|markets|opinions?|culture|arts|lifestyle|life|tech(?:nology)?|science|health|climate|travel|weather|"
             r"videos?|audio|podcasts?|live|photos?|pictures|about(?: us)?|contact(?: us)?|careers|jobs|help|"
             r"faq|login|account|my account|donate|shop|games|newsletters?|archive|categories|"
             r"sections|latest)"),
    LineRule("handle", "The handle or address of who published it.", "edge",
             r"(?:[\w.-]{1,40}@[\w.-]{1,60}|@\w{2,30})\.?"),
    LineRule("age", "How long ago something was published.", "any",
             rf"(?:(?:published|posted|updated|last updated)\s?[:：]?\s*)?{_AGE}\.?"),
    LineRule("date line", "When it was published.", "edge",
             rf"(?:(?:first |last )?(?:published|posted|updated|modified|created|date|on)\s?(?:on|"
             rf"at)?\s?[:：]?\s*)?{_DATE}{_CLOCK}(?:\s*(?:by|[|·•])\s+[\w\s@.]{{2,40}})?\.?"),
    LineRule("share bar", "Buttons to share the page.", "any",
             rf"(?:share|share (?:this|on|via|it|with)(?: (?:article|story|post|page|news|on|via|with|"
             rf"a friend|friends))*[:：]?|share[:：]?{_BUTTONS}++|click to share.*|share (?:this )?(?:on|via|"
             rf"to){_BUTTONS}++|tweet(?: this)?)"),
    LineRule("share bar", "Buttons to share the page.", "edge",
             rf"{_BUTTON}{_BUTTONS}*+"),
    LineRule("see also", "A line that leads to another page.", "any",
             r"\W{0,3}(?:also read|read also|read more|see also|see more|read next|must read|also see|"
             r"more on this|recommended|in case you missed it|related(?: (?:article|story|news|post|reading|"
             r"link)s?)?|watch(?: also| now| more| live)?|listen(?: to)?|view also|don[’']t miss)\s?[:：|"
             r"»>→]\s*\S.*", 250),
    LineRule("see also", "A button that leads to another page.", "any",
             r"(?:read|learn|find out|see|show|load) more(?: (?:here|now|stories|articles|news|posts|"
             r"about this))?\s?[»>→….]*|(?:continue reading|read (?:the )?full (?:article|story)|"
             r"click here(?: (?:to|for) .{2,60})?|view (?:all|comments)|back to top|(?:previous|"
             r"next) (?:post|article|page|story)(?:\s?[:：].*)?)\s?[»>→….]*"),
    LineRule("subscribe", "An invitation to subscribe, follow or pay.", "any",
             rf"(?:please |to |click here to |don[’']t forget to )?(?:subscribe|sign up|register|log in|"
             rf"sign in)(?: (?:now|here|today|free|for free))*[.!]?|(?:please |click here to )?(?:subscribe|"
             rf"sign up|register)(?: now| here| today)? (?:to|for|and (?:get|receive))(?: (?:our|the|a|free|"
             rf"my|this|your|get|receive|\w+[’']s?))* {_LETTERS}\b.*|(?:get|receive) (?:our |the |"
             rf"all )?(?:latest |daily |weekly |free )?(?:news|newsletters?|stories|updates|headlines|"
             rf"alerts) (?:delivered |straight |sent )*(?:to|in) your (?:inbox|e-?mail|phone).*|(?:join|"
             rf"follow) (?:us|our)\b.*(?:{_SITE}|channel|group|newsletter)\b.*|follow @?\w+ on {_SITE}.*|"
             rf"enter your e-?mail(?: address)?.*|your e-?mail address.*|(?:support|donate to) (?:our|"
             rf"independent|quality) (?:journalism|reporting|work|media|newsroom)\b.*|download (?:our|"
             rf"the) (?:free )?(?:app|mobile app)\b.*", 300),
    LineRule("notice", "A notice about cookies, rights or the site.", "any",
             r"(?:this (?:web)?site uses cookies|we (?:and our partners )?use (?:cookies|your data to|"
             r"technologies such as cookies)|by (?:continuing|using|clicking|browsing|"
             r"visiting)\b.{0,80}(?:cookie|terms|privacy|agree|consent)|(?:accept|reject|manage|"
             r"allow)(?: all)?(?: cookies| preferences| settings)|cookie (?:policy|settings|preferences|"
             r"notice)|privacy (?:policy|notice)|"
             r"terms (?:of (?:use|service)|and conditions|& conditions)).*", 600),
    LineRule("notice", "A notice about cookies, rights or the site.", "any",
             r"(?:(?:copyright\s*)?(?:©|\(c\))|copyright(?=\s*(?:©|\(c\)|\d{4}|by\b)))\s*.{2,140}|"
             r".{0,100}\ball rights reserved\b.{0,100}|(?:this material may not be published|"
             r"no part of this (?:article|publication) may be)\b.*", 300),
    LineRule("notice", "An advertisement or a part of the site's machinery.", "any",
             r"(?:advertisement|advertising|sponsored(?: content| links?)?|promoted(?: content)?|ad|"
             r"story continues below(?: (?:this )?advertisement)?|article continues (?:below|"
             r"after)(?: (?:this )?(?:advertisement|ad))?|skip (?:to (?:main )?content|advertisement|ad)|"
             r"(?:please )?(?:enable|turn on) javascript.*|loading(?:…|\.\.\.)?|play (?:video|audio)|"
             r"listen to (?:this )?article|leave a (?:reply|comment)|(?:\d+|no) comments?|menu|search|home|"
             r"toggle navigation|jump to content)"),
    LineRule("photo credit", "The credit of a picture.", "any",
             r"\(?\s?(?:photo(?:graph)?s?|images?|pictures?|pics?|illustration|graphic)?\s?(?:credits?|"
             r"courtesy(?: of)?|source|by|"
             r"via)?(?<=[a-z])\s?[:：]\s*(?-i:[A-Z@©])[^.!?]{1,80}(?:via [\w\s/]{2,40})?\)?|"
             r"\(?(?:photo(?:graph)?|image|picture|illustration|graphic) (?:by|courtesy(?: of)?|via|"
             r"from) (?-i:[A-Z@])[^.!?]{1,80}\)?|\(?(?:file (?:photo|picture|image|pic)|"
             r"representational image|screenshot|handout|getty images|ap photo|stock photo)(?:\s?[/|"
             r",:]\s?[^.!?]{2,60})?\.?\)?|[^.!?]{2,60}\s?/\s?(?:getty images|afp|reuters|ap|epa|"
             r"shutterstock|"
             r"xinhua|tass|kcna|kyodo|alamy|istock)(?:\s?/\s?[^.!?]{2,40}|\s+via [^.!?]{2,40})?"),
)  # fmt: skip

_PATTERNS = tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES)

_ONE_AUTHOR = re.compile(
    r"(?:[Bb][Yy]:?|[Ww]ritten by|[Aa]uthor ?:)\s+((?:[A-Z][a-z'’-]+|[A-Z]\.)(?:\s(?:[A-Z][\w'’-]+|[A-Z]\.|"
    r"de|van|von|al)){1,3})"
)
_NOTICES = ("notice", "subscribe")
_PROMISES_A_NAME = re.compile(
    r"(?:published|posted|written|reported|edited)\s?by\s?:?|by|author:?", re.IGNORECASE
)


def find_lines(page: Page) -> Iterator[tuple[int, str]]:
    """Blocks that are furniture as they stand, each with the reason."""
    expects_name = False
    for number, text in enumerate(page.texts):
        rule = find_rule(text, is_edge=page.is_edge(number))
        if rule is None and expects_name and len(text) <= 60 and not has_inner_end(text):
            yield number, "The name of who wrote or published it."
        elif rule is not None:
            yield number, rule.reason
        expects_name = page.is_edge(number) and _PROMISES_A_NAME.fullmatch(text) is not None


def find_rule(text: str, *, is_edge: bool) -> LineRule | None:
    """The first rule that a line as a whole fits; None where it is not furniture."""
    for rule, pattern in _PATTERNS:
        # Two sentences are not one line, except in notices, which have several.
        may_fit = len(text) <= rule.limit and (rule.name in _NOTICES or not has_inner_end(text))
        if may_fit and (is_edge or rule.where == "any") and pattern.fullmatch(text):
            return rule
    return None


def find_author(lines: Sequence[str]) -> str:
    """The author, where a by-line names one person and nothing else ("By Jane Doe"); otherwise ""."""
    names = {
        match[1].strip()
        for line in lines
        if (match := _ONE_AUTHOR.fullmatch(line)) and find_rule(line, is_edge=True)
    }
    return names.pop() if len(names) == 1 else ""
