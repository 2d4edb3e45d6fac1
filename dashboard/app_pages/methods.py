"""What is measured, how each figure is made, what may and may not be said."""

import re
from html import escape

import pandas as pd
import streamlit as st

import analysis
from dashboard import agreement_view, data, data_review, review_words, wording, wording_coding

_RULES = analysis.RULES

_STANCE = """
**Stance** is how a sentence, as it is worded, makes an actor look to a general reader: favourable, neutral or
unfavourable. The portrayal counts, not the topic: war, sanctions or a missile test told as plain fact are neutral, and
so is a meeting merely reported. Who accuses is neutral, the accused unfavourable. An actor is the state, its government,
leaders, officials, agencies, forces, and companies or people named as that country's.

**Voice** is whose words they are: the author's (the text itself asserts it) or reported (given as somebody's words or
view). The two are counted apart and shown together. Whose words a sentence gives is told by rules (quotation marks,
verbs and nouns that report) and, where it judges, by the network too. A phrase such as “the two countries” counts for those it stands for, which rules find
and the evidence shows (→CN, →KP); where two readings are possible it counts for nobody.

**Tone** is how warm or cold, and how subjective, the wording is as a whole (TextBlob's polarity and subjectivity). It
does not tell stance and never drives a verdict: “Russia bombed a maternity hospital, killing 40 civilians” has tone 0.

**Headings and the title** are scored, shown, and not counted. A **predecessor state** (the Soviet Union) is found, shown,
and not counted.
"""

_FIGURES = f"""
**Figure**: the mean over sentences of P(favourable) − P(unfavourable), from −1 to +1. It says how much of the text
judges and on which side, not how strongly it is worded.

**Range**: the middle {_RULES.coverage:.0%} of {_RULES.n_redraws:,} redraws. Each resamples the paragraphs and draws every sentence's
label from its probabilities, so that it carries the scorer's own doubt. Below {_RULES.sentences_for_range} sentences there is no range.

**Stability**: the share of redraws whose verdict falls on the same side. Below {_RULES.stable_from:.0%} the verdict is “undetermined”.

**Verdict**: by the counts, the first rule that fits (n sentences, F favourable, U unfavourable, J = F + U, L the larger).
"""

_LIMITS = """
- Stance is a measurement of text. It is not a forecast, and not a judgement of truth.
- The scorer is a small network that learnt from labelled sentences, most of them labelled by a language model, not by
  people. The model card below says how often it is right, beside baselines. It errs more on outlets it never saw, on blame
  that is only implied, and on plain diplomacy, which it may take for praise: read the evidence before you cite a figure.
- Where the network is not installed, a plain word list takes its place; the line “Scored by machine” says which it was.
- It was made for English. Documents in another language are listed and not scored.
- How many sentences a person reviewed stands above, and beside each figure that it changed. All others are the machine’s.
- A difference between two texts may be one of subject. Nothing here is said about a country's media unless the outlet's
  country is known.
"""


def _verdict_rules() -> pd.DataFrame:
    r = _RULES
    return pd.DataFrame(
        [
            ("n = 0", "not mentioned"),
            (f"n < {r.sentences_for_range}", "too little evidence"),
            (f"J / n < {r.neutral_below:.2f}", "neutral"),
            (f"smaller of F and U ≥ {r.mixed_at_least} and ≥ J × {r.mixed_minority:.2f}", "mixed"),
            ("F = U", "undetermined"),
            (
                f"J ≥ {r.clear_judging}, J / n ≥ {r.clear_share:.2f}, L / J ≥ {r.clear_agreement:.2f}",
                "favourable or unfavourable",
            ),
            ("otherwise", "leaning favourable or leaning unfavourable"),
        ],
        columns=["First rule that fits", "Verdict"],
    )


def _aliases() -> pd.DataFrame:
    actors = data.current_actors()
    return pd.DataFrame(
        [
            (actors[actor_id].name, alias.kind, alias.text, alias.origin)
            for actor_id in actors.ids
            for alias in actors[actor_id].aliases
        ],
        columns=["Actor", "Kind", "Alias", "Origin"],
    )


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_METHODS)
    result = data.current_result()
    st.html(f'<p class="fl-lead">{escape(" ".join(review_words.lead_sentences(result)))}</p>')
    prose, rules = st.columns([3, 2], gap="large")
    with prose:
        st.header("The words")
        st.markdown(_STANCE)
        st.header("The figures")
        st.markdown(_FIGURES)
        st.table(_verdict_rules().set_index("First rule that fits"))
    with rules:
        st.header("Limits")
        st.markdown(_LIMITS)
        st.header("Differences")
        st.markdown(
            f"A difference comes with its range; with several comparisons at once the ranges hold together at "
            f"{_RULES.coverage:.0%}. *Differs*: the range excludes 0. *Similar*: the whole range lies inside "
            f"±{_RULES.similar_within:.2f}. Otherwise it *cannot be told*. A source has a range from "
            f"{_RULES.stories_for_range} distinct stories on, and a verdict from {_RULES.stories_for_verdict}."
        )
        st.header("Versions")
        st.markdown(
            f"Framelens {analysis.__version__} · scorer: {result.scorer} · rules of verdicts: version {result.rules}. "
            f"Cite as: Framelens {analysis.__version__} ({result.scorer}, rules {result.rules}), with the documents' SHA-256."
        )
    st.header("How often the scorer is right")
    with st.expander("The model card: data, agreement beside baselines, calibration, known failures"):
        st.markdown(re.sub("^#", "###", analysis.model_card(), flags=re.MULTILINE))  # the page has its own h1
    st.header("How far people agree on this corpus")
    if told := data_review.agreement():
        agreement_view.show_agreement(told, result.actor_names)
    else:
        st.html(f'<p class="fl-note">{escape(wording_coding.NOT_CODED)}</p>')
    st.header("Names that count as a mention")
    st.dataframe(_aliases(), hide_index=True, height=360)


main()
