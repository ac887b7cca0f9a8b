"""`make fuzz`: parsers under random input, led by which lines of them an input reaches.

What breaks one is written into its corpus as `crash-...`: give it a name, keep it, mend the parser.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from tests.fuzz.targets import TARGETS

SECONDS = "60"


def main(words: list[str]) -> int:
    """Fuzz each target, or those named, for as many seconds as *words* say; 1 where one broke."""
    if find_spec("atheris") is None:
        print("atheris is only to be had on Linux; the tests read the corpus everywhere")
        return 0
    seconds = next((word for word in words if word.isdecimal()), SECONDS)
    broken = []
    for name in [word for word in words if word in TARGETS] or list(TARGETS):
        print(f"{name}: {seconds} s", flush=True)
        command = [sys.executable, "-m", "tests.fuzz.one", name, seconds]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            broken.append(name)
            print(done.stdout, done.stderr, sep="\n")
    print(f"broken: {', '.join(broken)}" if broken else "nothing broke")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
