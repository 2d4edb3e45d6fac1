"""A small corpus to review and code, scored by word lists: quick, and the same on every machine."""

from functools import cache

import analysis
from analysis import review
from analysis.stance import LexiconScorer

TEXTS = {
    "one": "China praised the talks. The United States bullied its neighbours, Russia claimed. North Korea said nothing. "
    "China and Russia signed a generous agreement.\n\nChina praised the talks. The United States is a reliable partner. "
    "Russia threatened Japan, and China condemned the reckless attack.",
    "two": "The United States and China met. China is a threat to peace, officials said. Russia helped the victims.\n\n"
    "North Korea fired a missile. The United States warned North Korea. China did not comment.",
}


def document(name, text=None, **told):
    return analysis.document(text or TEXTS[name], title=name, source=told.pop("source", "Daily"), **told)


@cache
def result():
    """Both texts, analysed; never altered by a test."""
    return analysed(*(document(name) for name in TEXTS))


def analysed(*documents, actors=None):
    return analysis.analyse(documents, actors, scorer=LexiconScorer())


def rows(told):
    """doc_id, sentence_id, actor_id of every row."""
    stances = told.stances
    return list(zip(stances["doc_id"], stances["sentence_id"], stances["actor_id"], strict=True))


def judge(told, row, **said):
    return review.judge(told, *row, **{"reviewer": "Ana", "at": "2026-01-01T10:00:00.000+00:00", **said})


def time(second):
    return f"2026-01-01T10:00:{second:02}.000+00:00"
