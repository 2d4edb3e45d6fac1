"""Text → the parts of a change, for the file and for the archive."""

import json

from analysis.workspace.ledger import BadLogError
from analysis.workspace.records import Json, Key


def parse_value(text: object, where: str) -> Json:
    """A value from its JSON. Raises BadLogError."""
    try:
        value: Json = json.loads(str(text), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadLogError(f"{where} is no JSON") from None
    return value


def _refuse(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON


def parse_key(text: object, where: str) -> Key:
    """A key from its JSON. Raises BadLogError."""
    return make_key(parse_value(text, where), where)


def make_key(value: Json, where: str) -> Key:
    """A key from a list of texts. Raises BadLogError."""
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise BadLogError(f"{where} has no key")
    return tuple(str(part) for part in value)
