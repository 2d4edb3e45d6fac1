"""Brief → ZIP: its tables as CSV with what each column means, the evidence as JSON lines, the charts as pictures."""

import io
import json
import zipfile
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from analysis.briefing.corpus import rows_of
from analysis.briefing.dictionary import data_dictionary
from analysis.briefing.packages import write_entry
from analysis.briefing.phrases import date_words
from analysis.briefing.pictures import draw_pictures, write_png
from analysis.briefing.records import Brief
from analysis.evidence import find_evidence
from analysis.framing import counted_stances
from analysis.speakers import frame_speakers
from analysis.tables import make_table, neutralise_formulas

_OF_RESULT = (
    "documents", "removed", "sentences", "mentions", "stances", "titles", "framing", "source_framing",
)  # fmt: skip
_README = """{title}
{byline}

tables/      every table as CSV (UTF-8). An empty cell is a figure without evidence, never 0. A ' before = + - @ at the
             start of a cell keeps a spreadsheet from reading text as a formula.
dictionary.csv   what each column means, with its range or unit.
evidence.jsonl   every sentence that counts, with the number of its document; text as it stands in the document.
charts/      each chart as SVG and PNG.
manifest.json    versions, scorer, rules, actors, selection, and the hash of each document's file.

{scoring} A measurement of text, not a judgement of truth. Sentences are their publishers'; quote them with their source.
"""


def write_data(brief: Brief) -> bytes:
    """The .zip file. The same brief gives the same bytes (pictures: on one machine, whose typefaces they show)."""
    tables = find_tables(brief)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        byline = f"{brief.author or 'author not named'} · {date_words(brief)}"
        readme = _README.format(title=brief.title, byline=byline, scoring=brief.scoring)
        write_entry(package, "README.txt", readme.encode())
        write_entry(package, "manifest.json", _json(_manifest(brief, tables)))
        write_entry(package, "dictionary.csv", _csv(data_dictionary(tables)))
        for name, table in tables.items():
            write_entry(package, f"tables/{name}.csv", _csv(table))
        write_entry(package, "evidence.jsonl", _evidence(brief))
        for name, svg in draw_pictures(brief):
            write_entry(package, f"charts/{name}.svg", svg.encode())
            write_entry(package, f"charts/{name}.png", write_png(svg))
    return written.getvalue()


def find_tables(brief: Brief) -> dict[str, pd.DataFrame]:
    """Every table of the data by its name, in the selection of the brief. A file's folder does not leave the room."""
    result = brief.tables.result
    tables: dict[str, pd.DataFrame] = {name: getattr(result, name) for name in _OF_RESULT}
    tables["documents"] = tables["documents"].assign(path=tables["documents"]["path"].map(_file_name))
    tables["comparison"] = brief.tables.comparison
    counted = counted_stances(result.stances, result.sentences)
    tables["speakers"] = frame_speakers(counted, list(result.actor_names), doc_ids=None, pooled=False)
    if brief.tables.restored is not None:
        tables["restored"] = brief.tables.restored
    return {"judgements": _judgements(brief), **tables}


def _file_name(path: str) -> str:
    """The name of a file without its folder; a web address as it is."""
    if path.lower().startswith(("http://", "https://")):
        return path
    return PurePosixPath(path.replace("\\", "/")).name


def _judgements(brief: Brief) -> pd.DataFrame:
    rows = [
        (number, one.key, one.claim, one.is_drafted, one.measure, one.actor_id, one.voice, one.value, one.lower,
         one.upper, one.verdict, one.stability, one.counts, one.confidence.level, "; ".join(one.confidence.reasons),
         " ".join(map(str, one.citations)))
        for number, one in enumerate(brief.judgements, start=1)
    ]  # fmt: skip
    return make_table("judgements", rows)


def _manifest(brief: Brief, tables: dict[str, pd.DataFrame]) -> dict[str, Any]:
    result, version = brief.tables.result, brief.tables.version
    documents = tables["documents"].set_index("doc_id")
    return {
        "title": brief.title,
        "question": brief.question,
        "author": brief.author,
        "date": brief.date,
        "date_is_day_of_export": brief.is_export_day,
        "made_with": {"framelens": version, "scorer": result.scorer, "rules": result.rules},
        "scoring": brief.scoring,
        "actors": brief.names,
        "selection": {
            "documents": [citation.doc_id for citation in brief.citations],
            "actors": list(brief.names),
            "voice": brief.voice,
            "judgements": [one.key for one in brief.judgements],
        },
        "removed_blocks_put_back": brief.tables.restored is not None,
        "documents": [
            {
                "number": citation.number,
                "doc_id": citation.doc_id,
                "citation": citation.words,
                "file": str(documents["path"][citation.doc_id]),
                "sha256": str(documents["sha256"][citation.doc_id]),
            }
            for citation in brief.citations
        ],
        "tables": {name: len(table) for name, table in tables.items()},
    }


def _evidence(brief: Brief) -> bytes:
    """A line for each sentence × actor that counts, in reading order."""
    result = brief.tables.result
    numbers = {citation.doc_id: citation.number for citation in brief.citations}
    lines = [
        json.dumps({"document": numbers[row.doc_id], **row._asdict()}, ensure_ascii=False, allow_nan=False)
        for row in rows_of(_without_nan(find_evidence(result.stances, result.sentences, order="reading")))
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _without_nan(table: pd.DataFrame) -> pd.DataFrame:
    """Figures that are missing as None: JSON has no NaN."""
    return table.astype(object).where(table.notna(), None)


def _csv(table: pd.DataFrame) -> bytes:
    return neutralise_formulas(table).to_csv(index=False, lineterminator="\n").encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
