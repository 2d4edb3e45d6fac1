"""The command `framelens brief`: the same brief as the Python API, mistakes in one line."""

import zipfile

import docx
import lxml.html
import pptx
import pytest

import analysis
from analysis import review
from analysis.briefing.html import write_html
from analysis.cli import main

SEEDS = str(analysis.seeds_folder())


def test_it_writes_what_the_python_api_gives(tmp_path, capsys):
    target = tmp_path / "brief.html"
    options = [
        "--title",
        "T <b>",
        "--question",
        "Q?",
        "--author",
        "A",
        "--date",
        "2026-11-25",
        "--voice",
        "all",
    ]
    assert main(["brief", SEEDS, "-o", str(target), *options]) == 0
    corpus = analysis.read([SEEDS])
    brief = analysis.brief(
        analysis.analyse(corpus), title="T <b>", question="Q?", author="A", date="2026-11-25", voice="all",
        restored=analysis.analyse(analysis.restore_all(corpus)),
    )  # fmt: skip
    assert target.read_text(encoding="utf-8") == write_html(brief)
    assert "key judgements" in capsys.readouterr().err


def test_every_office_form_opens_again(tmp_path):
    (tmp_path / "a.txt").write_text("China is a reliable friend. China kept its word.", encoding="utf-8")
    for name, opened in (("b.pptx", pptx.Presentation), ("b.docx", docx.Document)):
        assert main(["brief", str(tmp_path / "a.txt"), "-o", str(tmp_path / name), "--quiet"]) == 0
        opened(str(tmp_path / name))
    assert main(["brief", str(tmp_path / "a.txt"), "-o", str(tmp_path / "B.HTML"), "--quiet"]) == 0
    assert lxml.html.parse(str(tmp_path / "B.HTML")).find(".//h1") is not None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["-o", "brief.xls"], "names no form"),
        (["-o", "brief.html", "--template", "t.pptx"], "takes no template"),
        (["-o", "no-such-folder/brief.html"], "no such folder"),
        (["-o", "brief.html", "--date", "soon"], "is no day"),
        (["-o", "brief.pptx", "--template", "none.pptx"], "cannot be used as a template"),
    ],
)
def test_a_mistake_is_one_line(tmp_path, monkeypatch, capsys, options, words):
    monkeypatch.chdir(tmp_path)
    assert main(["brief", SEEDS, "--quiet", *options]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_it_tells_what_a_workspace_says_was_reviewed(tmp_path):
    result = analysis.analyse(analysis.read([SEEDS]))
    row = result.stances.iloc[0]
    folder, target = tmp_path / "own", tmp_path / "brief.html"
    with analysis.open_workspace(folder, create=True) as workspace:
        kept = review.judge(
            result, row["doc_id"], int(row["sentence_id"]), row["actor_id"], reviewer="Ana", action="accept"
        )
        review.keep_reviews(workspace, [kept])
    command = [
        "brief",
        SEEDS,
        "-o",
        str(target),
        "--workspace",
        str(folder),
        "--quiet",
        "--date",
        "2026-11-25",
    ]
    assert main(command) == 0
    said = target.read_text(encoding="utf-8")
    assert f"1 of {len(result.stances)} sentence judgements reviewed by a person." in said
    assert "1 of 1 reviewed stood as the machine had scored them" in said


def test_the_data_are_written_by_the_ending_of_the_name(tmp_path):
    (tmp_path / "a.txt").write_text("China is a reliable friend. China kept its word.", encoding="utf-8")
    assert main(["brief", str(tmp_path / "a.txt"), "-o", str(tmp_path / "b.zip"), "--quiet"]) == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as files:
        assert {"manifest.json", "dictionary.csv", "tables/framing.csv", "charts/matrix.png"} <= {
            *files.namelist()
        }
