"""Furniture that shows only in its surroundings: language bars, other scripts, lists of pages, teasers."""

import re
from collections.abc import Iterator
from itertools import accumulate

from analysis.ingest.cleaning.page import Page, has_inner_end, is_cut_off, is_numbered, is_prose, is_sentence
from analysis.language import count_scripts, main_script

# Languages as sites name them, in their own words and in English.
_LANGUAGE_NAMES = (
    "afrikaans albanian amharic arabic armenian azerbaijani basque belarusian bengali bosnian bulgarian "
    "burmese  catalan chinese croatian czech danish dutch english estonian finnish french galician "
    "georgian german greek  gujarati hausa hebrew hindi hungarian icelandic indonesian irish italian "
    "japanese kannada kazakh khmer korean  kurdish kyrgyz lao latin latvian lithuanian macedonian malay "
    "malayalam marathi mongolian nepali norwegian pashto  persian polish portuguese punjabi romanian "
    "russian sanskrit serbian sinhala slovak slovenian somali spanish  swahili swedish tagalog tajik "
    "tamil telugu thai tibetan turkish turkmen ukrainian urdu uyghur uzbek vietnamese  welsh yoruba "
    "zulu afaan shqip azərbaycan euskara bosanski català čeština dansk deutsch eesti español esperanto "
    "euskera français filipino gaeilge galego hausa hrvatski indonesia italiano kiswahili kurdî latina "
    "latine  latviešu lietuvių magyar melayu nederlands norsk oʻzbek o'zbek polski português română "
    "shqip slovenčina  slovenščina soomaali srpski suomi suomalainen svenska tagalog türkçe türkmen "
    "vlaams yorùbá українська русский  беларуская български қазақша қазақ кыргызча македонски монгол "
    "српски тоҷикӣ татарча ελληνικά ελληνική עברית  العربية عربي عربى فارسی دری پښتو اردو كوردی کوردی "
    "ئۇيغۇرچە हिन्दी हिंदी मराठी नेपाली বাংলা ગુજરાતી ਪੰਜਾਬੀ தமிழ்  తెలుగు ಕನ್ನಡ മലയാളം සිංහල ไทย ลาว "
    "မြန်မာ ខ្មែរ ქართული հայերեն አማርኛ 日本語 中文 汉语 漢語 华语 "
    "简体中文 繁體中文 繁体中文 简体 繁體 繁体 한국어 조선말 조선어 bahasa "
    "tiếng việt язык мова 한국의 འབྲུག བོད་ཡིག "
)
_LANGUAGES = _LANGUAGE_NAMES.split()
_LANGUAGE = re.compile(
    "|".join(sorted(map(re.escape, set(_LANGUAGES)), key=len, reverse=True)), re.IGNORECASE
)

_LONGEST = max(map(len, _LANGUAGES)) + 1
_MOST_BESIDE = 0.15  # of the letters of a bar that may be of something else
_MIN_LANGUAGES = 4
"""Languages that make a bar. Three may be a sentence's list."""

_SECTION = re.compile(
    r"(?:\W{0,3})(?:recent (?:posts?|articles|news|stories|comments)|related(?: (?:posts?|articles?|"
    r"stories|news|topics|"
    r"content|reading|coverage|links?|videos?|tags))?|latest(?: (?:posts?|articles|news|stories|"
    r"headlines|videos?|"
    r"updates|from .{2,40}))?|more (?:from|in|on|about) [^.!?]{2,40}|more (?:stories|news|articles|"
    r"headlines|posts)|"
    r"you (?:may|might) (?:also |be )?(?:like|interested in|have missed|also be interested in|missed)|"
    r"recommended(?: for you| reading| stories| articles)?|trending(?: now| news| stories| topics)?|"
    r"most (?:read|popular|viewed|shared|commented|recent)(?: (?:stories|articles|news|posts))?|"
    r"popular(?: (?:posts?|articles|news|stories|now))?|top (?:stories|news|headlines|posts)|(?:read|"
    r"up) next|"
    r"don[’']t miss|other (?:news|stories|articles|posts)|also read|see also|read also|read more|"
    r"in other news|"
    r"editor[’']?s[’']? (?:picks?|choice)|featured(?: (?:posts?|articles|stories|news))?|today[’']s (?:top )?"
    r"(?:stories|headlines|news)|what to read next|similar (?:posts?|articles|stories|news)|"
    r"archives?|tags)\W{0,3}",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?:\d{1,3}|an?|one) (?:sec|min|hour|day|week|month|year)\w* ago|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
)

_HANDLE = re.compile(r"https?://\S+|[\w.+-]{0,64}@[\w.-]+|#\w+")

_FOREIGN_LATIN = 40  # letters from which a line in Latin script is foreign to a body in another one
_TITLE_LENGTH = 150
_TEASER_LENGTH = 320
_REPEATED = 20  # letters that a line and its cut-off repetition share at least


def find_language_bars(page: Page) -> Iterator[tuple[int, str]]:
    """Lines that consist of the names of languages, run together or apart, and runs of such lines."""
    counts = [_count_languages(text) for text in page.texts]
    start = 0
    while start < len(counts):
        end = start
        while end < len(counts) and counts[end]:
            end += 1
        if sum(counts[start:end]) >= _MIN_LANGUAGES:
            for number in range(start, end):
                yield number, "A bar of languages to choose from."
        start = max(end, start + 1)


def _count_languages(text: str) -> int:
    """How many languages a text names if it has hardly anything else; otherwise 0."""
    if is_sentence(text) or len(text) > 2_000:
        return 0
    most = _MOST_BESIDE * sum(map(str.isalpha, text))
    # Most lines are prose, and looking for names is slow: where none stands near the beginning, there is too much else.
    reach = next((at for at, n in enumerate(accumulate(map(str.isalpha, text))) if n > most), len(text))
    if not _LANGUAGE.search(text, 0, reach + _LONGEST):
        return 0
    names = {name.casefold() for name in _LANGUAGE.findall(text)}
    rest = sum(map(str.isalpha, _LANGUAGE.sub("", text)))
    return len(names) if rest <= most else 0


def find_other_scripts(page: Page) -> Iterator[tuple[int, str]]:
    """Blocks in another script than the body: another language's teaser, title or version."""
    total = count_scripts("\n".join(page.texts))
    body, share = main_script(total)
    if share < 0.6:
        return  # two languages in equal parts: none is the foreign one
    for number, text in enumerate(page.texts):
        letters = count_scripts(_HANDLE.sub(" ", text))
        script, share = main_script(letters)
        # A Japanese or Korean page writes some lines in Chinese characters alone.
        is_east_asian = {body, script} <= {"Chinese", "Japanese", "Korean"}
        # Names and brands stand in Latin letters in every language.
        is_name = script == "Latin" and letters["Latin"] < _FOREIGN_LATIN
        if script and script != body and share >= 0.7 and not is_east_asian and not is_name:
            yield number, f"In {script} script, while the body is in {body} script."


def find_sections(page: Page) -> Iterator[tuple[int, str]]:
    """Lists of other pages: a line such as "Recent Posts" and what follows, up to running text or the end."""
    number = 0
    while number < len(page.texts):
        title = page.texts[number]
        if not (len(title) <= 60 and _SECTION.fullmatch(title)) or not page.prose or number < page.prose[0]:
            number += 1
            continue
        end = number + 1
        while end < len(page.texts) and _is_item(page, end):
            end += 1
        # The heading of what goes on is no item of the list.
        if end < len(page.texts) and end - 1 > number and _is_known_heading(page, end - 1):
            end -= 1
        if end > number + 1 or page.is_edge(number):
            for item in range(number, end):
                yield item, f"“{title}”: a list of other pages."
        number = end


def _is_item(page: Page, number: int) -> bool:
    """Whether a block in a list of pages is a title, an age, a cut-off excerpt, or the text above an age."""
    text = page.texts[number]
    if _AGE.fullmatch(text) or (is_cut_off(text) and len(text) <= 2 * _TEASER_LENGTH):
        return True
    if not is_prose(text):
        # Titles end without a full stop; a short sentence is the text going on.
        return len(text) <= _TITLE_LENGTH and not text.endswith((".", "。"))
    following = page.texts[number + 1] if number + 1 < len(page.texts) else ""
    return len(text) <= _TEASER_LENGTH and _AGE.fullmatch(following) is not None


def _is_known_heading(page: Page, number: int) -> bool:
    return page.blocks[number].is_heading is True or is_numbered(page.texts[number])


def find_teasers(page: Page) -> Iterator[tuple[int, str]]:
    """Teasers of other articles at the end: a run of cut-off lines, with the titles that belong to them.

    One line that ends in "…" may be the author's own ending. So may two, unless
    they were cut at the same length or a line beside them is repeated in part.
    """
    start = len(page.texts)
    while start > 0 and _is_teaser(page, start - 1, end=len(page.texts)):
        start -= 1
    cut = [number for number in range(start, len(page.texts)) if _is_cut_teaser(page.texts[number])]
    if not cut:
        return
    is_repeated = any(
        _repeats(page.texts[number + 1], page.texts[number]) for number in range(start, cut[-1])
    )
    lengths = [len(page.texts[number]) for number in cut]
    is_run = len(cut) >= 3 or (len(cut) == 2 and (is_repeated or max(lengths) - min(lengths) <= 6))
    # What would be left must still be an article.
    if (is_run or (is_repeated and len(cut) == 1)) and any(is_prose(text) for text in page.texts[:start]):
        for number in range(start, len(page.texts)):
            yield number, "A teaser of another article."


def _is_teaser(page: Page, number: int, *, end: int) -> bool:
    """Whether a block at the end of a page is a teaser or the title of the teaser below it."""
    text = page.texts[number]
    if _is_cut_teaser(text) or _AGE.fullmatch(text):
        return True
    following = page.texts[number + 1] if number + 1 < end else ""
    if not _is_cut_teaser(following):
        return False
    is_title = len(text) <= _TITLE_LENGTH and not is_sentence(text) and not text.endswith(":")
    return is_title or _repeats(following, text)


def _is_cut_teaser(text: str) -> bool:
    """Whether a line is one cut-off sentence."""
    return is_cut_off(text) and len(text) <= _TEASER_LENGTH and text[:1] not in "\"“‘'«"


def _repeats(cut: str, whole: str) -> bool:
    """Whether a cut-off line repeats the beginning of a line of one sentence."""
    stem = re.sub(r"[\s.…\[\]»→]+$", "", cut)
    is_line = (
        is_cut_off(cut)
        and len(whole) <= _TEASER_LENGTH
        and not has_inner_end(whole)
        and not is_cut_off(whole)
    )
    return is_line and len(stem) >= _REPEATED and whole.casefold().startswith(stem.casefold())
