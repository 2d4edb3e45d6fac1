"""Rows as batches of numbers, in an order that the seed alone decides."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from analysis.stance.marking import Marked, mark_spans
from analysis.stance.renaming import ALL, STAND_INS, rename_at_random, use_stand_ins
from analysis.training.rows import VOICES, Row
from analysis.training.settings import TrainSettings
from analysis.types import LABELS

POOL = 32
"""Batches that are sorted by length together: short sentences share a batch, epochs stay mixed."""

UNLABELLED = -100
"""The class that torch's cross-entropy leaves out."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The inputs of `Network.forward` and the classes to learn."""

    ids: Tensor
    mask: Tensor
    rows: Tensor
    stance: Tensor
    voice: Tensor

    def twice(self) -> "Batch":
        """Each row two times, the second ones behind all first ones."""
        return Batch(
            *(torch.cat([part, part]) for part in (self.ids, self.mask, self.rows, self.stance, self.voice))
        )


def make_batch(marked: Sequence[Marked], rows: Sequence[Row]) -> Batch:
    """Pads the sentences to the longest of them."""
    length = max(len(one.ids) for one in marked)
    ids = torch.zeros(len(marked), length, dtype=torch.long)
    for place, one in enumerate(marked):
        ids[place, : len(one.ids)] = torch.tensor(one.ids)
    return Batch(
        ids=ids,
        mask=ids != 0,
        rows=torch.tensor([[0, one.opens, one.closes] for one in marked]),
        stance=torch.tensor([LABELS.index(row.label) for row in rows]),
        voice=torch.tensor([VOICES.index(row.voice) if row.voice else UNLABELLED for row in rows]),
    )


def make_epoch(
    rows: Sequence[Row], tokenizer: Tokenizer, settings: TrainSettings, *, epoch: int
) -> Iterator[Batch]:
    """The batches of an epoch: each row as often as its `repeat` says, some with their actors renamed."""
    chance = random.Random(f"{settings.seed}-{epoch}")
    seen = [row for row in rows for _ in range(row.repeat)]
    chance.shuffle(seen)
    among = tuple(STAND_INS if settings.stand_ins else ALL)
    spans = [
        rename_at_random(row.span, chance, among=among)
        if chance.random() < settings.swap_share
        else use_stand_ins(row.span)
        if settings.stand_ins
        else row.span
        for row in seen
    ]
    marked = mark_spans(tokenizer, spans, longest=settings.longest)
    pool = POOL * settings.batch
    for start in range(0, len(seen), pool):
        order = sorted(range(start, min(start + pool, len(seen))), key=lambda place: len(marked[place].ids))
        batches = [order[one : one + settings.batch] for one in range(0, len(order), settings.batch)]
        chance.shuffle(batches)
        for batch in batches:
            yield make_batch([marked[place] for place in batch], [seen[place] for place in batch])


def count_batches(rows: Sequence[Row], settings: TrainSettings) -> int:
    """How many batches an epoch has."""
    n_rows = sum(row.repeat for row in rows)
    pool = POOL * settings.batch
    full, rest = divmod(n_rows, pool)
    return full * POOL + -(-rest // settings.batch)
