"""The learning of the weights, on a tiny network and our own sentences; needs the extra `train`."""

import dataclasses

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: pip install -e '.[train]'")
pytest.importorskip("onnx")
safetensors = pytest.importorskip("safetensors.torch")

from analysis.errors import RequestError  # noqa: E402
from analysis.stance import VoiceScorer  # noqa: E402
from analysis.stance.model import WEIGHTS, MinilmScorer  # noqa: E402
from analysis.training.batches import count_batches, make_batch, make_epoch  # noqa: E402
from analysis.training.evaluate import main as evaluate  # noqa: E402
from analysis.training.export import main as export  # noqa: E402
from analysis.training.network import read_published  # noqa: E402
from analysis.training.prepare import main as prepare  # noqa: E402
from analysis.training.rows import read_rows  # noqa: E402
from analysis.training.settings import read_settings  # noqa: E402
from analysis.training.train import train  # noqa: E402

WIDTH, INNER, LAYERS, VOCABULARY = 32, 64, 2, 30522


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """A folder like that of MiniLM-L6, with a network of two layers and no training."""
    folder = tmp_path_factory.mktemp("start")
    shapes = {
        "embeddings.word_embeddings.weight": (VOCABULARY, WIDTH),
        "embeddings.position_embeddings.weight": (512, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for layer in range(LAYERS):
        part = f"encoder.layer.{layer}."
        for name, sizes in (
            *((f"attention.self.{one}", (WIDTH, WIDTH)) for one in ("query", "key", "value")),
            ("attention.output.dense", (WIDTH, WIDTH)),
            ("attention.output.LayerNorm", (WIDTH,)),
            ("intermediate.dense", (INNER, WIDTH)),
            ("output.dense", (WIDTH, INNER)),
            ("output.LayerNorm", (WIDTH,)),
        ):
            shapes |= {f"{part}{name}.weight": sizes, f"{part}{name}.bias": sizes[:1]}
    chance = torch.Generator().manual_seed(7)
    weights = {
        name: torch.ones(sizes) if "LayerNorm.weight" in name else torch.randn(sizes, generator=chance) * 0.1
        for name, sizes in shapes.items()
    }
    safetensors.save_file(weights, folder / "model.safetensors")
    (folder / "tokenizer.json").write_bytes((WEIGHTS / "tokenizer.json").read_bytes())
    return folder


@pytest.fixture(scope="module")
def rows_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows")
    assert prepare(["--own-only", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def rows(rows_folder):
    return read_rows(rows_folder / "train.jsonl")[:150]


@pytest.fixture(scope="module")
def settings():
    return dataclasses.replace(read_settings().train, epochs=2, batch=32, learning_rate=1e-3)


@pytest.fixture(scope="module")
def learnt(start, rows, settings, tmp_path_factory):
    return train(rows, settings, start=start, out=tmp_path_factory.mktemp("run"))


def test_an_interrupted_training_ends_with_the_same_weights(start, rows, settings, learnt, tmp_path):
    for _ in range(2):
        with pytest.raises(RequestError, match="start again to go on"):
            train(rows, settings, start=start, out=tmp_path, stop_after=3)
    whole, resumed = (
        safetensors.load_file(path) for path in (learnt, train(rows, settings, start=start, out=tmp_path))
    )
    assert whole.keys() == resumed.keys()
    for name, value in whole.items():
        assert torch.equal(value, resumed[name]), name


def test_a_finished_training_is_not_done_again(start, rows, settings, learnt):
    before = learnt.stat().st_mtime_ns
    assert train(rows, settings, start=start, out=learnt.parent) == learnt
    assert learnt.stat().st_mtime_ns == before


def test_it_learns(start, rows, settings, learnt):
    """The loss on what it was trained on is lower than before."""

    def loss_of(weights):
        network = read_published(start / "model.safetensors")
        if weights:
            network.load_state_dict(safetensors.load_file(weights))
        network.eval()
        tokenizer = MinilmScorer()._tokenizer
        with torch.no_grad():
            losses = [
                torch.nn.functional.cross_entropy(network(one.ids, one.mask, one.rows)[0], one.stance)
                for one in make_epoch(rows, tokenizer, settings, epoch=0)
            ]
        return float(torch.stack(losses).mean())

    assert loss_of(learnt) < loss_of(None) - 0.02


def test_the_exported_graph_says_what_the_network_says(start, rows, rows_folder, learnt, tmp_path, capsys):
    out = tmp_path / "weights"
    arguments = ["--weights", str(learnt), "--rows", str(rows_folder), "--start", str(start)]
    assert export([*arguments, "--out", str(out), "--version", "tiny"]) == 0
    scorer = MinilmScorer(out)
    assert isinstance(scorer, VoiceScorer)
    assert scorer.version == "tiny"
    network = read_published(start / "model.safetensors")
    network.load_state_dict(safetensors.load_file(learnt))
    network.eval()
    spans = [row.span for row in rows[:40]]
    batch = make_batch(scorer.mark(spans), rows[:40])
    with torch.no_grad():
        stance, voice = network(batch.ids, batch.mask, batch.rows)
    found = scorer.read_logits(spans)
    assert np.abs(found[0] - stance.float().numpy()).max() < 0.1  # eight bits against floats
    assert np.abs(found[1] - voice.float().numpy()).max() < 0.1
    assert evaluate(["--rows", str(rows_folder), "--weights", str(out), "--no-baselines"]) == 0
    assert "names swapped" in capsys.readouterr().out


def test_batches_hold_every_row_as_often_as_it_says(rows, settings):
    rows = [dataclasses.replace(row, repeat=1 + place % 2) for place, row in enumerate(rows)]
    batches = list(make_epoch(rows, MinilmScorer()._tokenizer, settings, epoch=1))
    assert len(batches) == count_batches(rows, settings)
    assert sum(len(one.ids) for one in batches) == sum(row.repeat for row in rows)
    assert [one.ids.tolist() for one in batches] == [
        one.ids.tolist() for one in make_epoch(rows, MinilmScorer()._tokenizer, settings, epoch=1)
    ]
