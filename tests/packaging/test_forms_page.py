"""docs/forms.md says what the forms say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_forms_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "packaging/forms_report.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
