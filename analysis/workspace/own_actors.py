"""The analyst's own actors. Key: empty, there is one. Value: the name of the file and its sha256."""

import hashlib
import re
import tempfile
from pathlib import Path

from analysis.actors import Actors, read_actors
from analysis.errors import ActorsError, RequestError
from analysis.types import Corpus, Failure
from analysis.workspace.limits import MAX_NAME
from analysis.workspace.records import Entries, Files, Json, Key, Setting, clean_text

NAME = "actors"


def set_file(data: bytes, name: str) -> tuple[Actors, Setting]:
    """The actors in a file, and what is kept of it. Raises ActorsError where it cannot be used."""
    actors = read_file(data, name)
    return actors, Setting(NAME, (), {"name": clean_text(name), "sha256": hashlib.sha256(data).hexdigest()})


def read_file(data: bytes, name: str) -> Actors:
    """The actors in the bytes of a file. Raises ActorsError, which names the file."""
    with tempfile.TemporaryDirectory(prefix="framelens-") as folder:
        path = Path(folder) / "actors.toml"
        path.write_bytes(data)
        try:
            return read_actors(path)
        except ActorsError as error:
            raise ActorsError(str(error).replace("actors.toml", name or "actors.toml", 1)) from error
        except RecursionError:
            raise ActorsError(f"{name}: it is nested too deeply; write it as the bundled file.") from None


def read_kept(value: Json, files: Files) -> Actors:
    """The actors in the file that is kept. Raises ActorsError, or WorkspaceError where the file is damaged."""
    assert isinstance(value, dict)
    sha256, name = str(value["sha256"]), str(value["name"])
    return files.keep((NAME, sha256, name), lambda: read_file(files.read(sha256), name))


def check(key: Key, value: Json) -> Json:
    """The value of a file of actors; None goes back to the bundled four."""
    if key:
        raise RequestError(f"actors: {key!r} is one key too many; there is one file of own actors.")
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"name", "sha256"}:
        raise RequestError("actors: name and sha256 were expected; set the file again.")
    name, sha256 = value["name"], value["sha256"]
    if not isinstance(name, str) or len(name) > MAX_NAME or not re.fullmatch(r"[0-9a-f]{64}", str(sha256)):
        raise RequestError("actors: name or sha256 are not what they should be; set the file again.")
    return value


def files(value: Json) -> tuple[str, ...]:
    """The file of actors."""
    return (str(value["sha256"]),) if isinstance(value, dict) else ()


def apply(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus as it is: actors are no part of documents."""
    return corpus, ()


def tell(key: Key, before: Json, after: Json) -> str:
    """“Set the own actors …” or “Went back to the bundled actors”."""
    return (
        f"Set own actors: “{after['name']}”" if isinstance(after, dict) else "Went back to the bundled actors"
    )
