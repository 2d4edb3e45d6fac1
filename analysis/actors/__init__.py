"""The actors, the words that name them, and the places where a text does so."""

from analysis.actors.matching import find_mentions
from analysis.actors.reading import read_actors
from analysis.actors.records import Actor, Actors, Alias

__all__ = ["Actor", "Actors", "Alias", "find_mentions", "read_actors"]
