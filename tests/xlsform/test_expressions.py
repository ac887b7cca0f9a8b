from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from forms import FormEntry, FormError, read_form
from forms.errors import ExpressionError
from forms.xpath.parser import parse_expression

Compute = Callable[[str], str]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 mod 4", "3"),
        ("-7 mod 4", "-3"),
        ("1 div 4", "0.25"),
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
        ("10000000000000000000000 * 10", "100000000000000000000000"),
        ("0.1 + 0.2 > 0.3", "true"),
        ("--3", "3"),
        ("'a' = 'a' and not('a' = 'b')", "true"),
        ("'2024-03-01' > '2024-02-29'", "true"),
        ("true() = 'false'", "true"),
        ("/data/a + 1", "4"),
        ("../a * 2", "6"),
        ("count(/data/*)", "3"),
        ("count(//a)", "1"),
        ("/data/a | /data/b", "3"),
        ("/data/nowhere = ''", "true"),
    ],
)
def test_operators(result_of: Compute, expression: str, expected: str) -> None:
    assert result_of(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("substring('12345', 2, 3)", "234"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("normalize-space('  a   b ')", "a b"),
        ("string-length('é😀')", "2"),
        ("concat('a', 1, true())", "a1true"),
        ("join('-', 'a', 'b')", "a-b"),
        ("coalesce('', 'x')", "x"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(1.005, 2)", "1.01"),
        ("int(-3.7)", "-3"),
        ("number('1e3') = 1000", "false"),
        ("max(1, 5, 3)", "5"),
        ("min('', 4)", "4"),
        ("log10(0)", "-Infinity"),
        ("sqrt(-1)", ""),
        ("pow(10, 400)", "Infinity"),
        ("selected('a b', 'b')", "true"),
        ("selected-at('a b', -1)", ""),
        ("checklist(-1, -1, true())", "true"),
        ("today()", "2026-03-14"),
        ("format-date('2026-03-04', '%d/%n/%y %a %%')", "04/3/26 Wed %"),
        ("format-date('never', '%Y')", ""),
        ("date('2026-02-30')", ""),
        ("date(19000)", "2022-01-08"),
        ("decimal-date-time('2026-01-01') - decimal-date-time('2025-01-01')", "365"),
        ("decimal-time('06:00:00')", "0.25"),
        ("format-date-time('2026-03-04T05:06:07', '%H:%M:%S')", "05:06:07"),
        ("base64-decode('aGVsbG8=')", "hello"),
        ("digest('a', 'SHA-256', 'hex')",
         "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
        ("boolean-from-string('TRUE')", "true"),
        ("uuid(8)", "00000000"),
        ("random()", "0.25"),
        ("property('deviceid')", "device"),
        ("distance('0 0; 0 1')", "111318.85"),
        ("area('0 0; 0 1; 1 1; 1 0; 0 0') > 12000000000", "true"),
        ("geofence('0.5 0.5', '0 0; 0 1; 1 1; 1 0; 0 0')", "true"),
        ("intersects('0 0; 0 1; 1 1; 1 0; 0 0')", "false"),
        ("intersects('0 0; 1 1; 0 1; 1 0')", "true"),
        ("intersects('0 0; 0 2; 1 1; 0 1')", "true"),
        ("intersects('')", "false"),
    ],
)  # fmt: skip
def test_functions(result_of: Compute, expression: str, expected: str) -> None:
    assert result_of(expression) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("[0-9]{3}", "123", True),
        ("[0-9]{3}", "1234", False),
        ("^[A-Za-z]+(-[A-Za-z]+)*$", "Jean-Luc", True),
        (r"\d{2}\.\d", "12.5", True),
        (r"(?i)abc", "ABC", True),
        (r"(?=.*\d)(?=.*[a-z]).{4,}", "abc1", True),
        (r"(?=.*\d)(?=.*[a-z]).{4,}", "abcd", False),
        (r"(?!0)\d+", "012", False),
        (r"\p{L}+", "ዘይኑ", True),
        ("[^@]+@[^@]+", "a@b", True),
        ("a{0}b", "b", True),
        ("", "", True),
        ("(a|b)*?c+", "ababcc", True),
        (r"[\w\-]+", "a-b", True),
        (r"\bword\b", "word", True),
    ],
)
def test_patterns(result_of: Compute, pattern: str, text: str, fits: bool) -> None:
    assert result_of(f"regex('{text}', '{pattern}')") == str(fits).lower()


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", "(a|aa)+$x", "a*" * 40 + "b", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x"],
)
def test_a_hostile_pattern_ends_soon(result_of: Compute, pattern: str) -> None:
    assert result_of(f"regex('{'a' * 300}', '{pattern}')") == "false"


def test_a_pattern_too_large_for_its_text_leaves_the_answer_blank(result_of: Compute) -> None:
    assert result_of(f"regex('{'a' * 19_000}', '(a?){{900}}')") == ""


@pytest.mark.parametrize("pattern", ["(", "[", "a{99999999}", "((((a{500}){500})", "(?<=a)b", "*"])
def test_a_pattern_that_cannot_be_read_leaves_the_answer_blank(
    result_of: Compute, pattern: str
) -> None:
    assert result_of(f"regex('a', '{pattern}')") == ""


@pytest.mark.parametrize(
    "source",
    ["", "1 +", "(1", "a[", "foo::bar", "'open", "a b", "1 1", "#", "(" * 5000, "not(" * 5000,
     "-" * 50 + "(" * 70 + "1", "a" * 100_000, "1+" * 30_000 + "1"],
)  # fmt: skip
def test_a_hostile_expression_is_refused(source: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(source)


def test_a_long_list_of_conditions_is_no_problem(result_of: Compute) -> None:
    assert result_of(" or ".join(f"/data/a = '{n}'" for n in range(2_000))) == "true"


def test_deep_but_honest_nesting_is_no_problem(result_of: Compute) -> None:
    nested = "if(/data/a = 0, 0, " * 30 + "'in'" + ")" * 30
    assert result_of(nested) == "in"


def test_huge_numbers_do_no_harm(result_of: Compute) -> None:
    assert result_of("1" * 5000) == "Infinity"
    assert result_of("substr('abc', 99999999999999999999)") == ""
    assert result_of("round(3.14159, 999999999999)") == "3.14159"


def test_an_unknown_function_is_a_problem_with_its_place() -> None:
    form = read_form(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        "<h:head><model><instance><data><a/></data></instance>"
        '<bind nodeset="/data/a" calculate="frobnicate(1)"/></model></h:head><h:body/></h:html>'
    )
    (problem,) = form.problems
    assert problem.code == "expression.unknown_function"
    assert problem.path == "/data/a"
    assert dict(problem.values) == {"detail": "frobnicate"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("false() and frobnicate(1)", "false"),
        ("true() or number(1, 2, 3)", "true"),
        ("if(1 = 1, 'first', frobnicate(1))", "first"),
        ("if(1 = 1, frobnicate(1), 'second')", ""),
        ("true() and frobnicate(1)", ""),
    ],
)
def test_what_cannot_be_used_is_told_and_fails_only_where_it_is_reached(
    begin: Callable[..., FormEntry], expression: str, expected: str
) -> None:
    entry = begin(
        "| survey |\n| | type | name | label | calculation |\n"
        f"| | calculate | worked | | {expression} |\n| | text | word | Word | |\n"
    )
    assert entry.value("/data/worked") == expected
    assert [problem.path for problem in entry.form.problems] == ["/data/worked"]


def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(FormError) as caught:
        read_form("<a/>")
    assert caught.value.problems[0].code == "form.no_model"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/Los_Angeles"])
def test_a_day_is_whole_wherever_one_stands(zone: str, begin: Callable[..., FormEntry]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        entry = begin(
            "| survey |\n| | type | name | label | constraint | calculation |\n"
            "| | date | d | D | . <= now() | |\n"
            "| | calculate | later | | | date(${d} + 1) |\n"
            "| | calculate | days | | | ${d} - date('2026-01-01') |\n"
            "| | calculate | hour | | | format-date-time(decimal-date-time(${d}) + 0.25, '%H:%M') |"
        )
        entry.set("/data/d", "2026-03-14")
        answers = entry.answers()
    time.tzset()
    assert (answers["/data/later"], answers["/data/days"]) == ("2026-03-15", "72")
    assert answers["/data/hour"] == "06:00"
