"""Learns the weights from prepared rows.

    python -m analysis.training.train --rows FOLDER --start FOLDER --out FOLDER [--seed N] [--epochs N]

Every hundred steps the state is stored: started again with the same --out, it
goes on from there. What it learns is the running mean of the weights over the
later steps.
"""

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch.nn import functional

from analysis.errors import FramelensError, RequestError
from analysis.stance.marking import read_tokenizer
from analysis.training.batches import UNLABELLED, Batch, count_batches, make_epoch
from analysis.training.network import Network, read_published
from analysis.training.rows import Row, read_rows
from analysis.training.settings import SETTINGS, TrainSettings, read_settings

STORE_EVERY = 100

INITIAL = 20
"""Seed of the heads before the first step: the same for all runs, so that their weights can be averaged."""


def train(
    rows: list[Row], settings: TrainSettings, *, start: Path, out: Path, stop_after: int | None = None
) -> Path:
    """Learns, and returns the file of the averaged weights.

    start: the folder with model.safetensors and tokenizer.json of MiniLM-L6.
    stop_after: give up after so many steps of this call, as an interruption would.
    """
    out.mkdir(parents=True, exist_ok=True)
    finished = out / "model.safetensors"
    if finished.is_file():
        return finished
    torch.manual_seed(INITIAL)
    tokenizer = read_tokenizer(str(start / "tokenizer.json"))
    network = read_published(start / "model.safetensors", dropout=settings.dropout)
    optimizer = torch.optim.AdamW(_groups(network, settings), weight_decay=settings.weight_decay)
    n_steps = max(1, settings.epochs * count_batches(rows, settings))
    average: dict[str, torch.Tensor] = {}
    done = 0
    if (out / "state.pt").is_file():
        state = torch.load(out / "state.pt", weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, done = state["average"], state["done"]
    begun = time.monotonic()
    first = done
    for step, batch in enumerate(_all_batches(rows, tokenizer, settings)):
        if step < done:
            continue
        torch.manual_seed(settings.seed * 1_000_003 + step)  # the same dropout after an interruption
        _set_rates(optimizer, _rate(step, n_steps, settings))
        loss = _step(network, optimizer, batch, settings)
        if step >= settings.average_from * n_steps:
            _average(average, network, settings.average_decay)
        done = step + 1
        if done % STORE_EVERY == 0:
            _store(out / "state.pt", network, optimizer, average, done)
            pace = (time.monotonic() - begun) / (done - first)
            print(f"step {done}/{n_steps} loss {loss:.3f} {pace:.3f} s a step", flush=True)
        if stop_after is not None and done - first >= stop_after:
            _store(out / "state.pt", network, optimizer, average, done)
            raise RequestError(f"{out}: stopped after {done} of {n_steps} steps; start again to go on.")
    weights = {name: (average or network.state_dict())[name] for name in network.state_dict()}
    save_file({name: value.contiguous() for name, value in weights.items()}, out / "part.safetensors")
    (out / "settings.json").write_text(json.dumps(dataclasses.asdict(settings), indent=1) + "\n")
    (out / "part.safetensors").replace(finished)
    (out / "state.pt").unlink(missing_ok=True)
    return finished


def _all_batches(rows: list[Row], tokenizer: Tokenizer, settings: TrainSettings) -> Iterator[Batch]:
    for epoch in range(settings.epochs):
        yield from make_epoch(rows, tokenizer, settings, epoch=epoch)


def _groups(network: Network, settings: TrainSettings) -> list[dict[str, object]]:
    """Parameters by layer, each with its share of the learning rate; no decay on biases and norms."""
    groups: dict[tuple[int, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        depth = int(name.split(".")[1]) if name.startswith("layers.") else 0
        if name.startswith(("stance", "voice", "marks")):
            depth = network.shape.layers
        groups.setdefault((depth, parameter.ndim > 1), []).append(parameter)
    return [
        {
            "params": parameters,
            "share": settings.layer_decay ** (network.shape.layers - depth),
            **({} if decays else {"weight_decay": 0.0}),
        }
        for (depth, decays), parameters in groups.items()
    ]


def _rate(step: int, n_steps: int, settings: TrainSettings) -> float:
    """Up in a line during the warm-up, then down in a line to nothing."""
    warm = max(1, round(settings.warm_up * n_steps))
    share = (step + 1) / warm if step < warm else (n_steps - step) / max(1, n_steps - warm)
    return settings.learning_rate * share


def _set_rates(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate * group["share"]


def _step(network: Network, optimizer: torch.optim.Optimizer, batch: Batch, settings: TrainSettings) -> float:
    network.train()
    twice = settings.agreement_weight > 0
    if twice:
        batch = batch.twice()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        stance, voice = network(batch.ids, batch.mask, batch.rows)
    stance = stance.float()
    loss = functional.cross_entropy(stance, batch.stance, label_smoothing=settings.label_smoothing)
    if twice:
        loss = loss + settings.agreement_weight * _disagreement(*stance.chunk(2))
    if (batch.voice != UNLABELLED).any():
        loss = loss + settings.voice_weight * functional.cross_entropy(
            voice.float(), batch.voice, ignore_index=UNLABELLED
        )
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([one for one in network.parameters() if one.requires_grad], 1.0)
    optimizer.step()
    return float(loss.detach())


def _disagreement(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
    """How far two passes with other dropout are apart: the mean of the divergences both ways (R-Drop, 2021)."""
    one, other = first.log_softmax(dim=1), second.log_softmax(dim=1)
    return 0.5 * (
        functional.kl_div(one, other, reduction="batchmean", log_target=True)
        + functional.kl_div(other, one, reduction="batchmean", log_target=True)
    )


def _average(average: dict[str, torch.Tensor], network: Network, decay: float) -> None:
    """The exponential mean of the weights; its start is the weights at its first step."""
    for name, value in network.state_dict().items():
        if name not in average:
            average[name] = value.clone()
        elif name != "words.weight":
            average[name].lerp_(value, 1 - decay)


def _store(
    path: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    average: dict[str, torch.Tensor],
    done: int,
) -> None:
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "average": average,
        "done": done,
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.train", description=__doc__)
    parser.add_argument("--rows", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--start", type=Path, required=True, help="the folder of MiniLM-L6's weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--settings", type=Path, default=SETTINGS)
    parser.add_argument("--seed", type=int, help="instead of the one of the settings")
    parser.add_argument("--epochs", type=int, help="instead of those of the settings")
    options = parser.parse_args(arguments)
    given = {name: getattr(options, name) for name in ("seed", "epochs")}
    try:
        settings = dataclasses.replace(
            read_settings(options.settings).train,
            **{name: value for name, value in given.items() if value is not None},
        )
        path = train(read_rows(options.rows / "train.jsonl"), settings, start=options.start, out=options.out)
    except FramelensError as error:
        print(error, file=sys.stderr)
        return 2
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
