"""Coverage-guided fuzzing of what reads bytes from outside, with atheris, which is installed for it alone.

    pip install atheris
    python tests/fuzz/fuzz.py message|records|picture|settings [libFuzzer's own options, like -max_total_time=900]

Begins with the corpus beside it and keeps what it finds in a folder of its own, `found/` in the working directory.
What ends it goes into the corpus once it is mended: `test_corpus.py` tries that again for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["facemon"]):
    from targets import TARGETS


def main() -> None:
    """Fuzz until it is told to end or a fault is found."""
    name, *options = sys.argv[1:]
    found = Path("found") / name
    found.mkdir(parents=True, exist_ok=True)
    corpus = Path(__file__).parent / "corpus" / name
    atheris.Setup([sys.argv[0], *options, "-max_len=20000", "-timeout=10", str(found), str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
