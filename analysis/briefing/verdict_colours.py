"""The colours of verdicts in office files: ColorBrewer PuOr, which no flag or party owns. Six hexadecimal digits."""

FILLS = {
    "favourable": "542788", "leaning favourable": "998EC3", "unfavourable": "B35806",
    "leaning unfavourable": "F1A340", "neutral": "E6E4DD", "undetermined": "F3F2EE", "mixed": "EAD6CB",
}  # fmt: skip
DARK = (FILLS["favourable"], FILLS["unfavourable"])
"""Those that carry white words."""
