"""What the source of a web page tells, before it is known which of it is the article."""

from dataclasses import dataclass, field
from typing import NamedTuple

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A tag that is open: its name, its class, id and role as one text, and what it stands in."""

    name: str
    marks: str = ""
    is_hidden: bool = False
    parent: "Element | None" = None
    depth: int = 0

    def nearest(self, number: int) -> "list[Element]":
        """The element and what it stands in, from the inside out, up to a number of them."""
        found: list[Element] = []
        element: Element | None = self
        while element is not None and len(found) < number:
            found.append(element)
            element = element.parent
        return found


class Line(NamedTuple):
    """A paragraph, heading, list item or other line of the page.

    start, end: its place in the source. n_linked: how many of its characters are links.
    """

    start: int
    end: int
    text: str
    element: Element
    n_linked: int

    @property
    def is_heading(self) -> bool:
        """Whether it stands in a heading's tag."""
        return any(element.name in HEADINGS for element in self.element.nearest(4))


class Time(NamedTuple):
    """A `<time>` of the page: its machine-readable value, and what it stands in."""

    value: str
    element: Element


@dataclass
class Source:
    """A page as its source tells it.

    metas: by name in lower case, all values in order. links: by rel. data: schema.org's JSON.
    is_cut: whether it ends inside a tag, a comment or a script.
    """

    lines: list[Line] = field(default_factory=list)
    title: str = ""
    language: str = ""
    base: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    n_frames: int = 0
    is_cut: bool = False
