"""The network in torch: MiniLM-L6, the two marks around the actor, one head for stance and one for voice.

Only three places of the last layer are read ([CLS] and the two marks), so
only these are computed there. `read_published` translates the names of the
published weights into those of the attributes here.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.errors import RequestError

N_READ = 3
"""Places of the last layer that the heads read."""

HEAD_WIDTH = 32
"""Of each attention head, as published."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network; those of MiniLM-L6 are 6, 384, 1536, 30522, 512."""

    layers: int
    width: int
    inner: int
    vocabulary: int
    places: int


class SentenceDropout(nn.Module):
    """Dropout that leaves out the same features in all places of a sentence: far fewer random numbers."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """x: (batch, …, width)."""
        if not self.training or self.share == 0:
            return x
        kept = torch.rand(len(x), *(1,) * (x.ndim - 2), x.shape[-1]) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.width = shape.width
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = SentenceDropout(dropout)

    def forward(self, x: Tensor, mask: Tensor, rows: Tensor | None = None) -> Tensor:
        """The layer's output, all places of it or those in `rows` alone.

        x: (batch, length, width); mask: (batch, 1, 1, length), 0 where there is a word piece, else very low.
        """
        width = self.width
        if rows is None:
            query, key, value = self.qkv(x).split(width, dim=-1)
        else:
            weight, bias = self.qkv.weight, self.qkv.bias
            key, value = functional.linear(x, weight[width:], bias[width:]).split(width, dim=-1)
            x = x.gather(1, rows[:, :, None].expand(-1, -1, width))
            query = functional.linear(x, weight[:width], bias[:width])
        query, key, value = (
            one.unflatten(-1, (-1, HEAD_WIDTH)).transpose(1, 2) for one in (query, key, value)
        )
        # Written out: for short sentences the fused attention of torch is five times slower backwards.
        scores = (query @ key.transpose(-1, -2)) * HEAD_WIDTH**-0.5 + mask
        mixed = scores.softmax(dim=-1).to(value.dtype) @ value
        mixed = self.out(mixed.transpose(1, 2).flatten(2))
        x = self.norm1(x + self.dropout(mixed))
        inner = self.down(functional.gelu(self.up(x)))
        normed: Tensor = self.norm2(x + self.dropout(inner))
        return normed


class Network(nn.Module):
    """Logits of stance (batch, 3) and of voice (batch, 2)."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.marks = nn.Parameter(torch.zeros(2, shape.width))
        self.places = nn.Embedding(shape.places, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.stance = nn.Linear(N_READ * shape.width, 3)
        self.voice = nn.Linear(N_READ * shape.width, 2)
        self.dropout = SentenceDropout(dropout)
        self.words.weight.requires_grad_(False)  # most of the weights, and little to learn in them

    def forward(self, ids: Tensor, mask: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """ids: (batch, length); mask: true where there is a word piece; rows: (batch, 3), the places read."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        marked = rows[:, 1:, None].expand(-1, -1, self.shape.width)
        x = x + torch.zeros_like(x).scatter(1, marked, self.marks.to(x.dtype).expand(len(ids), -1, -1))
        x = self.dropout(self.norm(x))
        attended = torch.zeros(mask.shape, dtype=torch.bfloat16).masked_fill(~mask, -1e9)[:, None, None, :]
        for layer in list(self.layers)[:-1]:
            x = layer(x, attended)
        read = self.dropout(self.layers[-1](x, attended, rows).flatten(1))
        return self.stance(read), self.voice(read)


def read_published(path: Path, *, dropout: float = 0.0) -> Network:
    """A network with the published weights of MiniLM-L6, new marks and new heads.

    Raises: RequestError where the file holds other weights.
    """
    found = load_file(path)
    try:
        state, shape = _translate(found)
    except KeyError as error:
        raise RequestError(f"{path}: {error} is missing; give the weights of all-MiniLM-L6-v2.") from error
    network = Network(shape, dropout)
    network.load_state_dict(state, strict=False)
    nn.init.normal_(network.marks, std=0.02)  # so that the marks are seen from the first step
    return network


def _translate(found: dict[str, Tensor]) -> tuple[dict[str, Tensor], Shape]:
    words, places = found["embeddings.word_embeddings.weight"], found["embeddings.position_embeddings.weight"]
    state = {
        "words.weight": words,
        # Every sentence is of the first type: its vector belongs to each place.
        "places.weight": places + found["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": found["embeddings.LayerNorm.weight"],
        "norm.bias": found["embeddings.LayerNorm.bias"],
    }
    n_layers = len({name.split(".")[2] for name in found if name.startswith("encoder.layer.")})
    for index in range(n_layers):
        old, new = f"encoder.layer.{index}.", f"layers.{index}."
        for part in ("weight", "bias"):
            state[f"{new}qkv.{part}"] = torch.cat(
                [found[f"{old}attention.self.{one}.{part}"] for one in ("query", "key", "value")]
            )
            state[f"{new}out.{part}"] = found[f"{old}attention.output.dense.{part}"]
            state[f"{new}norm1.{part}"] = found[f"{old}attention.output.LayerNorm.{part}"]
            state[f"{new}up.{part}"] = found[f"{old}intermediate.dense.{part}"]
            state[f"{new}down.{part}"] = found[f"{old}output.dense.{part}"]
            state[f"{new}norm2.{part}"] = found[f"{old}output.LayerNorm.{part}"]
    inner = len(state["layers.0.up.bias"])
    return state, Shape(n_layers, words.shape[1], inner, len(words), len(places))
