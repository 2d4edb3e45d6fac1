"""Who speaks how of whom, and what a verdict hangs on: by hand, and against the framing table."""

from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.errors import RequestError
from analysis.sensitivity import find_sensitivity, find_source_sensitivity
from analysis.speakers import frame_speakers
from analysis.stance import LexiconScorer

SEEDS = Path(__file__).parent.parent / "seeds"

CLEAR = {"favourable": (0.0, 0.0, 1.0), "neutral": (0.0, 1.0, 0.0), "unfavourable": (1.0, 0.0, 0.0)}


def counted(*rows: tuple[str, int, str, str, str, str]) -> pd.DataFrame:
    """Rows as `counted_stances` gives them, from (doc, paragraph, actor, label, voice, holder)."""
    return pd.DataFrame(
        [
            {
                "doc_id": doc, "sentence_id": number, "actor_id": actor, "paragraph": paragraph,
                "unfavourable": CLEAR[label][0], "neutral": CLEAR[label][1], "favourable": CLEAR[label][2],
                "stance": CLEAR[label][2] - CLEAR[label][0], "label": label, "uncertain": False,
                "voice": voice, "holder": holder,
                "holder_type": "" if voice == "author" else "government" if len(holder) == 2 else "expert",
                "n_mentions": 1, "polarity": 0.0, "subjectivity": 0.0, "is_heading": False,
            }
            for number, (doc, paragraph, actor, label, voice, holder) in enumerate(rows)
        ]
    )  # fmt: skip


ROWS = counted(
    ("a", 0, "US", "unfavourable", "reported", "RU"),
    ("a", 1, "US", "unfavourable", "reported", "RU"),
    ("b", 0, "US", "unfavourable", "reported", "RU"),
    ("a", 2, "US", "neutral", "author", ""),
    ("b", 1, "RU", "favourable", "reported", "Jane Roe"),
    ("b", 2, "RU", "neutral", "reported", "unnamed"),
)


def test_speakers_by_hand() -> None:
    table = frame_speakers(ROWS, ["CN", "RU", "US"], doc_ids=None, pooled=False)
    assert list(zip(table["holder"], table["actor_id"], strict=True)) == [
        ("author", "US"), ("RU", "US"), ("Jane Roe", "RU"), ("unnamed", "RU"),
    ]  # fmt: skip
    moscow = table.iloc[1]
    assert (moscow["n_documents"], moscow["n_sentences"], moscow["n_unfavourable"]) == (2, 3, 3)
    assert (moscow["stance"], moscow["verdict"], moscow["holder_type"]) == (-1, "unfavourable", "government")


def test_paragraphs_of_two_documents_are_not_one() -> None:
    """Three sentences of one paragraph always fall together; those of three paragraphs do not."""
    labels = ("unfavourable", "favourable", "favourable")
    one = counted(*(("a", 0, "US", label, "author", "") for label in labels))
    three = counted(*((doc, 0, "US", label, "author", "") for doc, label in zip("abc", labels, strict=True)))
    apart = frame_speakers(three, ["US"], doc_ids=None, pooled=False).iloc[0]
    together = frame_speakers(one, ["US"], doc_ids=None, pooled=False).iloc[0]
    assert pd.isna(together["lower"])  # a range of width zero is never drawn
    assert apart["lower"] < apart["stance"] < apart["upper"]


def test_others_are_pooled_on_request_and_documents_are_chosen() -> None:
    table = frame_speakers(ROWS, ["CN", "RU", "US"], doc_ids=["b"], pooled=True)
    assert list(table["holder"]) == ["RU", "other voices"]
    assert list(table["n_sentences"]) == [1, 2]
    with pytest.raises(RequestError, match='no document "z"'):
        frame_speakers(ROWS, ["US"], doc_ids=["z"], pooled=False)


def test_no_evidence_gives_an_empty_table() -> None:
    assert frame_speakers(ROWS.iloc[:0], ["US"], doc_ids=None, pooled=False).empty


def test_sensitivity_by_hand() -> None:
    """Neutral in the author's voice; unfavourable with the others; and paragraph 5 carries the only judgements."""
    rows = counted(
        *(("a", paragraph, "US", "neutral", "author", "") for paragraph in (0, 1, 2, 3)),
        *(("a", 5, "US", "unfavourable", "reported", "RU") for _ in range(12)),
    )
    author = find_sensitivity(rows, doc_id="a", actor_id="US", voice="author")
    assert list(author["change"]) == ["as it is", "voice", "voice"]
    assert list(author["what"]) == ["author", "reported", "all"]
    assert list(author["verdict"]) == ["neutral", "unfavourable", "unfavourable"]
    every = find_sensitivity(rows, doc_id="a", actor_id="US", voice="all")
    left_out = every[every["change"] == "without paragraph"]
    assert list(zip(left_out["what"], left_out["n_sentences"], left_out["verdict"], strict=True)) == [
        ("6", 4, "neutral")
    ]


class Pooled:
    """A source of some documents: per document and voice, of n sentences so many favourable and unfavourable."""

    def __init__(self, author, reported=(), groups=()):
        ids = [f"d{number}" for number in range(1, len(author) + 1)]
        of = dict(groups)
        self.documents = pd.DataFrame(
            [(doc_id, "TASS", "scored", of.get(doc_id, "")) for doc_id in ids],
            columns=["doc_id", "source", "status", "group_id"],
        )
        rows = [
            (
                doc_id,
                "US",
                voice,
                n,
                favourable,
                unfavourable,
                (favourable - unfavourable) / n if n else float("nan"),
            )
            for voice, cells in (("author", author), ("reported", reported or [(0, 0, 0)] * len(ids)))
            for doc_id, (n, favourable, unfavourable) in zip(ids, cells, strict=True)
        ]
        names = ["doc_id", "actor_id", "voice", "n_sentences", "n_favourable", "n_unfavourable", "stance"]
        self.framing = pd.DataFrame(rows, columns=names)


def test_the_document_that_a_sources_verdict_hangs_on_is_named() -> None:
    """Five of six judge nothing; the sixth alone makes the source unfavourable. Voices without stories are not asked."""
    pooled = Pooled([(4, 0, 0)] * 5 + [(20, 0, 20)])
    table = find_source_sensitivity(pooled, "TASS", "US")
    assert list(zip(table["change"], table["what"], table["n_sentences"], table["verdict"], strict=True)) == [
        ("as it is", "author", 40, "unfavourable"),
        ("without document", "d6", 20, "neutral"),
    ]
    assert table["stance"].tolist() == [-0.1667, 0.0]


def test_another_voice_of_a_source_is_asked() -> None:
    pooled = Pooled([(4, 0, 0)] * 6, [(4, 4, 0)] * 6)
    table = find_source_sensitivity(pooled, "TASS", "US")
    assert list(zip(table["change"], table["what"], table["verdict"], strict=True)) == [
        ("as it is", "author", "neutral"),
        ("voice", "reported", "favourable"),
    ]


def test_without_one_of_two_copies_the_story_stays_and_below_five_stories_nothing_is_asked() -> None:
    copies = Pooled([(4, 0, 0)] * 5 + [(20, 0, 20)] * 2, groups=[("d6", "g"), ("d7", "g")])
    assert list(find_source_sensitivity(copies, "TASS", "US")["change"]) == ["as it is"]
    five = Pooled([(4, 0, 0)] * 4 + [(20, 0, 20)])
    assert list(find_source_sensitivity(five, "TASS", "US")["change"]) == ["as it is"]
    with pytest.raises(RequestError, match='no source "RT"'):
        find_source_sensitivity(five, "RT", "US")
    with pytest.raises(RequestError, match='voice="loud"'):
        find_source_sensitivity(five, "TASS", "US", "loud")


def test_a_sources_verdict_as_it_is_agrees_with_the_table() -> None:
    documents = [
        analysis.document(
            f"Russia is a {word} neighbour of China. China helped. Russia lied on day {n}.",
            source="TASS",
            title=f"T{n}",
        )
        for n, word in enumerate(["brutal", "kind", "weak", "friendly", "loud", "small"])
    ]
    result = analysis.analyse(documents, scorer=LexiconScorer())
    for row in result.source_framing.itertuples():
        first = analysis.source_sensitivity(result, row.source, row.actor_id, row.voice).iloc[0]
        assert (first["verdict"], first["stance"], first["n_sentences"]) == (
            row.verdict,
            row.stance,
            row.n_sentences,
        ) or row.n_sentences == 0


def test_a_change_that_leaves_too_little_is_not_asked() -> None:
    rows = counted(*(("a", paragraph, "US", "unfavourable", "author", "") for paragraph in (0, 1, 2)))
    assert list(find_sensitivity(rows, doc_id="a", actor_id="US", voice="author")["change"]) == ["as it is"]


def test_what_is_not_known_is_said() -> None:
    with pytest.raises(RequestError, match='voice="loud"'):
        find_sensitivity(ROWS, doc_id="a", actor_id="US", voice="loud")
    with pytest.raises(RequestError, match='no document "z"'):
        find_sensitivity(ROWS, doc_id="z", actor_id="US", voice="all")


def test_both_agree_with_the_framing_of_the_seeds() -> None:
    seeds_result = analysis.analyse(analysis.read([SEEDS]), scorer=LexiconScorer())
    framing = seeds_result.framing.set_index(["doc_id", "actor_id", "voice"])
    table = analysis.speakers(seeds_result)
    for actor_id in seeds_result.actor_names:
        for voice, rows in (("author", table["holder"] == "author"), ("all", table["n_sentences"] > 0)):
            n = framing.xs(actor_id, level="actor_id").xs(voice, level="voice")["n_sentences"].sum()
            assert table[rows & (table["actor_id"] == actor_id)]["n_sentences"].sum() == n
    for (doc_id, actor_id, voice), row in framing.iterrows():
        if row["n_sentences"] and voice == "author":
            first = analysis.sensitivity(seeds_result, doc_id, actor_id, voice).iloc[0]
            assert (first["verdict"], first["n_sentences"]) == (row["verdict"], row["n_sentences"])
