"""The form engine against facts from the public suites of the two reference engines."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from xforms_adapter import Adapter

from forms.compiler import compile_tables

CASES = json.loads((Path(__file__).parent / "xforms_cases.json").read_text("utf-8"))["cases"]
CORE = [case for case in CASES if "engines_differ" not in case]
DISPUTED = [case for case in CASES if "engines_differ" in case]


def _shared() -> Path | None:
    """The shared material beside the repository, wherever a worktree of it may lie."""
    for folder in Path(__file__).resolve().parents:
        for name in (folder / "shared", folder.parent / "shared"):
            if (name / "conformance" / "xforms" / "traces").is_dir():
                return name / "conformance" / "xforms"
    return None


SHARED = _shared()
TRACES = sorted((SHARED / "traces").glob("*.json")) if SHARED is not None else []


def _got(engine: Adapter, kind: str, ref: Any) -> Any:
    readers: dict[str, Callable[[], Any]] = {
        "form_valid": engine.form_valid,
        "selected": lambda: sorted(engine.value(ref).split()),
        "number": lambda: float(engine.value(ref)),
        "match": lambda: engine.value(ref),
        "choices": lambda: [value for value, _ in engine.choices(ref)],
        "choice_labels": lambda: [label for _, label in engine.choices(ref)],
    }
    return readers[kind]() if kind in readers else getattr(engine, kind)(ref)


def _check(engine: Adapter, step: dict[str, Any]) -> None:
    key = next(name for name in step if name.startswith("assert_"))
    kind, ref = key.removeprefix("assert_"), step[key]
    got = _got(engine, kind, ref)
    if kind == "form_valid":
        assert got == ref
    elif kind == "number":
        assert got == pytest.approx(step["expected"], rel=step["tolerance"], abs=step["tolerance"])
    elif kind == "match":
        assert re.search(step["expected"], got), step
    elif kind == "selected":
        assert got == sorted(step["expected"]), step
    else:
        assert got == step["expected"], step


def _do(engine: Adapter, step: dict[str, Any]) -> None:
    if "set" in step:
        engine.set(step["set"], step["value"])
    else:
        name = next(key for key in ("add_repeat", "remove_repeat", "set_language") if key in step)
        getattr(engine, name)(step[name])


def _run(case: dict[str, Any]) -> None:
    engine = Adapter()
    xml = case.get("xform") or compile_tables(case["xlsform_md"]).xml
    engine.load(xml, case.get("files"))
    for step in case["steps"]:
        if any(name.startswith("assert_") for name in step):
            _check(engine, step)
        else:
            _do(engine, step)


@pytest.fixture(autouse=True)
def _utc() -> Iterator[None]:
    """The facts were taken in UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("case", CORE, ids=[case["name"] for case in CORE])
def test_core_case(case: dict[str, Any]) -> None:
    _run(case)


@pytest.mark.parametrize("case", DISPUTED, ids=[case["name"] for case in DISPUTED])
def test_case_on_which_the_reference_engines_differ(case: dict[str, Any]) -> None:
    _run(case)


def _alike(value: object) -> str:
    """Loosely the same: order of choices, 1 or true, the hour of a day."""
    text = str(value)
    if " " in text:
        text = " ".join(sorted(text.split()))
    if text in {"true", "false"}:
        return "1.0" if text == "true" else "0.0"
    try:
        return repr(float(text))
    except ValueError:
        return re.sub(r"T00:00:00.*$", "", text)


@pytest.mark.skipif(not TRACES, reason="the traces lie in ../shared, which is not here")
@pytest.mark.parametrize("path", TRACES, ids=[path.stem for path in TRACES])
def test_trace(path: Path) -> None:
    assert SHARED is not None
    trace = json.loads(path.read_text("utf-8"))
    engine = Adapter()
    engine.load((SHARED / trace["form"]).read_text("utf-8"), {})
    facts: dict[str, tuple[int, str]] = {}
    for number, step in enumerate(trace["steps"]):
        if "snapshot" not in step:
            _do(engine, step)
            continue
        for ref, fact in step["snapshot"].items():
            if fact is None:
                facts.pop(ref, None)
            else:
                facts[ref] = tuple(fact)
        for ref, (relevant, value) in facts.items():
            now = engine.relevant(ref)
            assert now == bool(relevant), (number, ref)
            assert _alike(engine.value(ref) if now else "") == _alike(value), (number, ref)
