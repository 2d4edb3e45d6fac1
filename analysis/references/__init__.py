"""References across sentences: "the two countries", "its neighbour", "such remarks" → actors."""

from analysis.references.finding import find_references

__all__ = ["find_references"]
