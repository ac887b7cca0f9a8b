"""One target under the fuzzer, in a process of its own: the fuzzer ends the one it runs in."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

READERS = [
    "forms",
    "caseworker.form_library",
    "caseworker.handover",
    "caseworker.sync",
    "caseworker.hub",
    "db.store.journal",
]

with atheris.instrument_imports(include=READERS):
    from tests.fuzz.exchange_targets import seeds
    from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).with_name("corpus")
LONGEST = 4096


def main(name: str, seconds: str) -> None:
    """Fuzz the target *name*; what breaks it is written into its corpus as `crash-...`."""
    (CORPUS / name).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="caseworker-fuzz-") as found:
        for number, seed in enumerate(seeds(name)):
            Path(found, f"vector-{number}").write_bytes(seed)
        options = (f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10")
        where = (f"-artifact_prefix={CORPUS / name}/", "-verbosity=0", found, str(CORPUS / name))
        atheris.Setup([sys.argv[0], *options, *where], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:3])
