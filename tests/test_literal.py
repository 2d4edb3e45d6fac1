"""Text that is shown through Markdown reads as it was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.literal import literal


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Undo: “A road” added", "Undo: “A road” added"),
        ("**A** _b_ `c`", r"\*\*A\*\* \_b\_ \`c\`"),
        ("$x^2$", r"\$x^2\$"),
        (":smile: :material/home: :red[a]", r"\:smile: \:material/home: \:red\[a\]"),
        ("[a](javascript:x)", r"\[a\](javascript\:x)"),
        ("https://a.example/b", r"https\://a.example/b"),
        ("<b> &lt; a@b", r"\<b\> \&lt; a\@b"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("two\nlines", "two lines"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_what_markdown_would_draw_is_escaped(text, escaped):
    assert literal(text) == escaped


@given(st.text())
def test_taking_the_escapes_away_gives_the_text(text):
    assert re.sub(r"\\(.)", r"\1", literal(text)) == " ".join(text.split())
