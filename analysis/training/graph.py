"""The network as an ONNX graph of one sentence, with weights of eight bits; needs no torch.

Each product quantises its input by the range of the sentence and its weights
by the range of the column, then adds in 32 bits. Inputs: `ids` (length), and
`rows` (3), the places that the heads read. Outputs: the logits `stance` (3)
and `voice` (2).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from analysis.stance.marking import CLOSE, LONGEST, OPEN

Weights = Mapping[str, NDArray[np.float32]]

HEAD_WIDTH = 32

MOST = {8: 127, 7: 63}
"""Largest weight by bits. Seven bits cannot overflow the sums of processors without VNNI."""


class Graph:
    """Collects nodes and constants; each method adds what it names and returns the name of its output."""

    def __init__(self, bits: int | None) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._bits = bits

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """A fixed tensor."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **given: Any) -> str:
        """An operation with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **given))
        return output

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32], name: str) -> str:
        """x times the weight (out, in) plus the bias."""
        bias_name = self.constant(f"{name}.bias", bias)
        if self._bits is None:
            product = self.node("MatMul", [x, self.constant(f"{name}.weight", weight.T)], f"{name}.product")
            return self.node("Add", [product, bias_name], name)
        most = MOST[self._bits]
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / most
        whole = np.rint(weight / scale[:, None]).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.weight", whole.T),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            "",
            bias_name,
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, "com.microsoft")

    def add_and_norm(self, x: str, skip: str, weights: Weights, name: str) -> str:
        """The layer norm of a sum; written out, for ONNX Runtime's own takes more than twice the time."""
        gain = weights[f"{name}.weight"] * np.sqrt(np.float32(len(weights[f"{name}.weight"])))
        last = self.constant("last", np.array([-1], dtype=np.int64))
        total = self.node("Add", [x, skip], f"{name}.sum")
        mean = self.node("ReduceMean", [total, last], f"{name}.mean")
        centred = self.node("Sub", [total, mean], f"{name}.centred")
        length = self.node("ReduceL2", [centred, last], f"{name}.length")
        even = self.node("Div", [centred, length], f"{name}.even")
        scaled = self.node("Mul", [even, self.constant(f"{name}.gain", gain)], f"{name}.scaled")
        return self.node("Add", [scaled, self.constant(f"{name}.bias", weights[f"{name}.bias"])], name)


def make_graph(weights: Weights, *, bits: int | None = 8) -> onnx.ModelProto:
    """The graph of the weights that `train` stored.

    bits: of the weights; None leaves all products in floating point.
    """
    graph = Graph(bits)
    x = _embed(graph, weights)
    n_layers = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    for index in range(n_layers):
        x = _layer(graph, weights, x, f"layers.{index}.", is_last=index == n_layers - 1)
    flat = graph.node("Reshape", [x, "last"], "read")
    outputs = []
    for name, size in (("stance", 3), ("voice", 2)):
        product = graph.node(
            "MatMul", [flat, graph.constant(f"{name}.weight", weights[f"{name}.weight"].T)], f"{name}.product"
        )
        graph.node("Add", [product, graph.constant(f"{name}.bias", weights[f"{name}.bias"])], name)
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [size]))
    whole = helper.make_graph(
        graph.nodes,
        "framelens-minilm",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["length"]),
            helper.make_tensor_value_info("rows", TensorProto.INT64, [3]),
        ],
        outputs,
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(whole, opset_imports=opsets, ir_version=9, producer_name="framelens")


def _embed(graph: Graph, weights: Weights) -> str:
    """The sum of word piece, mark and place, normed; shape (1, length, width)."""
    words = weights["words.weight"].copy()
    words[[OPEN, CLOSE]] += weights["marks"]
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127
    whole = np.rint(words / scale).astype(np.int8)
    graph.node("Gather", [graph.constant("words", whole), "ids"], "words.whole")
    graph.node("Cast", ["words.whole"], "words.float", to=TensorProto.FLOAT)
    graph.node("Gather", [graph.constant("words.scales", scale.astype(np.float32)), "ids"], "words.scale")
    graph.node("Mul", ["words.float", "words.scale"], "words.vector")
    graph.node("Shape", ["ids"], "length")
    graph.constant("zero", np.array([0], dtype=np.int64))
    graph.node(
        "Slice",
        [graph.constant("places", weights["places.weight"][:LONGEST]), "zero", "length", "zero"],
        "places.vector",
    )
    graph.node("Unsqueeze", ["words.vector", "zero"], "words.row")
    graph.node("Unsqueeze", ["places.vector", "zero"], "places.row")
    return graph.add_and_norm("words.row", "places.row", weights, "norm")


def _layer(graph: Graph, weights: Weights, x: str, at: str, *, is_last: bool) -> str:
    """A layer; of the last one only the places in `rows`."""
    weight, bias = weights[f"{at}qkv.weight"], weights[f"{at}qkv.bias"]
    width = weight.shape[1]
    if is_last:
        pair = graph.linear(x, weight[width:], bias[width:], f"{at}kv")
        key, value = f"{at}key", f"{at}value"
        graph.nodes.append(
            helper.make_node("Split", [pair], [key, value], name=f"{at}split", axis=2, num_outputs=2)
        )
        x = graph.node("Gather", [x, "rows"], f"{at}read", axis=1)
        query = graph.linear(x, weight[:width], bias[:width], f"{at}query")
    else:
        three = graph.linear(x, weight, bias, f"{at}qkv")
        query, key, value = f"{at}query", f"{at}key", f"{at}value"
        graph.nodes.append(
            helper.make_node("Split", [three], [query, key, value], name=f"{at}split", axis=2, num_outputs=3)
        )
    mixed = graph.node(
        "MultiHeadAttention",
        [query, key, value],
        f"{at}attention",
        "com.microsoft",
        num_heads=width // HEAD_WIDTH,
    )
    out = graph.linear(mixed, weights[f"{at}out.weight"], weights[f"{at}out.bias"], f"{at}out")
    x = graph.add_and_norm(out, x, weights, f"{at}norm1")
    up = graph.linear(x, weights[f"{at}up.weight"], weights[f"{at}up.bias"], f"{at}up")
    bent = graph.node("Gelu", [up], f"{at}gelu", "com.microsoft")
    down = graph.linear(bent, weights[f"{at}down.weight"], weights[f"{at}down.bias"], f"{at}down")
    return graph.add_and_norm(down, x, weights, f"{at}norm2")
