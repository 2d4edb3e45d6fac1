"""Text that was decoded wrongly before it came here is told, and stays as it is."""

import pytest

import analysis
from analysis.ingest.cleaning.mojibake import note_mojibake


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (
            "Itâ€™s Kimâ€™s visit to China.",
            "In 2 places the text was decoded wrongly before it came here (“Itâ€™s”)",
        ),
        (
            "Here is\na cafÃ©\nof old",
            "In one place the text was decoded wrongly before it came here (“cafÃ©”)",
        ),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚, said Moscow.", "In "),
        ("Plain words of China.", ""),
        ("It’s fine — “so”, says São Paulo’s naïve café, 中文, 조선, Россия, اردو.", ""),
        ("", ""),
    ],
)
def test_what_was_decoded_wrongly_is_told(text, begins):
    notes = note_mojibake(text)
    assert bool(notes) == bool(begins)
    assert " ".join(notes).startswith(begins)


def test_the_note_stands_with_the_document_and_the_text_is_left():
    doc = analysis.document("Itâ€™s Kimâ€™s visit to China.", title="A visit")
    assert doc.text == "Itâ€™s Kimâ€™s visit to China."
    assert any("look for a clean copy" in note for note in doc.notes)
