"""What can be wrong with a form, as data: a code, a place and the words to explain it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FormProblem:
    """One thing that is wrong with a form, and where.

    `code` is stable and names the kind of problem; `message` and `remedy` are English source
    sentences with `{name}` places filled from `values`, so that a caller can translate them.
    `sheet`, `row` (1-based, as the spreadsheet counts) and `column` are None when unknown;
    `path` is the question concerned, when one is.
    """

    code: str
    message: str
    remedy: str
    severity: str = "error"
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    path: str | None = None
    values: tuple[tuple[str, str], ...] = ()


class FormError(Exception):
    """A form cannot be used; `problems` says why (never empty)."""

    def __init__(self, *problems: FormProblem) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems


class ExpressionError(Exception):
    """An expression cannot be read or is not supported; `code` says why."""

    def __init__(self, code: str, detail: str = "", position: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.position = position


class WorkLimitReachedError(Exception):
    """An expression asks for more work than any honest form needs."""
