"""The field in which a person says who answers, on Review and on Coding."""

import streamlit as st

MOST = 80
"""Characters of a name."""


def show_name_field(kept: str, name: str, label: str) -> None:
    """Draw the field with the name as it is. kept: the session key that another one goes to, its blanks tidied."""
    key = f"{kept}-field"

    def take() -> None:
        st.session_state[kept] = " ".join(str(st.session_state[key]).split())[:MOST]

    with st.container(key="name-field"):
        st.session_state[key] = name
        st.text_input(
            label,
            key=key,
            on_change=take,
            placeholder=label,
            icon=":material/person:",
            label_visibility="collapsed",
        )
