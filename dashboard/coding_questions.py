"""Blind coding: one sentence at a time with the codebook beside it, and nothing that the machine says."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from analysis import FramelensError, Result, review
from analysis.review import Coding, Question, Sample
from dashboard import coding_answers, data, data_review, review_keys, undoing
from dashboard import wording_coding as words
from dashboard.literal import literal
from dashboard.wording import UNKNOWN, in_prose


@st.fragment
def show_coding(sample: Sample) -> None:
    """Draw the sentence that this coder is asked about."""
    try:
        _show(sample)
    except FramelensError as error:
        st.error(literal(str(error)), icon=":material/error:")


def _show(sample: Sample) -> None:
    answering = coding_answers.coding_of(sample)
    n_done, n = len(answering.told), len(sample)
    st.progress(n_done / n, text=f"{n_done} of {n} coded · sentence {answering.place + 1} of {n}")
    if not undoing.show_wrong(answering.page) and n_done == n:
        st.success(words.all_done(n), icon=":material/check:")
    left, right = st.columns([5, 3], gap="large")
    with left:
        coding_answers.show_keys(answering, given={})
        coding_answers.show_note(answering)
        show_question(sample, answering.item)
    with right:
        show_codebook()
    review_keys.show_keys(focus="note-of-coding" if answering.has_note else "", key="coding_keys")


def show_question(sample: Sample, item_id: str) -> None:
    """Draw the sentence with the actor marked and what stands around it."""
    machine = data.machine_result()
    question = review.ask(sample, item_id, machine, data_review.places(machine))
    actor = in_prose(_name(machine, question.actor_id))
    has_context = bool(question.spans or question.before or question.after)
    note = "" if has_context else f'<p class="fl-note">{escape(words.NO_CONTEXT)}</p>'
    title = "Untitled" if question.title == UNKNOWN else question.title
    st.html(
        f'<div class="fl-review"><p class="fl-asked">How does it make <b>{escape(actor)}</b> look, and whose words judge?</p>'
        f"{_around(question.before)}"
        f'<p class="fl-prose fl-large" dir="auto">{_mark(question)}</p>'
        f'{_around(question.after)}<p class="fl-facts">{escape(title)}</p>{note}</div>'
    )


def _name(result: Result, actor_id: str) -> str:
    return result.actor_names.get(actor_id, actor_id)


def _around(texts: Sequence[str]) -> str:
    return f'<p class="fl-prose fl-context" dir="auto">{escape(" ".join(texts))}</p>' if texts else ""


def _mark(question: Question) -> str:
    """The sentence, escaped, with the words that name the actor underlined."""
    parts, at = [], 0
    for start, end in sorted(question.spans):
        if start >= at:
            parts += [escape(question.text[at:start]), f'<b class="fl-actor">{escape(question.text[start:end])}</b>']  # fmt: skip
            at = end
    return "".join([*parts, escape(question.text[at:])])


def show_codebook() -> None:
    """Draw the rules to code by."""
    html = []
    for paragraph, rules in words.CODEBOOK:
        term, colon, rest = paragraph.partition(": ")
        head = f"<b>{escape(term)}:</b> {escape(rest)}" if colon else escape(paragraph)
        html.append(f'<p class="fl-asked">{head}</p>')
        if rules:
            html.append(f'<ol class="fl-rules">{"".join(f"<li>{escape(rule)}</li>" for rule in rules)}</ol>')
    with st.expander("The codebook", expanded=True):
        st.html("".join(html))


@st.fragment
def show_differences(sample: Sample) -> None:
    """Draw what coders answered differently, for somebody to decide."""
    try:
        _show_differences(sample, data_review.coding())
    except FramelensError as error:
        st.error(literal(str(error)), icon=":material/error:")


def _show_differences(sample: Sample, coding: Coding) -> None:
    coders = coding.coders(sample.sample_id)
    if len(coders) < 2:
        st.info(literal(words.differ_one(coders)), icon=":material/info:")
        return
    found = {one.item.item_id: one for one in review.find_differences(coding, sample.sample_id)}
    answering = coding_answers.deciding_of(sample, coding)
    undoing.show_wrong(answering.page)
    if not found:
        st.success(words.DIFFER_NONE, icon=":material/check:")
        return
    st.html(
        f'<p class="fl-claim">{escape(words.differ_words(len(found), len(answering.told)))}</p>'
        f'<p class="fl-note">{escape(words.DIFFER_NOTE)}</p>'
    )
    one = found[answering.item]
    agreed = {
        "stance": one.codes[0].label,
        "voice": next((code.voice for code in one.codes if code.voice), ""),
    }
    given = {
        name: agreed[what] for what, name in (("stance", "label"), ("voice", "voice")) if what not in one.on
    }
    coding_answers.show_keys(answering, given={name: value for name, value in given.items() if value})
    coding_answers.show_note(answering)
    left, right = st.columns([5, 3], gap="large")
    with left:
        show_question(sample, answering.item)
    with right:
        codes = "".join(
            f'<p class="fl-answer"><b>{escape(code.coder)}</b> {escape(words.code_words(code))}</p>'
            for code in one.codes
        )
        decided = one.decision
        told = f"<b>{escape(decided.who)}</b> decided: {escape(words.code_words(decided))}" if decided else "Not decided yet."  # fmt: skip
        st.html(f'<p class="fl-asked">{answering.place + 1} of {len(found)}</p>{codes}<p class="fl-answer">{told}</p>')  # fmt: skip
    rows = "".join(
        f"<tr><td class='fl-n'>{escape(item)}</td><td>{escape(one.item.text)}</td>"
        f"<td>{'<br>'.join(f'<b>{escape(code.coder)}</b> {escape(words.code_words(code))}' for code in one.codes)}</td>"
        f"<td>{f'<b>{escape(one.decision.who)}</b> {escape(words.code_words(one.decision))}' if one.decision else ''}</td></tr>"
        for item, one in found.items()
    )
    st.html(
        '<div class="fl-scroll"><table class="fl-table fl-differences"><thead><tr><th>No.</th><th>Sentence</th><th>Codes</th>'
        f"<th>Decision</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
    review_keys.show_keys(focus="note-of-deciding" if answering.has_note else "", key="deciding_keys")
