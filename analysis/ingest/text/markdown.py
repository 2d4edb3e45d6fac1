"""Markdown → blocks: headings as headings, links and emphasis as plain words."""

import re
from dataclasses import replace

from analysis.ingest.limits import MAX_BLOCKS
from analysis.ingest.records import Block, Draft, Material
from analysis.ingest.text import plain

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(
    r"^(title|author|date|source|url|link)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t\r]*$", re.M | re.I
)
_COLUMNS = {"date": "published", "url": "address", "link": "address"}
_RULE = re.compile(r"(?:[-*_=] ?){3,}$")
_LIST = re.compile(r"(?:[-*+]|>)[ \t]+(?=\S)")
_INLINE = (
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,1000})\]\([^()\n]{0,2000}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)([^*_]{1,2000}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
)


def looks_like(material: Material) -> bool:
    """By its extension: "#" and "*" alone may stand in any text."""
    return material.suffix in (".md", ".markdown", ".mdown")


def read(material: Material) -> list[Draft]:
    """The text as one draft; what the lines between "---" at its head tell becomes metadata."""
    raw = material.text
    front = _FRONT.match(raw)
    metadata: dict[str, str] = {}
    if front:
        for name, value in _FIELD.findall(front[1]):
            if value:
                metadata[_COLUMNS.get(name.lower(), name.lower())] = value
    # The head is blanked, not cut out, so that places stay true.
    body = raw if front is None else " " * front.end() + raw[front.end() :]
    draft = plain.draft(body, material.notes)
    if len(draft.blocks) > MAX_BLOCKS:
        return [draft]  # refused by its number of blocks: no use cleaning them
    blocks = tuple(clean for block in draft.blocks if (clean := _clean(block)).text)
    return [Draft(raw, blocks, "markdown", metadata, draft.notes)]


def _clean(block: Block) -> Block:
    """A block without the marks of Markdown; a ruled line has no text."""
    text = "" if _RULE.match(block.text) else _LIST.sub("", block.text, count=1)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return replace(block, text=text.strip())
