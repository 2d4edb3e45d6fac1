"""The table `attributions`: which stretches explain a voice, where they stand, and of what kind they are."""

import pandas as pd

import analysis

TEXT = (
    'Russia said that the United States broke the treaty. China called the claim "a crude lie" on Monday. '
    "The harvest failed."
)


def found() -> pd.DataFrame:
    return analysis.attributions(analysis.document(TEXT, title="T"))


def test_stretches_are_places_of_the_text() -> None:
    document = analysis.document(TEXT, title="T")
    for row in analysis.attributions(document).itertuples(index=False):
        assert document.text[row.start : row.end] == row.text


def test_saying_and_quoting_are_told_apart_and_plain_sentences_have_none() -> None:
    table = found()
    first = table[table["sentence_id"] == 0].iloc[0]
    assert (first["kind"], first["holder"], first["holder_type"]) == ("reported", "RU", "government")
    assert "broke the treaty" in first["text"]
    quotation = table[table["kind"] == "quotation"]
    assert len(quotation) == 1
    assert "a crude lie" in quotation.iloc[0]["text"]
    assert 2 not in set(table["sentence_id"])


def test_a_text_without_reported_speech_gives_an_empty_table() -> None:
    assert analysis.attributions(analysis.document("China grew. Russia grew.", title="T")).empty
