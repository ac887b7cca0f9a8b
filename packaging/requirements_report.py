"""Which requirement is met where, and which test shows it: docs/requirements.md.

requirements_report.py           write the page anew
requirements_report.py check     fail where the page is not what code and tests say

A requirement is named by its number (R-207) in code, in a form's `requirement` column, and in
`@pytest.mark.requirement` above a test, on one of its cases, or in a module's `pytestmark`.
Nothing is kept by hand.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "requirements.md"
PACKAGES = ("caseworker", "db", "forms", "ui")
NUMBER = re.compile(r"R-(\d{3})\b")
SPAN = re.compile(r"R-(\d{3}) to R-(\d{3})")

HEAD = """# Requirements

Where each requirement lives and which test shows it. Written by
`python packaging/requirements_report.py` from the numbers in code, forms and tests; a test fails
where this page is out of date. A requirement that no test names is listed all the same: it has a
place in the program, and its tests do not say its number yet.

| requirement | lives in | shown by |
|---|---|---|
"""


def page() -> str:
    """Return the page as code, forms and tests say it now."""
    lives, shown = _lives(), _shown()
    rows = [
        f"| R-{number} | {_listed(lives[number])} | {_listed(shown[number])} |"
        for number in sorted({*lives, *shown})
    ]
    return HEAD + "\n".join(rows) + "\n"


def _listed(places: set[str]) -> str:
    return "<br>".join(f"`{place}`" for place in sorted(places))


def _lives() -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for package in PACKAGES:
        for pattern in ("**/*.py", "**/definitions/*.md"):
            for path in sorted((ROOT / package).glob(pattern)):
                for number in _numbers(path.read_text(encoding="utf-8")):
                    found[number].add(path.relative_to(ROOT).as_posix())
    return found


def _numbers(text: str) -> Iterator[str]:
    """Yield every number named, and those between the two ends of a span."""
    yield from NUMBER.findall(text)
    for first, last in SPAN.findall(text):
        yield from (f"{number:03}" for number in range(int(first), int(last) + 1))


def _shown() -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").glob("**/test_*.py")):
        place = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                for decorator in node.decorator_list:
                    for number in _marked(decorator):
                        found[number].add(f"{place}::{node.name}")
        for statement in tree.body:  # the module's own marks, and named lists of marked cases
            if isinstance(statement, ast.Assign):
                for number in _marked(statement.value):
                    found[number].add(place)
    return found


def _marked(node: ast.expr) -> Iterator[str]:
    for call in ast.walk(node):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "requirement"
        ):
            for argument in call.args:
                if isinstance(argument, ast.Constant):
                    yield from NUMBER.findall(str(argument.value))


def check() -> None:
    """Exit where the page is not current."""
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/requirements.md is not current: python packaging/requirements_report.py")


def write() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    check() if sys.argv[1:] == ["check"] else write()
