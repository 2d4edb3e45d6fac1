"""What needs all documents: near-duplicates and the framing of sources, over parts on disk."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.framing import VOICES, frame_sources
from analysis.store import schema
from analysis.store.folder import Manifest, new_name, telling, write_folder, write_manifest
from analysis.store.parts import read_sketches
from analysis.store.reading import StoredCorpus
from analysis.stories import group_sketches
from analysis.tables import join_tables

_FRAMING = ["doc_id", "actor_id", "voice", "n_sentences", "n_favourable", "n_unfavourable", "stance"]


def finish(folder: Path, manifest: Manifest) -> Manifest:
    """Find near-duplicates and frame sources anew over all parts, and have the store say so."""
    stored = StoredCorpus(folder, manifest)
    doc_ids, sketches = read_sketches(folder, manifest.parts)
    groups = group_sketches(doc_ids, sketches, stored.read_texts)
    found = {
        "groups": schema.from_rows(
            "groups", [{"doc_id": doc_id, "group_id": group} for doc_id, group in groups.items()]
        ),
        "source_framing": schema.from_pandas("source_framing", _frame_sources(stored, groups)),
    }
    finished = replace(manifest, finished=f"finished-{new_name()}", is_finished=True)
    with telling(folder):
        write_folder(folder / finished.finished, found)
        write_manifest(folder, finished)
    return finished


def _frame_sources(stored: StoredCorpus, groups: dict[str, str]) -> pd.DataFrame:
    """`frame_sources`, of one actor and voice at a time: the table of all may not fit in memory."""
    documents = stored.query("documents", columns=["doc_id", "source", "status"])
    ids = [groups.get(doc_id, "") for doc_id in documents["doc_id"]]
    documents["group_id"] = pd.Series(ids, dtype="str")
    tables = [
        frame_sources(documents, framing)
        for actor_id in stored.actor_names
        for voice in VOICES
        if len(
            framing := stored.query("framing", columns=_FRAMING, where={"actor_id": actor_id, "voice": voice})
        )
    ]
    joined = join_tables("source_framing", tables)
    return joined.sort_values(["source", "actor_id", "voice"], ignore_index=True)
