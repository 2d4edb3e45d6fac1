"""What leaves the room: the pinned views, and the brief that is made of them."""

from html import escape

import streamlit as st

from dashboard import brief_export, brief_words, data, data_pins, pins_list, wording_pins
from dashboard.selection import show_filters, used_words

AT_ONCE = 50
"""Documents up to which the page tries the removed blocks and shows the preview unasked."""


def main() -> None:
    """Draw the page."""
    st.title(wording_pins.QUESTION)
    result = data.current_result()
    pins_list.show_undo()
    pins_list.show_pins()
    st.header("The brief")
    selection = show_filters(result)
    st.html(f'<p class="fl-used">{escape(used_words(selection, result))}</p>')
    if not selection.documents:
        st.info(
            "No document is left by the filters: there is nothing to write a brief of. Clear some of them."
        )
        return
    is_small = len(result.documents) <= AT_ONCE
    # put back, blocks bring judgements of every kind: only with all of them counted are the two alike
    has_blocks = selection.explicit is None and st.toggle(
        wording_pins.BLOCKS, value=is_small, key="blocks", help=wording_pins.BLOCKS_HELP
    )
    restored = data_pins.restored() if has_blocks else None
    brief = brief_words.choose_words(data.filtered(result, selection), selection, restored)
    brief_export.show_export(brief, has_preview=is_small)


main()
