"""The brief in a real Chromium: the network watched, the printed pages read back."""

import io

import brief_corpus as small
import pypdf
import pytest

import analysis
from analysis.briefing.html import write_html

pytestmark = pytest.mark.browser
HEADINGS = (
    "What can be said",
    "How does each text make each state look?",
    "How far do the figures reach?",
    "Where do they differ?",
    "Which sentences show it?",
    "What is not known",
    "What was read",
    "How it was measured",
    "Appendix: every sentence that counts",
)


@pytest.fixture
def opened(page, tmp_path):
    target = tmp_path / "brief.html"
    target.write_text(write_html(small.brief()), encoding="utf-8")
    page.requested, page.said = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.context.set_offline(True)
    page.goto(target.as_uri())
    return page


def test_it_opens_offline_and_asks_for_nothing(opened):
    assert opened.title() == f"A brief {small.SCRIPT}"
    for heading in HEADINGS:
        assert opened.get_by_role("heading", name=heading, exact=True).is_visible()
    opened.get_by_role("link", name="paragraph 1 · author · China").first.click()
    opened.mouse.wheel(0, 20_000)
    opened.wait_for_timeout(300)
    assert [address for address in opened.requested if not address.startswith("file:")] == []
    assert len(opened.requested) == 1
    assert opened.said == []


def test_the_charts_answer_the_pointer_and_run_no_other_code(opened):
    chart = opened.locator("[data-chart=chart-ranges] svg")
    chart.wait_for()
    assert not opened.locator(".still").first.is_visible()
    marks = chart.locator(".mark-symbol.role-mark path")
    told = [cell for cell in small.brief().cells if cell.voice in ("author", "reported") and cell.n_sentences]
    assert marks.count() == len(told)
    marks.first.hover(force=True)
    tooltip = opened.locator("#vg-tooltip-element")
    tooltip.get_by_text("In praise").wait_for()
    assert "favourable" in tooltip.inner_text()
    faint = [mark.get_attribute("opacity") for mark in marks.all()]
    assert {"1", "0.15"} == set(faint)
    hostile = next(mark for mark in marks.all() if "document: [3]" in mark.get_attribute("aria-label"))
    hostile.hover(force=True)
    tooltip.get_by_text("<script>").wait_for()
    assert tooltip.locator("script, img").count() == 0
    assert opened.said == []  # drawn without a word against the policy, which lets nothing else run:
    opened.evaluate(
        "const own = document.createElement('script'); own.textContent = 'window.taken = 1';"
        "document.body.append(own); setTimeout('window.taken = 1')"
    )
    opened.wait_for_timeout(100)
    assert opened.evaluate("window.taken === undefined")
    assert [address for address in opened.requested if not address.startswith("file:")] == []


def test_without_scripts_the_pages_own_pictures_stand(browser, tmp_path):
    target = tmp_path / "brief.html"
    target.write_text(write_html(small.brief()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(target.as_uri())
    assert page.locator(".still svg").first.is_visible()
    assert not page.locator(".interactive").first.is_visible()
    context.close()


def test_the_appendix_can_be_narrowed_to_one_actor_without_a_script(opened):
    shown = opened.locator("ol.evidence > li")
    n_all = shown.count()
    opened.get_by_text("Russia", exact=True).and_(opened.locator("label")).click()
    n_russia = sum(shown.nth(n).is_visible() for n in range(n_all))
    evidence = analysis.evidence(small.result(), actor_id="RU")
    assert n_russia == len(evidence) < n_all


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_wider_than_the_page(opened, width):
    opened.set_viewport_size({"width": width, "height": 900})
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_on_paper_each_heading_stands_with_its_text(opened, paper):
    pages = pypdf.PdfReader(io.BytesIO(opened.pdf(format=paper, print_background=True))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    whole = " ".join(texts)
    assert "example.org/a?b=1&c=2" in whole.replace(" ", "")
    for heading in HEADINGS:
        (text,) = [text for text in texts if heading in text]
        after = text.split(heading)[1].split("Machine-scored. A measurement")[0]
        assert len(after) > 60, f"{heading} stands alone at the end of a page"


def test_the_pdf_is_written_with_its_headings_and_the_same_at_every_run(browser):
    files = []
    for _ in range(2):
        target = io.BytesIO()
        analysis.write_brief(small.brief(), target, form="pdf")
        files.append(target.getvalue())
    assert files[0] == files[1]
    text = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files[0])).pages).split()
    )
    for heading in HEADINGS:
        assert heading in text
    for judgement in small.brief().judgements:
        assert judgement.counts in text


def test_without_a_chromium_it_says_how_to_print(monkeypatch):
    monkeypatch.setattr("analysis.briefing.pdf.find_browser", lambda: None)
    with pytest.raises(analysis.RequestError, match="print it to PDF"):
        analysis.write_brief(small.brief(), io.BytesIO(), form="pdf")
