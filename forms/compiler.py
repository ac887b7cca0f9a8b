"""From an XLSForm (Markdown tables, XLSX, XLS or CSV) to the XML of a form.

The spreadsheet is read by pyxform, which is imported only here and only when it is needed; no
Java, no other program. What it finds wrong becomes a `FormProblem` with sheet, row and remedy.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from forms.errors import FormError, FormProblem

FILE_TYPES = (".md", ".xlsx", ".xlsm", ".xls", ".csv")
MAXIMUM_BYTES = 20_000_000
MAXIMUM_UNPACKED_BYTES = 200_000_000
ROOT_NAME = "data"


@dataclass(frozen=True)
class CompiledForm:
    """The XML of a form, and what was mended or is worth a look."""

    xml: str
    problems: tuple[FormProblem, ...]
    rows: Mapping[str, int] = field(default_factory=dict)
    """The row of the sheet "survey" on which each question stands, by its path below the root."""


def compile_tables(markdown: str) -> CompiledForm:
    """Return the form that the Markdown tables in *markdown* define; other text is comment.

    Raises FormError.
    """
    return compile_file(markdown.encode(), ".md")


def compile_file(content: bytes, file_type: str) -> CompiledForm:
    """Return the form in *content*, a file whose name ends in *file_type*.

    Raises FormError with a code that begins with `xlsform.`.
    """
    if file_type not in FILE_TYPES:
        raise _refusal("file_type", "This kind of file cannot hold a form.")
    if len(content) > MAXIMUM_BYTES:
        raise _refusal("too_large", "The file is larger than any form we can use.")
    if file_type in {".xlsx", ".xlsm"}:
        _check_archive(content)
    workbook = _read_workbook(content, file_type)
    rows = _rows_of(workbook.get("survey") or [])
    try:
        return replace(_convert(workbook), rows=rows)
    except FormError as error:
        if error.problems[0].code != "xlsform.duplicate_choice":
            raise
        workbook["settings"] = [
            {**settings, "allow_choice_duplicates": "yes"}
            for settings in (workbook.get("settings") or [{}])
        ]
        workbook["settings_header"] = [
            {**header, "allow_choice_duplicates": None}
            for header in (workbook.get("settings_header") or [{}])
        ]
        compiled = _convert(workbook)
        mended = FormProblem(
            code="xlsform.duplicate_choice",
            message="A list of choices names the same choice twice. The form works as it is.",
            remedy="Give each choice of a list its own name.",
            severity="warning",
            sheet="choices",
            row=error.problems[0].row,
            column="name",
        )
        return CompiledForm(compiled.xml, (mended, *compiled.problems), rows)


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _refusal("broken", "The spreadsheet is damaged.") from error
    if unpacked > MAXIMUM_UNPACKED_BYTES:
        raise _refusal("too_large", "The file is larger than any form we can use.")


def _read_workbook(content: bytes, file_type: str) -> dict[str, Any]:
    from pyxform.errors import PyXFormError  # noqa: PLC0415  slow to import, rarely needed
    from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415  as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data = get_xlsform(content, file_type=file_type)
    except PyXFormError as error:
        raise _from_pyxform(error) from error
    except Exception as error:
        # The readers of spreadsheets fail in many ways on damaged files.
        raise _refusal("broken", "The spreadsheet is damaged.") from error
    return {name: getattr(data, name) for name in data.__slots__ if getattr(data, name)}


def _rows_of(survey: list[dict[str, Any]]) -> dict[str, int]:
    """Return where each question stands; the header is row 1, blank rows count."""
    rows: dict[str, int] = {}
    around: list[str] = []
    for number, cells in enumerate(survey, start=2):
        named = {str(key).strip().casefold(): str(cell).strip() for key, cell in cells.items()}
        kind = named.get("type", "").replace("_", " ")
        if kind.startswith("end "):
            del around[-1:]
        elif name := named.get("name", ""):
            rows["".join(f"/{each}" for each in (*around, name))] = number
            if kind.startswith("begin "):
                around.append(name)
    return rows


def _convert(workbook: Mapping[str, Any]) -> CompiledForm:
    from pyxform.errors import PyXFormError  # noqa: PLC0415  slow to import, rarely needed
    from pyxform.xls2xform import convert  # noqa: PLC0415  as above

    remarks: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = convert(dict(workbook), warnings=remarks, validate=False, form_name=ROOT_NAME)
    except PyXFormError as error:
        raise _from_pyxform(error, workbook) from error
    except Exception as error:
        if not workbook.get("survey"):
            raise _from_pyxform(ValueError("'survey' sheet")) from error
        # A spreadsheet that breaks the converter is a broken spreadsheet, not our crash.
        raise _refusal("unreadable", "The spreadsheet cannot be read as a form.") from error
    # That “Other” is not translated is mended while the form is read: see `or_other`.
    worth = (remark for remark in remarks if "or_other and translations" not in remark)
    return CompiledForm(result.xform, tuple(_from_remark(remark) for remark in worth))


def _refusal(code: str, message: str) -> FormError:
    remedy = "Ask for the form again, as XLSX."
    return FormError(FormProblem(code=f"xlsform.{code}", message=message, remedy=remedy))


_KNOWN: tuple[tuple[str, str, str, str], ...] = (
    # Our code, a sign in the words of the converter, what is wrong, what to do.
    (
        "bad_choice",
        r"Choice names with spaces",
        "A choice of which several can be chosen has a space in its name.",
        "Write “_” instead of the space.",
    ),
    (
        "unnamed_choice",
        r"Choices must have a name",
        "A choice has no name.",
        "Give each choice a name; it is what is kept.",
    ),
    (
        "double_column",
        r"Duplicate column header",
        "The sheet has the same column twice.",
        "Take one of the two columns out.",
    ),
    (
        "duplicate_choice",
        r"sheet.*choices.*duplicate|duplicate.*choices|allow_choice_duplicates",
        "A list of choices names the same choice twice.",
        "Give each choice of a list its own name.",
    ),
    (
        "bad_name",
        r"Names must begin|Invalid question name|XML identifier",
        "A name holds letters that names cannot hold.",
        "Use letters, digits, “_” and “-”, and begin with a letter.",
    ),
    (
        "unknown_question",
        r"Reference variables|no survey element named|problem trying to replace",
        "A rule names a question that the form does not have.",
        "Correct the name between ${ and }, or add the question.",
    ),
    (
        "duplicate_name",
        r"must be unique|duplicate",
        "Two questions have the same name.",
        "Give each question of a group its own name.",
    ),
    (
        "missing_list",
        r"[Ll]ist name not in choices sheet|There should be a choices sheet|choice list",
        "A question names a list of choices that the form does not have.",
        "Add the list to the sheet “choices”, or correct its name.",
    ),
    (
        "unbalanced",
        r"end_group|end_repeat|Unmatched|unmatched|begin",
        "A group or repeat is opened and not closed, or closed and not opened.",
        "Check that every “begin” row has its “end” row.",
    ),
    (
        "unknown_type",
        r"Unknown question type",
        "A question has a type that does not exist.",
        "Correct the type: text, integer, date, select_one and so on.",
    ),
    (
        "missing_label",
        r"label",
        "A question or choice has nothing to show.",
        "Add a label.",
    ),
    (
        "no_survey",
        r"survey sheet|'survey'|valid XLSForm",
        "The file has no sheet “survey” that we can read.",
        "Put the questions on a sheet called “survey”.",
    ),
)


_COLUMNS = {
    "duplicate_choice": "name",
    "bad_choice": "name",
    "unnamed_choice": "name",
    "bad_name": "name",
    "duplicate_name": "name",
    "missing_list": "type",
    "unbalanced": "type",
    "unknown_type": "type",
    "missing_label": "label",
}
"""In which column a mistake stands, where the converter does not say."""
_OF_CHOICES = frozenset({"duplicate_choice", "bad_choice", "unnamed_choice"})


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _from_pyxform(error: Exception, workbook: Mapping[str, Any] = _NOTHING) -> FormError:
    said = str(error)
    sheet = re.search(r"['‘“](survey|choices|settings|entities)['’”] sheet|(choices) sheet", said)
    code, message, remedy = _explained(said)
    # A missing list is named by a question, whatever sheet the sentence speaks of.
    found = "survey" if sheet is None or code == "missing_list" else _first(sheet)
    if code in _OF_CHOICES:
        found = "choices"
    column = re.search(r"sheet, the '([^']+)' value", said)
    return FormError(
        FormProblem(
            code=f"xlsform.{code}",
            message=message,
            remedy=remedy,
            sheet=found,
            row=_row_of(said, workbook.get(found or "") or []),
            column=column.group(1) if column else _COLUMNS.get(code),
            values=(("detail", said[:500]),),
        )
    )


def _row_of(said: str, cells: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the row that the converter names, or the first one with a word that it quotes."""
    row = re.search(r"\[?row\s*:?\s*(\d+)", said)
    if row:
        return int(row.group(1))
    quoted = {each.strip() for each in re.findall(r"['‘“\[]([^'’”\]]+)['’”\]]", said)}
    named = ("name", "type", "value")
    for number, line in enumerate(cells, start=2):
        words = {str(key).strip().casefold(): str(cell).strip() for key, cell in line.items()}
        if any(words.get(column) in quoted for column in named):
            return number
    return None


def _first(match: re.Match[str]) -> str | None:
    return next((name for name in match.groups() if name), None)


def _explained(said: str) -> tuple[str, str, str]:
    for code, sign, message, remedy in _KNOWN:
        if re.search(sign, said, re.DOTALL):
            return code, message, remedy
    return (
        "unreadable",
        "The spreadsheet cannot be read as a form.",
        "Compare the row with the XLSForm guide and correct it.",
    )


def _from_remark(remark: str) -> FormProblem:
    row = re.search(r"\[?row\s*:?\s*(\d+)", remark)
    return FormProblem(
        code="xlsform.remark",
        message="The spreadsheet is usable, but one place is worth a look: {detail}",
        remedy="Look at the row; correct it if it is not meant so.",
        severity="warning",
        row=int(row.group(1)) if row else None,
        values=(("detail", remark[:500]),),
    )
