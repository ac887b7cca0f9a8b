"""Each procedure of the administrator's guide is walked by a test, and none is left behind."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide" / "administrator.en.md"


def sections() -> list[str]:
    """Return the anchors of the guide."""
    return re.findall(r'<a id="([a-z-]+)"></a>', GUIDE.read_text(encoding="utf-8"))


def walked() -> Iterator[str]:
    """Yield the anchors that tests say they walk."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == _MARK:
                        yield from (ast.literal_eval(each) for each in mark.args)


_MARK = "pytest.mark.procedure"


@pytest.mark.parametrize("anchor", sections())
def test_a_test_walks_each_section(anchor: str) -> None:
    assert anchor in set(walked())


def test_no_test_walks_a_section_that_is_not_there() -> None:
    assert set(walked()) <= set(sections())
