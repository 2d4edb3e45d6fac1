"""The entry of `streamlit run dashboard/app.py`: page configuration, navigation, a person's errors."""

from pathlib import Path

import streamlit as st

from analysis import FramelensError
from dashboard import address, data, data_pins, linking, presenting
from dashboard.literal import literal

HERE = Path(__file__).parent
# a file of ours: a Material icon or an emoji here would be fetched from another machine
st.set_page_config(page_title="Framelens", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")

presented = address.presented()
page = st.navigation(
    [
        st.Page("app_pages/overview.py", title="Overview", default=True),
        st.Page("app_pages/compare.py", title="Compare"),
        st.Page("app_pages/actor.py", title="Actor"),
        st.Page("app_pages/voices.py", title="Voices"),
        st.Page("app_pages/evidence.py", title="Evidence"),
        st.Page("app_pages/review.py", title="Review"),
        st.Page("app_pages/coding.py", title="Coding"),
        st.Page("app_pages/documents.py", title="Documents"),
        st.Page("app_pages/brief.py", title="Brief"),
        st.Page("app_pages/methods.py", title="Methods"),
    ],
    position="top" if presented is None else "hidden",
)
if presented is not None:
    presenting.show_presented(presented)
    st.stop()
presenting.show_present_button()
address.read_address(page.url_path)
for sentence in data.troubles():
    st.error(literal(sentence), icon=":material/error:")
try:
    linking.show_other_corpus()
    page.run()
except FramelensError as error:
    st.error(literal(str(error)), icon=":material/error:")
    address.write_address()
else:
    address.write_address(data_pins.current_fingerprint)
