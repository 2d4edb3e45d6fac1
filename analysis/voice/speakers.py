"""Who goes on speaking: "He also stated", "The speaker added" take the holder who was reported last."""

from dataclasses import dataclass, field

from analysis.voice.holders import NOBODY, UNNAMED, Holder


@dataclass(slots=True)
class Speakers:
    """Who was reported last while a document is read from top to bottom, and in which paragraph.

    persons: holders by the surname that came with them, so that "Matthew" is the
    spokesman named before.
    """

    last: Holder = NOBODY
    paragraph: int = -2
    persons: dict[str, Holder] = field(default_factory=dict)

    def resolve(self, holder: Holder, paragraph: int) -> Holder:
        """The holder; for a continued one who was reported last, here or in the paragraph before."""
        if holder.name != UNNAMED:
            return self.persons.get(holder.person, holder) if holder.type in ("other", "expert") else holder
        last = self.at(paragraph)
        if holder.is_continued and last.name != UNNAMED and _fits(holder, last):
            return last
        return holder

    def at(self, paragraph: int) -> Holder:
        """Who may still be speaking in this paragraph; nobody where the last report is further off."""
        return self.last if paragraph - self.paragraph <= 1 else NOBODY

    def note(self, holder: Holder, paragraph: int) -> None:
        """Keep a holder that has a name as the one who was reported last."""
        if holder.name != UNNAMED:
            self.last, self.paragraph = holder, paragraph
            if holder.person and holder.type in ("government", "expert", "other"):
                self.persons.setdefault(holder.person, holder)


def _fits(holder: Holder, last: Holder) -> bool:
    """A ministry does not go on where a professor spoke, nor a newspaper where a president did."""
    if holder.type == "other medium":
        return last.type in ("other medium", "state medium")
    return not holder.type or holder.type == last.type
