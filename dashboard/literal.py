"""Text as Markdown that reads as the text itself: messages, buttons and labels of Streamlit take Markdown.

What a document or a person wrote goes through here, or through `html.escape`;
otherwise a title such as "**A** $x^2$ :smile:" would be drawn as something else.
"""

import re

# marks that count anywhere; a colon that begins an emoji, an icon, a colour or an address; what makes a list or a heading of a line
_SPECIAL = re.compile(r"[\\`*_\[\]<>$~&@|]|:(?=[\w+/-])|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def literal(text: str) -> str:
    """The text with each mark that Markdown, LaTeX, emoji or links could begin with escaped; in one line."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
