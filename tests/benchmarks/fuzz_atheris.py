"""Coverage-guided fuzzing of the readers: atheris changes valid files so that they reach code that none has reached.

    pip install atheris                # Linux and macOS; Framelens does not need it
    python tests/benchmarks/fuzz_atheris.py excel -max_total_time=60

The first argument is a reader of `fuzz_readers.VALID`, what follows goes to
libFuzzer. It ends at the first exception that is no DocumentError, at an input
of more than ten seconds, and at 1 GB; libFuzzer then keeps the input in the
current folder. Without atheris it says so and ends with exit code 0.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def main() -> int:
    """The command; returns its exit code, where libFuzzer does not end the process itself."""
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: nothing was fuzzed")
        return 0
    with atheris.instrument_imports(include=["analysis.ingest", "xlrd", "olefile"]):
        from fuzz_readers import VALID

        from analysis import ingest
        from analysis.errors import DocumentError

    if len(sys.argv) < 2 or sys.argv[1] not in VALID:
        print(f"name a reader: {', '.join(VALID)}", file=sys.stderr)
        return 2
    files = VALID[sys.argv.pop(1)]
    name = files[0][0]

    def read(data: bytes) -> None:
        try:
            ingest.read_bytes(data, name)
        except DocumentError:
            return

    with tempfile.TemporaryDirectory(prefix="framelens-fuzz-") as corpus:
        for number, (_, file) in enumerate(files):
            (Path(corpus) / str(number)).write_bytes(file)
        limits = ["-timeout=10", "-rss_limit_mb=1000"]
        atheris.Setup([sys.argv[0], *limits, *sys.argv[1:], corpus], read)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
