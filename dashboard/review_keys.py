"""Keys that Streamlit's buttons do not have: Enter accepts, Esc leaves a field, a held key answers once."""

import streamlit as st

_JS = """
export default function ({ data, parentElement }) {
  const isField = (target) => target.closest?.("input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox]");
  const isControl = (target) => target.closest?.("button, a, summary, [role=button], [role=tab], [role=option]");
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isField(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    // a key that is held must not answer one sentence after another
    if (event.repeat && event.key.length === 1) { event.stopImmediatePropagation(); event.preventDefault(); return; }
    if (event.key === "Enter" && data.enter && !isControl(event.target)) {
      document.querySelector(`.st-key-${data.enter} button`)?.click();
      event.preventDefault();
    }
  };
  // a button that was clicked would take Enter for itself on the next sentence; one that was tabbed to keeps the focus
  const onClick = (event) => {
    const button = event.target.closest?.("[class*=st-key-answers] button");
    if (button && event.detail > 0) button.blur();
  };
  // the name is typed once: Enter lets go of the field, so that the keys work
  const onTyped = (event) => {
    if (event.key === "Enter" && event.target.closest?.("[class*=st-key-name-field] input")) {
      const field = event.target;
      setTimeout(() => field.blur(), 0);
    }
  };
  if (data.focus && parentElement.dataset.focused !== data.focus) {
    setTimeout(() => document.querySelector(`.st-key-${data.focus} :is(input, textarea)`)?.focus(), 120);
  }
  parentElement.dataset.focused = data.focus;
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("keydown", onTyped);
  window.addEventListener("click", onClick);
  return () => {
    window.removeEventListener("keydown", onKey, true);
    window.removeEventListener("keydown", onTyped);
    window.removeEventListener("click", onClick);
  };
}
"""


def show_keys(*, enter: str = "", focus: str = "", key: str = "review_keys") -> None:
    """Take these keys on. enter: the key of the button that Enter presses. focus: of the container whose field gets the cursor."""
    keys = st.components.v2.component("framelens_review_keys", html="<span></span>", js=_JS, isolate_styles=False)  # fmt: skip
    keys(key=key, data={"enter": enter, "focus": focus}, height="content")
