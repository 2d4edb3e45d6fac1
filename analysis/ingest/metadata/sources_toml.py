"""`sources.toml` → what it says of each file."""

import re
import tomllib

from analysis.ingest.metadata.listed import BadTableError, Listed

_QUOTES = " \t\"'"
_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def read_toml(text: str) -> list[Listed]:
    """What a table says of each file. Raises BadTableError."""
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise BadTableError("", "it is nested too deeply", "write one table per document") from None
    except tomllib.TOMLDecodeError as error:
        where = _LINE.search(str(error))
        place = f"line {where[1]}" if where and where[1] else "at its end"
        raise BadTableError(
            place, f"it is no TOML: {_LINE.sub('', str(error))}", "correct the line"
        ) from None
    lines = _find_lines(text)
    listed: list[Listed] = []
    for name, table in tables.items():
        if isinstance(table, dict):
            places = {key: lines.get((name, key), "") for key in table}
            listed.append(Listed(name, lines.get((name, ""), ""), table, places))
        else:
            reason = f'“{name}” is no table; a table has the name of a file, such as ["article.txt"]'
            wrong = (reason, "put it below the name of a file")
            listed.append(Listed(name, lines.get(("", name), ""), wrong=wrong))
    return listed


def _find_lines(text: str) -> dict[tuple[str, str], str]:
    """Where tables (name, "") and their keys (name, key) stand, in words; keys above all tables are ("", key)."""
    lines: dict[tuple[str, str], str] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        key = ""
        if written.startswith("["):
            table = written[1 : written.rfind("]")].strip(_QUOTES)
        elif "=" in written:
            key = written[: written.index("=")].strip(_QUOTES)
        else:
            continue
        lines.setdefault((table, key), f"line {number}")
    return lines
