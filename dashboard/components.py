"""Two small pieces of the page that Streamlit does not have: keys of a presenter, and a sealed frame."""

import streamlit as st

_KEYS_JS = """
export default function ({ parentElement }) {
  const press = (name) => document.querySelector(`.st-key-${name} button`)?.click();
  const full = () => document.fullscreenElement
    ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  const button = parentElement.querySelector("button");
  button.onclick = full;
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    if (event.key === "PageDown") press("next_view");
    else if (event.key === "PageUp") press("previous_view");
    else if (event.key === "f" || event.key === "F") full();
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
"""
_FRAME_JS = """
export default function ({ parentElement, data }) {
  let frame = parentElement.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "");
    frame.setAttribute("referrerpolicy", "no-referrer");
    parentElement.appendChild(frame);
  }
  frame.title = data.title;
  if (frame.dataset.shown !== data.name) { frame.srcdoc = data.html; frame.dataset.shown = data.name; }
}
"""
_FRAME_CSS = "iframe { display: block; width: 100%; height: 46rem; border: 1px solid rgba(128, 128, 128, .5); background: #fff; }"


def show_presenter_keys() -> None:
    """A button and the key F for the full screen; PageDown and PageUp, which remote controls send, turn the views."""
    keys = st.components.v2.component(
        "framelens_presenter_keys",
        html='<button type="button">Full screen</button>',
        js=_KEYS_JS,
        isolate_styles=False,
    )
    keys(key="presenter_keys", height="content")


def show_sealed_page(html: str, *, title: str, name: str) -> None:
    """A whole page in a frame that runs no script, opens nothing and has no origin, whatever stands in the page.

    title: for a screen reader. name: what tells this page from others; the frame is loaded anew where it changes.
    """
    frame = st.components.v2.component("framelens_sealed_page", css=_FRAME_CSS, js=_FRAME_JS)
    frame(key="sealed_page", data={"html": html, "title": title, "name": name})
