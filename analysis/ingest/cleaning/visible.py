"""Names and answers of strangers, made safe to print."""

import re

# They would move what a terminal shows, or turn it around.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def make_visible(text: str) -> str:
    """The same text with "�" for each character that is none to see."""
    return _UNSEEN.sub("�", text)
