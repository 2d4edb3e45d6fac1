"""The brief as HTML: every figure is the tables', hostile text is text, the file stands alone."""

import json
import math
import os
import re
from dataclasses import replace
from pathlib import Path

import brief_corpus as small
import lxml.html
import pytest

import analysis
from analysis.briefing.html import write_html
from analysis.briefing.interactive import read_script, script_source
from analysis.briefing.phrases import count_short, plain, signed

GOLDEN = Path(__file__).parent / "golden" / "brief.html"


@pytest.fixture(scope="module", params=["author", "reported", "all"])
def written(request):
    brief = small.brief(voice=request.param)
    return brief, lxml.html.fromstring(write_html(brief).encode())


def figures(element):
    found = []
    for data in element.iter("data"):
        value = float(data.get("value") or "nan")
        if not data.text.endswith("%"):
            assert data.text == signed(value)
        found.append(value)
    return found


def test_every_cell_of_the_matrix_is_a_row_of_framing(written):
    brief, page = written
    framing = small.result().framing.set_index(["doc_id", "actor_id", "voice"])
    rows = page.find_class("matrix")[0].findall(".//tbody/tr")
    assert len(rows) == len(brief.citations)
    for citation, row in zip(brief.citations, rows, strict=True):
        for (actor_id, _), cell in zip(brief.actors, row.findall("td"), strict=True):
            if (citation.doc_id, actor_id, brief.voice) not in framing.index:
                assert cell.text_content() == "not scored"
                continue
            truth = framing.loc[citation.doc_id, actor_id, brief.voice]
            text = cell.text_content()
            assert truth["verdict"] in text
            wanted = [truth["stance"], truth["lower"], truth["upper"]]
            wanted = [] if truth["n_sentences"] == 0 else [value for value in wanted if not math.isnan(value)]
            assert figures(cell) == wanted
            if truth["n_sentences"]:
                counts = f"{truth['n_favourable']}＋ {truth['n_unfavourable']}− of {truth['n_sentences']}"
                assert counts in text


def test_every_judgement_carries_the_figures_of_its_table(written):
    brief, page = written
    framing = small.result().framing.set_index(["doc_id", "actor_id", "voice"])
    compared = analysis.compare(small.result(), voice=brief.voice).set_index(["unit_a", "unit_b", "actor_id"])
    items = page.xpath("//ol[@class='judgements']/li")
    assert len(items) == len(brief.judgements)
    for item in items:
        kind, actor_id, voice, *units = item.get("data-key").split("/")
        truth = (
            compared.loc[(*units, actor_id)]
            if kind == "difference"
            else framing.loc[units[0], actor_id, voice]
        )
        wanted = [truth["difference" if kind == "difference" else "stance"], truth["lower"], truth["upper"]]
        wanted += [] if kind == "difference" else [truth["stability"]]
        assert figures(item) == wanted


def test_every_difference_and_every_sentence_is_the_tables(written):
    brief, page = written
    compared = analysis.compare(small.result(), voice=brief.voice)
    ranged = compared[compared["lower"].notna()]
    drawn = [figures(row) for row in page.xpath("//table[contains(@class,'differences')]/tbody/tr")]
    assert sorted(drawn) == sorted(ranged[["difference", "lower", "upper"]].values.tolist())
    evidence = analysis.evidence(small.result(), order="reading")
    facts = page.xpath("//ol[@class='evidence']//p[@data-actor]")
    assert len(facts) == len(evidence)
    for row, said in zip(evidence.sort_values(["doc_id", "sentence_id"], kind="stable").itertuples(),
                         sorted(facts, key=lambda p: key_of(brief, p)), strict=True):  # fmt: skip
        assert f"paragraph {row.paragraph + 1} " in said.text_content()
        assert (
            f"{row.label}{' (uncertain)' if row.uncertain else ''} {signed(row.stance)}"
            in said.text_content()
        )
        assert said.getparent().find("p").text_content() == plain(row.text)


def key_of(brief, paragraph):
    number, sentence_id = paragraph.xpath("ancestor::li")[0].get("id")[1:].split("-")
    return brief.citations[int(number) - 1].doc_id, int(sentence_id)


def test_the_ranges_that_are_drawn_are_the_tables(written):
    brief, page = written
    dots = {
        title.text: title.getparent() for title in page.xpath("//table[contains(@class,'ranges')]//title")
    }
    told = [cell for cell in brief.cells if cell.voice in ("author", "reported") and cell.n_sentences]
    assert len(dots) == len(told)
    numbers = {citation.doc_id: citation.number for citation in brief.citations}
    for cell in told:
        voice = {"author": "author", "reported": "quoted"}[cell.voice]
        name = brief.names[cell.actor_id]
        (drawn,) = [
            g
            for words, g in dots.items()
            if words.startswith(f"{name} in [{numbers[cell.doc_id]}], {voice}:")
        ]
        assert count_short(cell) in drawn.find("title").text
        assert float(drawn.find("circle").get("cx")[:-1]) == pytest.approx(50 + 50 * cell.stance, abs=0.006)
        if not math.isnan(cell.lower):
            line = drawn.find("line")
            assert float(line.get("x1")[:-1]) == pytest.approx(50 + 50 * cell.lower, abs=0.006)
            assert float(line.get("x2")[:-1]) == pytest.approx(50 + 50 * cell.upper, abs=0.006)


def test_hostile_text_is_text(written):
    _, page = written
    assert not page.xpath("//img | //iframe | //object | //link")
    scripts = page.xpath("//script")
    assert [script.get("id") for script in scripts if script.get("type") == "application/json"] == [
        name for name in ("chart-ranges", "chart-differences") if page.xpath(f"//*[@data-chart='{name}']")
    ]
    (own,) = [script for script in scripts if script.get("type") is None]
    assert own.text == read_script()  # the one that the policy names; no text became a script
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert small.SCRIPT in page.text_content()
    assert small.FORMULA in page.text_content()
    assert "الصين شريك موثوق � reversed" in page.text_content()
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.text_content())


def test_nothing_is_asked_of_any_address(written):
    brief, _ = written
    html = write_html(brief)
    assert (
        f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src {script_source(read_script())}\""
        in html
    )
    html = html.replace(read_script(), "")
    assert not re.search(r"@import|url\(", html)
    assert not lxml.html.fromstring(html.encode()).xpath(
        "//@src | //@srcset | //@background | //link | //base"
    )
    links = re.findall(r'href="([^#"][^"]*)"', html)
    assert links == ["https://example.org/a?b=1&amp;c=2"]


def test_a_link_of_another_scheme_is_only_text():
    table = small.result().documents.assign(address="javascript:alert(1)")
    html = write_html(analysis.brief(replace(small.result(), documents=table)))
    assert re.findall(r'href="(?!#)', html) == []


def test_the_data_of_the_charts_are_the_tables_and_cannot_break_out(written):
    brief, page = written
    html = write_html(brief)
    for name in ("chart-ranges", "chart-differences"):
        for (text,) in [script.xpath("text()") for script in page.xpath(f"//script[@id='{name}']")]:
            assert "<" not in text
            assert f">{text}</script>" in html
    (described,) = [json.loads(text) for text in page.xpath("//script[@id='chart-ranges']/text()")]
    framing = small.result().framing.set_index(["doc_id", "actor_id", "voice"])
    told = framing[(framing["n_sentences"] > 0)].drop(index="all", level="voice")
    rows = described["data"]["values"]
    assert len(rows) == len(told)
    ids = {name: actor_id for actor_id, name in brief.actors}
    for row in rows:
        number = int(row["document"].split("]")[0][1:])
        voice = {"author": "author", "quoted": "reported"}[row["voice"]]
        truth = framing.loc[brief.citations[number - 1].doc_id, ids[row["actor"]], voice]
        assert (row["stance"], row["verdict"]) == (truth["stance"], truth["verdict"])
        assert (row["lower"] is None) == math.isnan(truth["lower"])
        assert row["lower"] is None or (row["lower"], row["upper"]) == (truth["lower"], truth["upper"])
    compared = analysis.compare(small.result(), voice=brief.voice)
    ranged = compared[compared["lower"].notna()]
    drawn = [
        json.loads(text)["data"]["values"] for text in page.xpath("//script[@id='chart-differences']/text()")
    ]
    assert len(drawn) == (1 if len(ranged) else 0)
    for one in drawn:
        read = sorted((row["difference"], row["lower"], row["upper"], row["answer"]) for row in one)
        assert read == sorted(
            ranged[["difference", "lower", "upper", "answer"]].itertuples(index=False, name=None)
        )


def test_without_the_charts_there_is_no_script():
    html = write_html(small.brief(), is_interactive=False)
    assert "<script" not in html
    assert "script-src" not in html


def test_the_page_is_the_golden_one():
    script = read_script()  # of the library, in its version
    html = write_html(small.brief()).replace(script, "").replace(script_source(script), "")
    if os.environ.get("FRAMELENS_GOLDEN"):
        GOLDEN.write_text(html, encoding="utf-8")
    assert html == GOLDEN.read_text(encoding="utf-8"), (
        "set FRAMELENS_GOLDEN=1 to write it anew; review it as a diff"
    )


def test_the_same_brief_is_the_same_bytes(tmp_path):
    for name in ("a.html", "b.html"):
        analysis.write_brief(small.brief(), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_no_key_judgement_is_said_as_such():
    result = analysis.analyse([analysis.document("China held a vote.")])
    assert "No figure here carries a judgement" in write_html(analysis.brief(result))
