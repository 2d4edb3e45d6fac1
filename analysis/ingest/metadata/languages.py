"""The name or code of a language, as exports write it → its ISO 639-1 code."""

import re

_NAMES = (
    "ar arabic ara|bn bengali ben|cs czech ces cze|de german deu ger deutsch|el greek ell gre|en english eng|"
    "es spanish spa español|fa persian farsi fas per|fi finnish fin|fr french fra fre français|he hebrew heb|"
    "hi hindi hin|hu hungarian hun|id indonesian ind|it italian ita italiano|ja japanese jpn 日本語|"
    "ko korean kor 한국어|ms malay msa may|nl dutch nld dut|no norwegian nor|pl polish pol|"
    "pt portuguese por português|ro romanian ron rum|ru russian rus русский|sr serbian srp|sv swedish swe|"
    "th thai tha|tr turkish tur|uk ukrainian ukr|ur urdu urd|vi vietnamese vie|"
    "zh chinese zho chi mandarin 中文 汉语 漢語"
)
_CODES = {name: line.split()[0] for line in _NAMES.split("|") for name in line.split()}
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4}){0,2}")
_NO_LANGUAGE = {"un", "xx", "qq", "zz"}  # Twitter and others: undetermined


def read_language(written: str) -> str:
    """The code of a language ("en" for "English", "en-US", "eng"); "" where it is not known.

    What is left out here is detected from the text.
    """
    name = written.strip().casefold()
    if name in _CODES:
        return _CODES[name]
    code = _CODE.fullmatch(name)
    return code[1] if code and code[1] not in _NO_LANGUAGE else ""
