"""A deck of 16:9, or one that follows a template: its slides, titles, footers and notes."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches

from analysis.briefing.fitting import text_height
from analysis.briefing.packages import open_template, steady_package, write_properties
from analysis.briefing.phrases import VOICES, document_count
from analysis.briefing.records import Brief
from analysis.briefing.slide_parts import QUIET, Box, Part, add_text, fill_frame, fitted
from analysis.errors import RequestError

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_EMU = 914_400
_MARGIN = 0.6


class Deck:
    """The presentation that is being made; it keeps the file and the layout that its slides follow."""

    def __init__(self, brief: Brief, template: str | Path | None) -> None:
        self._presentation: Any = _open(template)
        self._is_own = template is not None
        if not self._is_own:
            self._presentation.slide_width, self._presentation.slide_height = Inches(13.333), Inches(7.5)
            _set_typeface(self._presentation, "Arial")
        self._layout = _layout_with_title(self._presentation, template)
        self._date = brief.date
        self._footer = (
            f"{document_count(len(brief.citations))} · counted: {VOICES[brief.voice]} · {brief.scoring}"
        )
        write_properties(self._presentation.core_properties, brief)

    @property
    def width(self) -> float:
        """Inches."""
        return float(self._presentation.slide_width / _EMU)

    @property
    def height(self) -> float:
        """Inches."""
        return float(self._presentation.slide_height / _EMU)

    def add_slide(self, title: str, notes: Sequence[str], *, is_claim: bool = False) -> tuple[Any, Box]:
        """A slide with its title, footer and notes, and the place that is left between them."""
        slide = self._presentation.slides.add_slide(self._layout)
        shape = slide.shapes.title
        for placeholder in list(slide.placeholders):
            if placeholder.placeholder_format.type not in _TITLES:
                placeholder._element.getparent().remove(placeholder._element)
        if not self._is_own:
            shape.left, shape.top = Inches(_MARGIN), Inches(0.45)
            shape.width, shape.height = Inches(self.width - 2 * _MARGIN), Inches(1.5 if is_claim else 0.7)
        box = Box(shape.left / _EMU, shape.top / _EMU, shape.width / _EMU, shape.height / _EMU)
        # A template's typeface may be wider than the one that sizes are reckoned by.
        narrow = Box(0, 0, box.width * (0.85 if self._is_own else 1.0), box.height)
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.TOP
        fill_frame(
            frame,
            [
                fitted(
                    title, narrow, (40, 36, 32, 28, 24, 20, 16) if is_claim else (32, 28, 24, 20), bold=True
                )
            ],
        )
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        foot = Box(box.left, self.height - 0.5, box.width, 0.25)
        add_text(slide, foot, [fitted(self._footer, foot, (11, 10, 9), color=QUIET)])
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
        top = box.top + box.height + 0.15
        return slide, Box(box.left, top, box.width, foot.top - 0.15 - top)

    def add_text_slides(self, title: str, lines: Sequence[str], *, sizes: Sequence[int]) -> None:
        """Lines on one slide, or at the smallest size on as many as they need.

        A line that fills a slide alone is cut, and whole in the notes.
        """
        width, height = self.width - 2 * _MARGIN, self.height - 2.3
        needed = {size: sum(_taken(Part(line, size, after=6), width) for line in lines) for size in sizes}
        size = next((size for size in sizes if needed[size] <= height), sizes[-1])
        waiting, number = list(lines), 1
        while waiting:
            notes: list[str] = []
            head = title if number == 1 else f"{title} ({number})"
            slide, place = self.add_slide(head, notes)
            parts: list[Part] = []
            left = place.height
            while waiting:
                part = fitted(waiting[0], Box(0, 0, place.width, max(left, 0.3)), (size,), after=6)
                if part.text != waiting[0] and parts:
                    break
                parts.append(part)
                notes.append(waiting.pop(0))
                left -= _taken(part, place.width)
            add_text(slide, place, parts)
            slide.notes_slide.notes_text_frame.text = "\n".join(notes)
            number += 1

    def bytes(self) -> bytes:
        """The file."""
        written = io.BytesIO()
        self._presentation.save(written)
        return steady_package(written.getvalue(), self._date)


def _taken(part: Part, width: float) -> float:
    return text_height(part.text, width, part.size) + part.after / 72


def _open(template: str | Path | None) -> Any:
    if template is None:
        return pptx.Presentation()
    presentation = open_template(pptx.Presentation, template, "a .pptx that PowerPoint opens")
    slides = presentation.slides._sldIdLst
    for entry in list(slides):
        presentation.part.drop_rel(entry.rId)
        slides.remove(entry)
    return presentation


def _set_typeface(presentation: Any, name: str) -> None:
    """One typeface that every machine has, in the theme, where a person can change it for all slides at once."""
    for relation in presentation.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            theme = relation.target_part
            latin = rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*'
            theme._blob = re.sub(latin, rb"\g<1>" + name.encode(), theme.blob)


def _layout_with_title(presentation: Any, template: str | Path | None) -> Any:
    """The layout that has a title and the fewest other places to fill."""
    found = [
        (len(layout.placeholders), number, layout)
        for number, layout in enumerate(presentation.slide_layouts)
        if any(one.placeholder_format.type in _TITLES for one in layout.placeholders)
    ]
    if not found:
        raise RequestError(f"{template}: has no layout with a title; add one, or leave the template out.")
    return min(found, key=lambda one: one[:2])[2]
