"""What a brief says: confidence, claims, citations, selections. Its forms have tests of their own."""

import datetime
import math
import re
from dataclasses import replace

import brief_corpus as small
import pytest
from casetables import read_cases

import analysis
from analysis.briefing.claims import document_claim, is_one_sided, named, opened, source_claim
from analysis.briefing.confidence import Confidence, find_confidence, lower_of
from analysis.briefing.method import method_sentences, read_accuracy
from analysis.briefing.phrases import one_line, percent, plain
from analysis.briefing.records import Cell
from analysis.framing import frame_sources
from analysis.stance import LexiconScorer

BASE = Cell("d", "US", "author", 10, 6, 3, 1, 0.4, 0.1, 0.7, "favourable", 0.9)


@pytest.fixture(scope="module")
def seeds():
    return analysis.analyse(analysis.read([analysis.seeds_folder()]))


@pytest.mark.parametrize("case", read_cases("confidence"))
def test_confidence_by_the_rule_of_the_method(case):
    found = find_confidence(
        source=case["source"],
        complete=case["complete"],
        translated=case["translated"],
        n_sentences=int(case["n_sentences"]),
        stability=float(case["stability"] or "nan"),
        n_stories=int(case["n_stories"]),
        is_reviewed=case["is_reviewed"] == "yes",
    )
    assert found.level == case["level"]
    assert case["reason"] in "; ".join(found.reasons)
    assert bool(found.reasons) == (found.level != "high")


def test_a_difference_is_as_sure_as_its_weaker_side():
    low, moderate = Confidence("low", ("few",)), Confidence("moderate", ("machine",))
    assert lower_of({"[1]": moderate, "[2]": low}) == Confidence("low", ("[2] few",))
    assert lower_of({"[1]": moderate, "[2]": moderate}) == moderate


@pytest.mark.parametrize(
    ("changes", "claims", "never"),
    [
        ({}, "frames the United States favourably", "cannot"),
        ({"verdict": "leaning favourable"}, "leans favourable", "frames"),
        ({"lower": -0.1}, "no side can be told", "frames"),
        ({"lower": 0.0}, "no side can be told", "favourably"),
        ({"lower": math.nan, "upper": math.nan}, "no side can be told", "favourably"),
        ({"verdict": "unfavourable", "stance": -0.4, "lower": -0.7, "upper": -0.1}, "unfavourably", "leans"),
        ({"verdict": "unfavourable", "stance": -0.4, "lower": -0.7, "upper": 0.0}, "the range reaches 0", "unfavourably"),
        ({"verdict": "mixed"}, "both ways", "favourably"),
        ({"verdict": "undetermined"}, "cannot be told", "favourably"),
        ({"verdict": "neutral", "n_favourable": 1, "n_unfavourable": 0}, "1 of 10 sentences judges", "favourably"),
        ({"verdict": "too little evidence", "n_sentences": 2}, "too little to tell", "favourably"),
        ({"verdict": "not mentioned", "n_sentences": 0}, "says nothing about", "neutral"),
    ],
)  # fmt: skip
def test_a_claim_says_no_more_than_its_range_allows(changes, claims, never):
    claim = document_claim("“T” [1]", "United States", replace(BASE, **changes))
    assert claims in claim
    assert never not in claim
    assert "likely" not in claim
    assert "probab" not in claim


def test_a_claim_opens_with_a_capital_and_has_none_inside():
    undetermined = replace(BASE, verdict="undetermined")
    assert opened(document_claim(named("Untitled", 2), "China", BASE)).startswith(
        "The untitled text [2] frames"
    )
    assert document_claim(named("Untitled", 2), "China", undetermined).startswith(
        "How the untitled text [2] "
    )
    assert opened(document_claim(named("iPhones", 2), "China", BASE)).startswith("“iPhones” [2] ")


def test_one_document_is_one():
    claim = source_claim("Alpha", "China", "author", "too little evidence", 1, 1, math.nan, math.nan)
    assert claim.endswith("cannot be told from 1 document (1 distinct story).")


def test_no_drafted_judgement_names_a_side_that_its_range_does_not_carry(seeds):
    for result in (seeds, small.result()):
        for voice in ("author", "reported", "all"):
            for judgement in analysis.brief(result, voice=voice).judgements:
                if judgement.measure == "difference":
                    assert judgement.verdict == "differs"
                elif judgement.verdict != "mixed":
                    assert is_one_sided(judgement.verdict, judgement.lower, judgement.upper)


def test_both_verdicts_stand_where_a_voice_or_a_paragraph_changes_it(seeds):
    doc_id = seeds.documents["doc_id"][1]
    key = f"document/RU/author/{doc_id}"
    (judgement,) = analysis.brief(seeds, judgements={key: ""}).judgements
    table = analysis.sensitivity(seeds, doc_id, "RU")
    assert judgement.verdict == table["verdict"][0]
    for row in table[table["change"] == "voice"].itertuples():
        assert any(row.verdict in sentence and "Counting" in sentence for sentence in judgement.otherwise)
    assert any(sentence.startswith("Without paragraph") for sentence in judgement.otherwise)


def test_the_sentence_can_be_replaced_and_the_figures_cannot(seeds):
    drafted = analysis.brief(seeds)
    keys = [judgement.key for judgement in drafted.judgements]
    edited = analysis.brief(seeds, judgements={keys[1]: "My own words \x00.", keys[0]: ""})
    first, second = edited.judgements
    assert (first.claim, first.is_drafted) == ("My own words �.", False)
    assert second == drafted.judgements[0]
    assert replace(first, claim="", is_drafted=True) == replace(drafted.judgements[1], claim="")


@pytest.mark.parametrize(
    "options",
    [
        {"voice": "loud"},
        {"date": "yesterday"},
        {"doc_ids": ["none"]},
        {"actors": ["XX"]},
        {"actors": []},
        {"doc_ids": []},
        {"judgements": {"nonsense": ""}},
        {"judgements": {"document/CN/author/none": ""}},
        {"judgements": {"source/CN/author/none": ""}},
        {"judgements": {"difference/CN/author/a/b": ""}},
    ],
)
def test_what_is_not_known_is_said_in_one_line(options):
    with pytest.raises(analysis.RequestError) as said:
        analysis.brief(small.result(), **options)
    assert str(said.value).startswith("brief: ")
    assert "\n" not in str(said.value)


def test_the_date_is_never_guessed_in_silence():
    today = analysis.brief(small.result())
    assert (today.date, today.is_export_day) == (datetime.date.today().isoformat(), True)
    assert not small.brief().is_export_day


def test_a_citation_says_what_is_not_known(seeds):
    words = [citation.words for citation in analysis.brief(seeds).citations]
    row = seeds.documents.iloc[1]
    assert words[1].startswith("[2] Untitled, outlet unknown, undated (")
    assert "an inference, not a date of publication" in words[1]
    assert f"local file 001_c67dd5252893ca7e.txt, sha256 {row['sha256']}" in words[1]
    assert all("cannot be attributed to a country's media" in one for one in words)
    assert "cut off before the end" in words[2]
    assert "https://www.northkoreainfo.com/will-china-and-north-korea-help-russia/, day of access not recorded" in words[2]  # fmt: skip
    assert not any("/work/" in one or str(analysis.seeds_folder()) in one for one in words)


def test_a_selection_narrows_every_part(seeds):
    doc_ids = [seeds.documents["doc_id"][3], seeds.documents["doc_id"][0]]
    brief = analysis.brief(seeds, doc_ids=doc_ids, actors=["KP"])
    assert [citation.doc_id for citation in brief.citations] == doc_ids
    assert brief.actors == (("KP", "North Korea"),)
    assert {cell.actor_id for cell in brief.cells} == {quote.actor_id for quote in brief.evidence} == {"KP"}
    assert {quote.number for quote in brief.evidence} == {1, 2}
    whole = {(cell.doc_id, cell.actor_id, cell.voice): cell for cell in analysis.brief(seeds).cells}
    for cell in brief.cells:
        assert repr(cell) == repr(whole[cell.doc_id, cell.actor_id, cell.voice])


def test_languages_left_out_and_all_that_is_unknown_are_said():
    said = " ".join(small.brief().unknown)
    for words in (
        "Left out, in Chinese: [5]",
        "Outlet unknown: [4] and [5]",
        "Too little evidence",
        "Undetermined",
    ):
        assert words in said


def test_evidence_for_and_against_is_of_that_side_and_chance_repeats_nothing():
    for about in small.brief().by_actor:
        assert {quote.label for quote in about.favourable} <= {"favourable"}
        assert {quote.label for quote in about.unfavourable} <= {"unfavourable"}
        assert not {*about.random} & {*about.favourable, *about.unfavourable}


def test_the_accuracy_is_the_cards_own():
    scorer = analysis.model_card().splitlines()[0].removeprefix("# Model card: ")
    lines = read_accuracy(analysis.model_card(), scorer)
    assert [line.data for line in lines][:2] == ["NewsMTSC rw_dev", "NewsMTSC mt_dev"]
    assert all(f"{line.macro_f1:.3f}" in analysis.model_card() for line in lines)
    assert len(lines) == len(re.findall(r"\n\| \*\*.+\*\* \| \d+ \|", analysis.model_card()))
    assert read_accuracy(analysis.model_card(), "another 1") == []
    said = method_sentences(
        version="", scorer=scorer, rules="1", scoring="", agreement="", card=analysis.model_card()
    )
    assert any("looked at to choose" in one and "of a separate run" in one for one in said)


def test_text_that_no_form_could_hold_is_shown_as_such():
    assert plain("a\x00b\ud800c\r\nd\u202ee\u202b") == "a�b�c \nd�e"
    assert one_line(" a \n b ") == "a b"
    assert len(one_line("x" * 500, 80)) == 80
    assert percent(0.997) == "99%"


@pytest.mark.parametrize("target", ["brief.exe", "brief", "no-such-folder/brief.html"])
def test_a_file_that_cannot_be_written_is_one_line(target):
    with pytest.raises(analysis.RequestError):
        analysis.write_brief(small.brief(), target)


def test_a_large_corpus_compares_sources_and_each_actor_comes_before_any_comes_twice():
    more = "\n\nChina and Russia voted."
    documents = [
        analysis.document(text + more * (n % 3), title=f"{name} {n}", source=name)
        for n in range(8)
        for name, text in (("Alpha / Daily", small.PRAISE), ("Beta", small.BLAME.replace("China", "Russia")))
    ]  # fmt: skip
    result = analysis.analyse(documents, scorer=LexiconScorer())
    table = result.documents.assign(group_id="")  # as if each told a story of its own
    brief = analysis.brief(
        replace(result, documents=table, source_framing=frame_sources(table, result.framing)),
        date="2026-11-25",
    )
    assert len(brief.citations) == 16
    assert "only sources are compared" in brief.comparison.note
    assert [judgement.key for judgement in brief.judgements[:2]] == [
        "source/CN/author/Alpha / Daily",
        "source/RU/author/Beta",
    ]
    assert len({judgement.key for judgement in brief.judgements}) == len(brief.judgements) == 7
    first = brief.judgements[0]
    assert first.counts.startswith("8 documents, 8 distinct stories")
    assert first.confidence == Confidence("moderate", ("machine-scored, no sample reviewed by a person",))
    assert len(first.citations) == 8
