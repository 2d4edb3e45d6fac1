"""What comes with the package beside code: the five documents, and the card of the model."""

from pathlib import Path

from analysis.stance import WEIGHTS


def model_card() -> str:
    """What the bundled model learnt from, how accurate it is beside baselines, and where it fails, in Markdown."""
    return (WEIGHTS / "MODEL_CARD.md").read_text(encoding="utf-8")


def seeds_folder() -> Path:
    """The folder of the five documents that the dashboard opens with."""
    inside = Path(__file__).parent / "seeds"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "seeds"
