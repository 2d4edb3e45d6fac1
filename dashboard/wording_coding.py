"""The words of the page Coding: the codebook, written from the rules of the method; samples; agreement."""

from collections.abc import Mapping
from typing import Any

from analysis.review import CANNOT_TELL, Calibration, Code, Decision, Progress, Sample
from dashboard.wording import sentence_count, signed
from dashboard.wording_review import joined, time_words

QUESTION = "Do people read these sentences as the machine does?"
PURPOSE = (
    "Blind coding: a sample of sentences, one at a time, without what the machine says. Two or more coders work apart; "
    "where they differ somebody decides; what they agree on measures the machine."
)
PARTS = {"code": "Code", "differ": "Differences", "agree": "Agreement", "exchange": "Exchange"}
NAME_LABEL = "Your name"
NO_NAME = "Type your name first; then the keys work. Each coder has a name of their own, on one computer too."
NO_SAMPLE = "No sample is drawn yet. Draw one below; it is kept, and every coder gets the same sentences."
BY = {
    "random": "At random",
    "uncertain": "Least certain first",
    "balanced": "Balanced over actors and labels",
}
BY_NOTES = {
    "random": "Every judgement has the same chance: the only sample whose figures stand for the corpus as they are.",
    "uncertain": "Where the machine hesitates most. It finds errors fast, and says nothing about how often there are any.",
    "balanced": "As many of each actor and label as there are; each sentence is weighted by how many it stands for.",
}
SIZES = {"number": "A number of sentences", "width": "The width of the range"}
WIDTH_HELP = "From the lower to the upper bound of a share’s 90 % range, in percentage points: 20 asks for about 68 sentences."
SEED_HELP = "The same documents and seed give the same sample on every computer."
LABEL_KEYS = {"favourable": "1", "neutral": "2", "unfavourable": "3", CANNOT_TELL: "4"}
VOICE_KEYS = {"author": "a", "reported": "q", CANNOT_TELL: "z"}
LABEL_NAMES = {"favourable": "＋ Favourable", "neutral": "· Neutral", "unfavourable": "− Unfavourable", CANNOT_TELL: "Cannot tell"}  # fmt: skip
VOICE_NAMES = {"author": "The author’s words", "reported": "Quoted", CANNOT_TELL: "Cannot tell whose"}
KEYS_NOTE = "Keys work while no field has the cursor. An answer needs stance and voice; with the second of them it is kept and the next sentence is shown."
CODEBOOK = (
    ("How does the sentence, as it is worded, make the actor look to a general reader, whoever is speaking? "
     "The actor is the state, its government, leaders, officials, agencies, forces, and companies or people named as that country’s.", ()),
    ("Favourable: praised, helpful, friendly, competent, strong, defended as a victim; cooperation presented as a good thing.", ()),
    ("Unfavourable: blamed, accused, threatening, breaking rules, weak or failing, isolated, mocked.", ()),
    ("Neutral: neither, or balanced, or plain report.", (
        "The portrayal counts, not the topic: war, sanctions, disasters, missile tests told as plain fact are neutral, and so is a victim, unless it is clearly defended or pitied as innocent.",
        "Meetings, visits, calls, statements, votes merely reported are neutral. Ties praised or promoted are favourable to both.",
        "A deed told in words that leave one reading only counts: bullying, massacre, “failed to honour”; rescue, generous aid.",
        "Who accuses or criticises is itself neutral, the accused unfavourable; who praises is neutral, the praised favourable.",
        "Denials, open questions, “no evidence that”, “may”, “if” are neutral unless the wording judges. Negation decides: “never once missed a payment” is favourable.",
        "Another actor’s name in the same place would get the same label.",
        "An institution that only bears the name, and a place of publication, are not the actor: cannot tell.",
    )),
    ("Voice: whose words judge? The author’s: the text itself asserts it. Quoted: given as somebody’s words or view "
     "(said, according to, quotation marks, accused, claimed).", (
        "The subject of a word for saying stands in the author’s voice; the actors inside what is reported are quoted.",
        "Where one sentence judges the actor in both voices, take the clause that judges it most.",
        "Where the author plainly rejects a reported view (“baseless claims”), it is the author’s.",
    )),
)  # fmt: skip
"""Paragraphs and the rules below each: METHOD.md, shortened to what a coder needs."""
DIFFER_NONE = "No sentence was answered differently by two coders."
DRAW_VOICES = {"all": "All", "author": "Author", "reported": "Quoted"}
NO_CONTEXT = "Its document is not open here: only the sentence is shown, without those around it."
DIFFER_NOTE = "The decision stands beside the codes and replaces none of them. What the coders agree on is kept as it is."
NOT_CODED = "No sample was coded yet. The page Coding draws one, and shows it without what the machine says."
AGREE_NONE = "Nothing is coded in this sample yet."
AGREE_NOTE = (
    "Krippendorff’s alpha: 1 is agreement, 0 is chance; stance is ordinal, voice nominal. The range is 90 %, sentences resampled, "
    "from ten sentences on. The bands (0.800 rely, 0.667 tentative) are for people alone, where there is a range. The machine is as it was when the sample was drawn."
)
CALIBRATION_NOTE = (
    "Three numbers, fitted on what is settled, set the machine’s probabilities right for this corpus: a temperature, and a shift "
    "for each side. The gain is cross-validated in ten folds. It is off until you switch it on, and the scorer’s name then says so."
)


def sample_label(sample: Sample) -> str:
    """A sample in one line: "20 sentences · random · 2026-03-01 · s1a2b3c4d"."""
    n = f"{len(sample)} sentence{'' if len(sample) == 1 else 's'}"
    return f"{n} · {BY[sample.by].lower()} · {sample.at[:10]} · {sample.sample_id}"


def sample_words(sample: Sample, names: Mapping[str, str]) -> str:
    """How a sample was drawn, in a sentence."""
    actors = joined([names.get(actor_id, actor_id) for actor_id in sample.actors])
    voice = {"all": "in all voices", "author": "in the author’s voice", "reported": "quoted"}[sample.voice]
    who = f" by {sample.who}" if sample.who else ""
    return f"Drawn{who} on {time_words(sample.at)} from {sample.n_rows:,} judgements of {actors}, {voice}; seed {sample.seed}, scorer {sample.scorer}."


def size_words(n: int, n_rows: int) -> str:
    """How many sentences a width asks for."""
    return f"{n:,} of {n_rows:,} judgements, for a share near one half; others need fewer."


def all_done(n: int) -> str:
    """What is said where a coder has coded all."""
    return f"All {n} are coded. What others answered differently stands under “{PARTS['differ']}”."


def differ_one(coders: tuple[str, ...]) -> str:
    """Why there is nothing to decide yet."""
    so_far = f" So far {joined(coders)} coded this sample." if coders else ""
    return (
        f"Differences need two coders.{so_far} Another one types a name above and codes the same sentences."
    )


def other_scorer(scorers: tuple[str, ...], now: str) -> str:
    """That the machine which was compared is not the one of the figures."""
    return f"The machine compared here is {joined(scorers)}; the figures of the pages are of {now}. Draw and code a sample anew to measure it."


def too_few(n: int, least: int) -> str:
    """Why nothing can be fitted yet."""
    return f"{n} coded sentences are settled; it takes {least}. Code more of them, or decide those that coders differ on."


def coders_words(progress: Mapping[str, Progress]) -> str:
    """How far each coder is: "Ana 20 of 20, Li 3 of 20"."""
    return ", ".join(f"{name} {one.n_done} of {one.n_items}" for name, one in progress.items())


def code_words(said: Code | Decision) -> str:
    """An answer in a few words: "neutral, quoted"."""
    voice = {"author": "author", "reported": "quoted", CANNOT_TELL: "cannot tell whose"}.get(said.voice, "")
    words = f"{said.label}, {voice}" if voice else said.label
    return f"{words} ({said.note})" if said.note else words


def differ_words(n: int, n_decided: int) -> str:
    """How many differ, and how many of them are decided."""
    return f"{n} {'sentence' if n == 1 else 'sentences'} answered differently, {n_decided} decided."


def alpha_words(row: Mapping[str, Any]) -> str:
    """An alpha with its range and n: "0.81 (0.62 to 0.95, 20 sentences)"."""
    n = sentence_count(row["n_items"])
    if row["alpha"] != row["alpha"]:
        return f"cannot be told ({n})"
    if row["lower"] != row["lower"]:
        return f"{number(row['alpha'])} ({n}, no range)"
    return f"{number(row['alpha'])} ({number(row['lower'])} to {number(row['upper'])}, {n})"


def number(value: float) -> str:
    """A figure with two decimals and a true minus; a dash where there is none."""
    return "–" if value != value else f"{value:.2f}".replace("-", "−")


def error_words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Whether the machine reads an actor too harshly, and how surely."""
    actor = names.get(row["actor_id"], row["actor_id"])
    n = sentence_count(row["n_items"])
    if row["lower"] != row["lower"]:
        return f"{actor}: {signed(row['error'])}, no range ({n})"
    told = f"{signed(row['error'])} ({signed(row['lower'])} to {signed(row['upper'])}, {n})"
    if row["lower"] <= 0 <= row["upper"]:
        return f"{actor}: {told}, no lean can be told"
    return f"{actor}: {told}, the machine is too {'harsh' if row['error'] < 0 else 'kind'}"


def calibration_words(kept: Calibration) -> str:
    """What a calibration gains, and what it is."""
    gain = kept.log_loss_before - kept.log_loss_after
    verdict = "It gains" if gain > 0 else "It does not gain: leave it off"
    return (
        f"Fitted on {kept.n} coded sentences by {kept.who or 'somebody'}, {time_words(kept.at)}. {verdict}: log loss "
        f"{kept.log_loss_before:.3f} before and {kept.log_loss_after:.3f} after, calibration error {kept.error_before:.3f} and "
        f"{kept.error_after:.3f}, on sentences the fit did not see. Temperature {kept.temperature:.2f}, unfavourable "
        f"{signed(kept.unfavourable)}, favourable {signed(kept.favourable)}."
    )
