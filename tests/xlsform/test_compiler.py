from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest

from forms import FormEntry, FormError, read_form
from forms.compiler import compile_file, compile_tables

SHEETS: dict[str, list[list[str | None]]] = {
    "survey": [
        ["type", "name", "label", "calculation"],
        ["integer", "a", "A", None],
        ["calculate", "b", None, "${a} * 2"],
    ],
}


def _xlsx(sheets: dict[str, list[list[str | None]]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def test_a_spreadsheet_becomes_a_form() -> None:
    entry = FormEntry(read_form(compile_file(_xlsx(SHEETS), ".xlsx").xml))
    entry.set("/data/a", "4")
    assert entry.value("/data/b") == "8"


def test_a_csv_file_becomes_a_form() -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["survey"])
    writer.writerows([["", *row] for row in SHEETS["survey"]])
    entry = FormEntry(read_form(compile_file(text.getvalue().encode(), ".csv").xml))
    entry.set("/data/a", "5")
    assert entry.value("/data/b") == "10"


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("| | foo | a | A |", "xlsform.unknown_type", 2),
        ("| | select_one gone | a | A |", "xlsform.missing_list", None),
        ("| | text | a b | A |", "xlsform.bad_name", 2),
        ("| | text | a | A |\n| | text | a | A |", "xlsform.duplicate_name", 3),
        ("| | text | a | A ${gone} |", "xlsform.unknown_question", 2),
        ("| | begin_group | g | G |\n| | text | a | A |", "xlsform.unbalanced", 2),
    ],
)
def test_a_mistake_is_told_with_its_place(rows: str, code: str, row: int | None) -> None:
    with pytest.raises(FormError) as caught:
        compile_tables(f"| survey |\n| | type | name | label |\n{rows}\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.row) == (code, row)
    assert problem.message
    assert problem.remedy


def test_duplicate_choices_are_mended_and_told() -> None:
    compiled = compile_tables(
        "| survey |\n| | type | name | label |\n| | select_one l | a | A |\n"
        "| choices |\n| | list_name | name | label |\n| | l | x | X |\n| | l | x | Y |\n"
    )
    assert [problem.code for problem in compiled.problems] == ["xlsform.duplicate_choice"]
    assert compiled.problems[0].severity == "warning"
    assert len(FormEntry(read_form(compiled.xml)).choices("/data/a")) == 2


def test_ten_thousand_choices_are_offered_by_an_index() -> None:
    rows = "\n".join(f"| | l | c{n} | Choice {n} | r{n % 100} |" for n in range(10_000))
    compiled = compile_tables(
        "| survey |\n| | type | name | label | choice_filter |\n| | text | r | R | |\n"
        "| | select_one l | a | A | region = ${r} |\n"
        f"| choices |\n| | list_name | name | label | region |\n{rows}\n"
    )
    entry = FormEntry(read_form(compiled.xml))
    entry.set("/data/r", "r7")
    assert len(entry.choices("/data/a")) == 100


@pytest.mark.parametrize("file_type", [".xlsx", ".xls", ".csv", ".md"])
@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"PK\x03\x04broken", b"hello", b"|" * 50])
def test_a_damaged_file_is_refused(content: bytes, file_type: str) -> None:
    with pytest.raises(FormError) as caught:
        compile_file(content, file_type)
    assert caught.value.problems[0].code.startswith("xlsform.")


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(FormError) as caught:
        compile_file(b"x", ".exe")
    assert caught.value.problems[0].code == "xlsform.file_type"


def test_a_packed_bomb_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b"\0" * 80_000_000)
    with pytest.raises(FormError) as caught:
        compile_file(data.getvalue(), ".xlsx")
    assert caught.value.problems[0].code == "xlsform.too_large"
