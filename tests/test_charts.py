"""Charts from hand-made tables: what stands in which cell."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard import charts, wording
from dashboard.charts_matrix import Cell, Line, draw_matrix

DASHBOARD = Path(charts.__file__).parent
ACTORS = {"RU": "Russia", "US": "United States"}
HOLDERS = {
    "author": ("The author", "what the texts assert"),
    "RU": ("Russia's officials and state media", ""),
}

SPEAKERS = pd.DataFrame(
    [
        ("author", "RU", 3, 1, 1, 1, 0, 0.0, -0.5, 0.5, "undetermined"),
        ("author", "US", 2, 0, 2, 0, 0, 0.0, float("nan"), float("nan"), "too little evidence"),
        ("RU", "US", 4, 0, 1, 3, 0, -0.7, -1.0, -0.4, "unfavourable"),
    ],
    columns=["holder", "actor_id", "n_sentences", "n_favourable", "n_neutral", "n_unfavourable", "n_uncertain", "stance", "lower", "upper", "verdict"],
)  # fmt: skip


def values_of(chart):
    """All rows of data in the layers of a chart."""
    return [
        row
        for layer in chart.to_dict()["layer"]
        for row in layer.get("data", {}).get("values", [])
    ]  # fmt: skip


def cells_of(chart):
    return {(row["row"], row["column"]): row for row in values_of(chart) if "verdict" in row}


def test_every_holder_has_a_cell_for_every_actor_and_silence_is_a_dot():
    cells = cells_of(charts.speakers_chart(SPEAKERS, HOLDERS, ACTORS, wording.LIGHT, None))
    assert set(cells) == {(holder, actor_id) for holder in HOLDERS for actor_id in ACTORS}
    silent = cells["RU", "RU"]
    assert (silent["silent"], silent["lines"], silent["verdict"]) == ("nothing said", [], "not mentioned")
    assert silent["fill"] == wording.LIGHT.page
    loud = cells["RU", "US"]
    assert loud["lines"] == ["unfavourable", "3 of 4 unfavourable", "−0.70 (−1.00 to −0.40)"]
    assert "range −1.00 to −0.40" in loud["told3"]


def test_the_matrix_of_holders_in_words():
    words = charts.speakers_words(SPEAKERS, HOLDERS, ACTORS)
    assert (
        "The author: Russia undetermined, 1 for, 1 against of 3, figure 0.00, range −0.50 to +0.50;" in words
    )
    assert "Russia's officials and state media: Russia nothing said; United States unfavourable" in words


def test_too_little_evidence_is_hatched_and_an_opened_cell_has_an_edge():
    chart = charts.speakers_chart(SPEAKERS, HOLDERS, ACTORS, wording.DARK, ("RU", "US")).to_dict()
    assert any(layer["mark"]["type"] == "rule" for layer in chart["layer"])
    assert any(layer["mark"].get("strokeWidth") == 3 for layer in chart["layer"])


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Short", 1),
        ("United States' officials and state media", 1),
        ("A title that is so long that it is broken into more lines than one", 2),
        ("word " * 60, 3),
    ],
)
def test_a_title_is_broken_into_at_most_three_lines(title, lines):
    cell = Cell("a", "RU", "neutral", ("neutral", "0 of 3 judge", ""), "", {"What": "x"})
    values = values_of(
        draw_matrix([Line("a", title, "below")], {"RU": "Russia"}, [cell], wording.LIGHT, None)
    )
    texts = [row["text"] for row in values if set(row) == {"x", "y", "text"}]
    assert len(texts) == 1 + lines + 1  # the column's name, the title, the words below it
    assert all(len(text) <= 40 for text in texts)


def test_no_file_of_charts_or_words_knows_streamlit():
    for path in [*DASHBOARD.glob("charts*.py"), *DASHBOARD.glob("wording*.py")]:
        assert "streamlit" not in path.read_text(encoding="utf-8").replace("No streamlit here", ""), path
