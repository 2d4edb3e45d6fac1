"""The words that go with an actor: those that stand oftener where it is judged than in the rest of the corpus."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import RequestError
from analysis.framing import VOICES, counted_stances, in_voice
from analysis.pipeline import Tables
from analysis.tables import make_table

SIDES = ("favourable", "unfavourable")

MIN_SENTENCES = 3
"""Sentences of a side that must hold a word before it is told: fewer are an accident of wording."""

CHANCE = 0.05
"""How likely it may be that one word of all that were tried is told as oftener by chance (Bonferroni)."""

OFTENER, OPEN = "oftener", "cannot be told"

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


def find_keywords(
    result: Tables, actor_id: str, *, voice: str = "all", doc_ids: Collection[str] | None = None
) -> pd.DataFrame:
    """The table `keywords`: words that stand oftener in sentences that judge the actor than in all others.

    doc_ids: the documents that count; all if None.

    A side is the sentences about the actor that are judged favourable (or
    unfavourable) in this voice; the rest is every other sentence of these
    documents, whoever it is about. Counted are sentences that hold a word, not
    words, and a sentence that is repeated word for word counts once. Left out
    are headings, names of actors, numbers and words of `function_words.toml`.

    log_odds: the difference of log-odds between side and rest, with an
        informative Dirichlet prior that has the word's frequency in all
        sentences and the weight of the side itself; z: the same in standard
        errors. Told are words above 0 that at least `MIN_SENTENCES` sentences
        of the side hold, the clearest first. answer: "oftener", or "cannot be
        told" where so many words were tried that z can be chance.
    It says what stands beside a judgement, not what made it.
    Raises RequestError for a voice that is not known.
    Source: Monroe, Colaresi & Quinn 2008, "Fightin' Words", equations 15, 16, 20 and 22.
    """
    if voice not in VOICES:
        raise RequestError(f'keywords: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    tables = (result.stances, result.sentences, result.mentions)
    stances, sentences, mentions = (
        table if doc_ids is None else table[table["doc_id"].isin(set(doc_ids))] for table in tables
    )
    about = stances[stances["actor_id"] == actor_id]
    judged = in_voice(counted_stances(about, sentences), voice)
    body = sentences[~sentences["is_heading"].astype(bool)].drop_duplicates("text")
    held = pd.DataFrame(_words_by_sentence(body, mentions), columns=["doc_id", "sentence_id", "word"])
    labels = judged.set_index(["doc_id", "sentence_id"])["label"]
    keys = pd.MultiIndex.from_frame(held[["doc_id", "sentence_id"]])
    rows = []
    for side in SIDES:
        is_side = keys.isin(labels[labels == side].index)
        rows += [(side, *row) for row in _compare_words(held[is_side], held[~is_side])]
    enough = NormalDist().inv_cdf(1 - CHANCE / len(rows)) if rows else 0.0
    told = [(*row, OFTENER if row[-1] >= enough else OPEN) for row in rows if row[-1] > 0]
    return make_table("keywords", told)


def _words_by_sentence(body: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[tuple[str, int, str]]:
    """Document, sentence and word, once for each word of a sentence; names of actors are left out."""
    names: dict[tuple[str, int], list[tuple[int, int]]] = {}
    columns = (mentions[column].tolist() for column in ("doc_id", "sentence_id", "start", "end"))
    for doc_id, sentence_id, start, end in zip(*columns, strict=True):
        names.setdefault((doc_id, sentence_id), []).append((start, end))
    left_out = read_function_words()
    columns = (body[column].tolist() for column in ("doc_id", "sentence_id", "start", "text"))
    for doc_id, sentence_id, begin, text in zip(*columns, strict=True):
        named = names.get((doc_id, sentence_id), ())
        found = set()
        for match in _WORD.finditer(text):
            place = begin + match.start()
            if any(start <= place < end for start, end in named):
                continue
            word = _POSSESSIVE.sub("", match[0].lower().replace("’", "'"))
            if len(word) > 1 and word not in left_out:
                found.add(word)
        for word in sorted(found):
            yield doc_id, sentence_id, word


def _compare_words(side: pd.DataFrame, rest: pd.DataFrame) -> list[tuple[str, int, int, int, float, float]]:
    """word, sentences of the side, of the rest, documents of the side, log-odds, z; the clearest first."""
    here, there = Counter(side["word"]), Counter(rest["word"])
    words = sorted(word for word, n in here.items() if n >= MIN_SENTENCES)
    if not words or not there:
        return []
    n_documents = side.groupby("word")["doc_id"].nunique()
    n_here, n_there = sum(here.values()), sum(there.values())
    y = np.array([here[word] for word in words], dtype=np.float64)
    z = np.array([there[word] for word in words], dtype=np.float64)
    prior = n_here * (y + z) / (n_here + n_there)
    log_odds = _log_odds(y, n_here, prior, n_here) - _log_odds(z, n_there, prior, n_here)
    clear = log_odds / np.sqrt(1 / (y + prior) + 1 / (z + prior))
    rows = [
        (word, here[word], there[word], int(n_documents[word]), round(float(odds), 4), round(float(by), 4))
        for word, odds, by in zip(words, log_odds, clear, strict=True)
    ]
    return sorted(rows, key=lambda row: (-row[5], row[0]))


def _log_odds(
    counts: NDArray[np.float64], total: int, prior: NDArray[np.float64], prior_total: int
) -> NDArray[np.float64]:
    """Log-odds of each word among all, its count and the total raised by those of the prior."""
    raised = counts + prior
    return np.log(raised / (total + prior_total - raised))


@cache
def read_function_words() -> frozenset[str]:
    """The words of `function_words.toml`, which are never told."""
    entries = tomllib.loads((Path(__file__).parent / "function_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for entry in entries.values() for word in entry["words"].split())
