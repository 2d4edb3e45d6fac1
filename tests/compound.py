"""A writer of compound files, the container of old Office files and of Outlook's mails: small ones, for tests."""

import struct
from collections.abc import Mapping

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF

Tree = Mapping[str, "bytes | Tree"]


def write_compound(tree: Tree) -> bytes:
    """A compound file with these streams, in folders (storages) where the value is a mapping."""
    rows: list[list[object]] = [
        ["Root Entry", 5, NONE, NONE, END, 0]
    ]  # name, kind, right, child, start, size
    streams: dict[int, bytes] = {}

    def add(parent: int, parts: Tree) -> None:
        before = None
        for name, part in parts.items():
            number = len(rows)
            is_stream = isinstance(part, bytes)
            rows.append([name, 2 if is_stream else 1, NONE, NONE, END, 0])
            if before is None:
                rows[parent][3] = number
            else:
                rows[before][2] = number  # a tree that is a chain to the right
            before = number
            if isinstance(part, bytes):
                streams[number] = part
            else:
                add(number, part)

    add(0, tree)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        """The number of the first of the sectors that hold it."""
        if not data:
            return END
        first, n = len(sectors), -(-len(data) // SECTOR)
        sectors.extend(data[SECTOR * k : SECTOR * (k + 1)].ljust(SECTOR, b"\0") for k in range(n))
        fat.extend([*range(first + 1, first + n), END])
        return first

    mini, mini_fat = b"", []
    for number, data in streams.items():
        rows[number][5] = len(data)
        if len(data) >= CUTOFF:
            rows[number][4] = store(data)
        elif data:
            first, n = len(mini_fat), -(-len(data) // MINI)
            rows[number][4] = first
            mini_fat += [*range(first + 1, first + n), END]
            mini += data.ljust(n * MINI, b"\0")
    rows[0][4], rows[0][5] = store(mini), len(mini)
    packed = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    start_mini = store(packed + b"\xff" * (-len(packed) % SECTOR))
    directory = b"".join(_write_row(*row) for row in rows)
    start_directory = store(directory + _write_row("", 0, NONE, NONE, 0, 0) * (-len(rows) % 4))
    n_fat = -(-(len(sectors) + 2) // (SECTOR // 4))
    where = list(range(len(sectors), len(sectors) + n_fat))
    table = [*fat, *[FAT] * n_fat]
    table += [FREE] * (n_fat * SECTOR // 4 - len(table))
    sectors += [struct.pack("<128I", *table[128 * k : 128 * (k + 1)]) for k in range(n_fat)]
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0,
        n_fat, start_directory, 0, CUTOFF, start_mini, len(mini_fat) and -(-len(packed) // SECTOR), END, 0,
    )  # fmt: skip
    return head + struct.pack("<109I", *where, *[FREE] * (109 - n_fat)) + b"".join(sectors)


def _write_row(
    name: object, kind: object, right: object, child: object, start: object, size: object
) -> bytes:
    written = str(name).encode("utf-16-le") + b"\0\0" if name else b""
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        written,
        len(written),
        kind,
        1,
        NONE,
        right,
        child,
        bytes(16),
        0,
        0,
        0,
        start,
        size,
    )
