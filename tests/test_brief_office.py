"""The office forms in LibreOffice: they open, no page is empty, titles in other scripts come out."""

import io
import os
import shutil
import subprocess

import brief_corpus as small
import pptx
import pypdf
import pytest

import analysis
from analysis.stance import LexiconScorer

OFFICE = shutil.which(os.environ.get("FRAMELENS_OFFICE", "soffice"))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        OFFICE is None, reason="no LibreOffice was found; install one, or name it in FRAMELENS_OFFICE"
    ),
]
TITLES = ("Китай и Россия", "中国外交部发言人", "조선로동당 중앙위원회", "روس اور چین")


@pytest.fixture(scope="module")
def brief():
    documents = [
        analysis.document(text, title=title, source=f"Source {title}")
        for title, text in zip(TITLES, [small.PRAISE, small.BLAME] * 2, strict=True)
    ]
    result = analysis.analyse([*documents, *small.documents()], scorer=LexiconScorer())
    return analysis.brief(result, date="2026-11-25", title="Отношения, 关系, 관계, تعلقات")


@pytest.fixture(scope="module", params=["pptx", "docx"])
def pages(request, brief, tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    analysis.write_brief(brief, folder / f"brief.{request.param}")
    command = [
        OFFICE,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / f"brief.{request.param}")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return request.param, pypdf.PdfReader(io.BytesIO((folder / "brief.pdf").read_bytes())).pages


def test_it_opens_and_no_page_is_empty(pages, brief):
    form, read = pages
    assert all(len(page.extract_text().strip()) > 20 for page in read)
    if form == "pptx":
        target = io.BytesIO()
        analysis.write_brief(brief, target, form="pptx")
        assert len(read) == len(pptx.Presentation(target).slides)


def test_titles_of_other_scripts_and_the_figures_come_out(pages, brief):
    _, read = pages
    text = "".join("".join(page.extract_text().split()) for page in read)
    for title in TITLES[:3]:  # what runs leftward is read from the page in another order
        assert "".join(title.split()) in text
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in text)
    for one in brief.judgements:
        assert "".join(one.confidence.reasons[0].split()) in text
