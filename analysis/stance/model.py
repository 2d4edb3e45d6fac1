"""The bundled model: a small network, read by ONNX Runtime, that scores one sentence at a time.

One at a time, because the activations are quantised over what runs together:
alone, a sentence cannot be moved by its neighbours, and no time goes into
padding. How the weights were made and measured: `analysis/training`, and the
model card beside the weights.
"""

import json
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.errors import RequestError
from analysis.stance.marking import Marked, mark_spans, read_tokenizer
from analysis.stance.protocol import check_spans
from analysis.stance.renaming import use_stand_ins
from analysis.types import LABELS, Span

# Recent wheels of ONNX Runtime (1.32, not yet 1.28) send usage data to their maker and write to the home folder from their
# import on, unless this is set before (their Privacy.md). Nothing leaves the machine unasked.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

WEIGHTS = Path(__file__).with_name("weights")
_Logits = tuple[NDArray[np.float32], NDArray[np.float32]]
FILES = ("model.onnx", "tokenizer.json", "config.json")


class MinilmScorer:
    """Scores spans with the weights of a folder; see `Scorer` for what it promises.

    threads: sentences that are scored at once; the probabilities do not depend on it.
    n_kept: spans whose scores stay in memory: a document with one more block is not scored anew.
    Raises: RequestError where the folder does not hold a model.
    """

    name = "minilm"

    def __init__(self, weights: str | Path = WEIGHTS, *, threads: int = 1, n_kept: int = 0) -> None:
        weights = Path(weights)
        for name in FILES:
            if not (weights / name).is_file():
                raise RequestError(
                    f"{weights / name}: not there; give a folder with {', '.join(FILES)}, as the export writes it."
                )
        config = json.loads((weights / "config.json").read_text(encoding="utf-8"))
        self.version: str = config["version"]
        self._temperature: float = config["temperature"]
        if tuple(config["labels"]) != LABELS:
            raise RequestError(
                f"{weights / 'config.json'}: labels {config['labels']}, expected {', '.join(LABELS)}; export again."
            )
        self._stand_ins: bool = config["stand_ins"]
        self._tokenizer = read_tokenizer(str(weights / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(weights / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._threads = threads
        self._n_kept = n_kept
        self._kept: dict[Span, _Logits] = {}
        self._lock = threading.Lock()

    def score_spans(self, spans: Sequence[Span]) -> NDArray[np.float64]:
        """See `Scorer.score_spans`."""
        return _soften(self.read_logits(spans)[0], self._temperature)

    def score_with_voices(self, spans: Sequence[Span]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """See `VoiceScorer.score_with_voices`."""
        stance, voice = self.read_logits(spans)
        return _soften(stance, self._temperature), _soften(voice, 1.0)

    def read_logits(self, spans: Sequence[Span]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What the network gives before calibration: stance, shape (n, 3), and voice, shape (n, 2)."""
        check_spans(spans)
        with self._lock:
            rows = {span: self._kept[span] for span in spans if span in self._kept}
        unique = [span for span in dict.fromkeys(spans) if span not in rows]
        marked = self.mark(unique)
        if self._threads > 1 and len(marked) > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                found = list(pool.map(self._run, marked))
        else:
            found = [self._run(one) for one in marked]
        rows |= zip(unique, found, strict=True)
        self._keep(unique[: self._n_kept], rows)
        stance = np.array([rows[span][0] for span in spans], dtype=np.float64)
        voice = np.array([rows[span][1] for span in spans], dtype=np.float64)
        return stance.reshape(-1, len(LABELS)), voice.reshape(-1, 2)

    def _keep(self, spans: Sequence[Span], rows: "dict[Span, _Logits]") -> None:
        """Keep the scores of these spans instead of those that were kept first."""
        with self._lock:
            self._kept |= {span: rows[span] for span in spans}
            for span in list(self._kept)[: max(0, len(self._kept) - self._n_kept)]:
                del self._kept[span]

    def mark(self, spans: Sequence[Span]) -> list[Marked]:
        """What the network reads of each span."""
        if self._stand_ins:
            spans = [use_stand_ins(span) for span in spans]
        return mark_spans(self._tokenizer, spans)

    def _run(self, marked: Marked) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        stance, voice = self._session.run(
            None,
            {
                "ids": np.array(marked.ids, dtype=np.int64),
                "rows": np.array([0, marked.opens, marked.closes], dtype=np.int64),
            },
        )
        return stance, voice


def _soften(logits: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Probabilities, each row summing to 1."""
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True, initial=-np.inf))
    probabilities: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return probabilities
