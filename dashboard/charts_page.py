"""What all charts share: the typeface, and how they sit on the page."""

import altair as alt

from dashboard.wording import Ink

FONT = '"Source Sans", "Source Sans 3", Arial, sans-serif'


def finish_chart(chart: alt.LayerChart, *, height: int, ink: Ink) -> alt.LayerChart:
    """The chart as wide as its place on the page, on the page's colour, without a frame."""
    return chart.properties(
        height=height, width="container", padding={"left": 0, "right": 4, "top": 4, "bottom": 4}
    ).configure(
        background=ink.page, font=FONT, view=alt.ViewConfig(stroke=None), mark=alt.MarkConfig(aria=False)
    )
