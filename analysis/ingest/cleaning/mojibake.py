"""Text that was decoded wrongly somewhere on its way here (“â€™” for “’”): told, and left as it is, so that no place moves."""

import re

_LONGEST = 30


def note_mojibake(text: str) -> tuple[str, ...]:
    """A note where a text looks so, with the first place; nothing where it does not.

    Source: the heuristic of ftfy (Speer 2019), which knows the sequences that
    UTF-8 becomes when it is read as another encoding.
    """
    if text.isascii():
        return ()
    from ftfy.badness import BADNESS_RE

    found = list(BADNESS_RE.finditer(text))
    if not found:
        return ()
    places = "In one place" if len(found) == 1 else f"In {len(found)} places"
    start = found[0].start()
    before, after = text[max(0, start - _LONGEST) : start], text[start : start + _LONGEST]
    first = (re.split(r"\s", before)[-1] + re.split(r"\s", after)[0])[:_LONGEST]
    return (
        f"{places} the text was decoded wrongly before it came here (“{first}”); it is left so: look for a clean copy.",
    )
