"""The data of a brief: every table is the result's, every column is explained, no cell is a formula."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import brief_corpus as small
import pandas as pd
import pytest

import analysis
from analysis.briefing.dictionary import data_dictionary, find_meaning
from analysis.briefing.phrases import figure_short, signed
from analysis.tables import COLUMNS, neutralise_formulas


def written(brief):
    target = io.BytesIO()
    analysis.write_brief(brief, target, form="zip")
    return zipfile.ZipFile(target)


@pytest.fixture(scope="module", params=["author", "reported"])
def package(request):
    brief = small.brief(voice=request.param)
    return brief, written(brief)


def table(package, name):
    return pd.read_csv(
        io.BytesIO(package.read(f"tables/{name}.csv")), keep_default_na=False, na_values={}, dtype=str
    )


@pytest.mark.parametrize(
    ("name", "column"), [(name, one) for name, columns in COLUMNS.items() for one in columns]
)
def test_every_column_of_every_table_is_explained(name, column):
    meaning, bounds = find_meaning(name, column)
    assert len(meaning.split()) >= 2
    assert isinstance(bounds, str)


def test_the_dictionary_describes_the_tables_that_are_there(package):
    _, files = package
    rows = pd.read_csv(io.BytesIO(files.read("dictionary.csv")), keep_default_na=False)
    for name in files.namelist():
        if name.startswith("tables/"):
            about = rows[rows["table"] == name[7:-4]]
            assert list(about["column"]) == next(csv.reader(io.StringIO(files.read(name).decode())))
    assert rows.equals(data_dictionary(dict.fromkeys(rows["table"])))


@pytest.mark.parametrize(
    "name", ["removed", "sentences", "mentions", "stances", "titles", "framing", "source_framing"]
)
def test_a_table_is_that_of_the_result(package, name):
    _, files = package
    wanted = neutralise_formulas(getattr(small.result(), name)).to_csv(index=False, lineterminator="\n")
    assert files.read(f"tables/{name}.csv").decode() == wanted


def test_the_comparison_is_in_the_voice_of_the_brief(package):
    brief, files = package
    wanted = analysis.compare(small.result(), voice=brief.voice)
    assert len(table(files, "comparison")) == len(wanted)
    assert set(table(files, "comparison")["voice"]) == {brief.voice}


def test_every_key_judgement_is_there_with_the_figures_of_framing(package):
    brief, files = package
    rows = table(files, "judgements")
    framing = small.result().framing.set_index(["doc_id", "actor_id", "voice"])
    assert list(rows["claim"]) == [one.claim for one in brief.judgements]
    for row in rows.itertuples():
        kind, actor_id, voice, *units = row.key.split("/")
        if kind == "document":
            truth = framing.loc[units[0], actor_id, voice]
            assert (float(row.value), float(row.lower), row.verdict) == (truth["stance"], truth["lower"], truth["verdict"])  # fmt: skip


def test_the_evidence_is_every_sentence_that_counts(package):
    brief, files = package
    lines = [json.loads(line) for line in files.read("evidence.jsonl").decode().splitlines()]
    evidence = analysis.evidence(small.result(), order="reading")
    assert [line["text"] for line in lines] == list(evidence["text"])
    assert [line["stance"] for line in lines] == list(evidence["stance"])
    for line in lines:
        assert brief.citations[line["document"] - 1].doc_id == line["doc_id"]


def test_the_manifest_names_every_input_by_its_hash(package):
    brief, files = package
    manifest = json.loads(files.read("manifest.json"))
    result = small.result()
    assert [one["sha256"] for one in manifest["documents"]] == list(result.documents["sha256"])
    assert manifest["made_with"] == {
        "framelens": analysis.__version__,
        "scorer": result.scorer,
        "rules": result.rules,
    }
    assert manifest["selection"]["voice"] == brief.voice
    assert manifest["date"] == "2026-11-25"


def test_no_cell_starts_a_formula_and_no_folder_leaves_the_room(tmp_path):
    (tmp_path / "=1+1.txt").write_text("China is a reliable friend. China kept its word.", encoding="utf-8")
    corpus = analysis.read([tmp_path])
    with written(analysis.brief(analysis.analyse(corpus), date="2026-11-25")) as files:
        for name in files.namelist():
            assert str(tmp_path).encode() not in files.read(name)
    for name in (files := written(small.brief())).namelist():
        if name.endswith(".csv"):
            for row in list(csv.reader(io.StringIO(files.read(name).decode())))[1:]:
                for cell in row:
                    assert cell[:1] not in "=@" or cell == ""
                    assert cell[:1] not in "+-" or cell == "" or float(cell) < 0


def test_the_pictures_carry_the_figures_and_nothing_from_an_address(package):
    brief, files = package
    pictures = [name for name in files.namelist() if name.startswith("charts/")]
    assert {name[:-4] for name in pictures if name.endswith(".svg")} == {
        name[:-4] for name in pictures if name.endswith(".png")
    }
    drawn = {name: files.read(name).decode() for name in pictures if name.endswith(".svg")}
    for cell in brief.cells:
        if cell.voice == brief.voice and cell.n_sentences:
            assert figure_short(cell) in drawn["charts/matrix.svg"]
            assert figure_short(cell) in drawn[f"charts/ranges-{cell.actor_id}.svg"] or cell.voice == "all"
    for row in brief.comparison.rows:
        assert signed(row.difference) in drawn["charts/differences.svg"]
    for svg in drawn.values():
        assert "<script>" not in svg
        assert "href" not in svg.replace("&lt;img src", "")
    for name in pictures:
        if name.endswith(".png"):
            assert files.read(name).startswith(b"\x89PNG")


def test_the_same_selection_is_the_same_bytes():
    first, second = (io.BytesIO() for _ in range(2))
    for target in (first, second):
        analysis.write_brief(small.brief(), target, form="zip")
    assert first.getvalue() == second.getvalue()
    other = written(replace(small.brief(), date="2026-11-26"))
    same = zipfile.ZipFile(first)
    differing = {name for name in same.namelist() if same.read(name) != other.read(name)}
    assert differing == {"README.txt", "manifest.json"}
