"""The entry of `streamlit run dashboard/app.py`: page configuration, navigation, a person's errors."""

from pathlib import Path

import streamlit as st

from analysis import FramelensError
from dashboard import address, data

HERE = Path(__file__).parent
# a file of ours: a Material icon or an emoji here would be fetched from another machine
st.set_page_config(page_title="Framelens", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")

page = st.navigation(
    [
        st.Page("app_pages/overview.py", title="Overview", default=True),
        st.Page("app_pages/compare.py", title="Compare"),
        st.Page("app_pages/voices.py", title="Voices"),
        st.Page("app_pages/documents.py", title="Documents"),
        st.Page("app_pages/methods.py", title="Methods"),
    ],
    position="top",
)
address.read_address(page.url_path)
for sentence in data.troubles():
    st.error(sentence, icon=":material/error:")
try:
    page.run()
except FramelensError as error:
    st.error(str(error), icon=":material/error:")
address.write_address()
