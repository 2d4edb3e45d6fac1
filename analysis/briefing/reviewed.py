"""What a person reviewed, as a brief tells it."""

from analysis.briefing.phrases import range_words, signed
from analysis.briefing.records import ReviewNote
from analysis.review import MACHINE, SETTLED, CodingAgreement, Reviewed


def note_reviews(reviewed: Reviewed, coded: CodingAgreement | None = None) -> ReviewNote:
    """How many sentence judgements a person reviewed, and how far the machine agrees with people.

    coded: agreement on blindly coded samples, which is the better measure: who
        reviews sees what the machine said. Without it, or without a coded item,
        the share of the reviewed that stood as they were scored.
    """
    counts = reviewed.counts
    whole = counts[counts["voice"] == "all"]
    standing = reviewed.reviews[reviewed.reviews["stands"]]
    n_reviewed = len(standing.drop_duplicates(["doc_id", "sentence_id", "actor_id"]))
    figures = zip(counts["doc_id"], counts["actor_id"], counts["voice"], counts["n_reviewed"], strict=True)
    return ReviewNote(
        n_reviewed=n_reviewed,
        n_total=len(reviewed.before.stances),
        agreement=_coded_words(coded) or _stood_words(int(whole["n_reviewed"].sum()), int(whole["n_changed"].sum())),
        by_figure=tuple(((str(doc), str(actor), str(voice)), int(n)) for doc, actor, voice, n in figures if n),
    )  # fmt: skip


def _coded_words(coded: CodingAgreement | None) -> str:
    """Krippendorff's alpha of machine and people on stance; "" where nothing was coded."""
    if coded is None or not coded.n_settled:
        return ""
    rows = coded.alphas
    found = rows[
        (rows["between"] == f"{MACHINE} / {SETTLED}") & (rows["what"] == "stance") & (rows["actor_id"] == "")
    ]
    said = [
        f"machine and people agree with {signed(alpha)} ({range_words(lower, upper)}; Krippendorff's alpha, stance "
        f"ordinal, 1 is full agreement, 0 is chance; n = {n:,})"
        for alpha, lower, upper, n in zip(
            found["alpha"], found["lower"], found["upper"], found["n_items"], strict=True
        )
        if alpha == alpha
    ]
    people = "one person" if len(coded.coders) == 1 else f"{len(coded.coders)} people"
    return f"On sentences coded by {people} who did not see the machine's label, {said[0]}." if said else ""


def _stood_words(n: int, n_changed: int) -> str:
    """The share that stood; "" where nothing was reviewed."""
    if not n:
        return ""
    return (
        f"{n - n_changed:,} of {n:,} reviewed stood as the machine had scored them; reviewers saw its label, so that "
        "this is no blind agreement."
    )
