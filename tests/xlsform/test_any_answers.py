"""Whatever is answered, in whatever order: nothing crashes, nothing is lost, all can be undone."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms import FormDefinition, FormEntry, FormError, Surroundings, library, read_form
from forms.compiler import compile_tables
from forms.errors import ExpressionError
from forms.functions.patterns import whole_match
from forms.xpath.parser import parse_expression

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
TABLES = """
| survey |
| | type | name | label | relevant | constraint | calculation | choice_filter | repeat_count | default | trigger |
| | select_one yn | a | A | | | | | | yes | |
| | integer | n | N | ${a} = 'yes' | . < 9 | | | | | |
| | begin_repeat | r | R | | | | | ${n} | | |
| | select_one l | s | S | | | | | | | |
| | select_multiple m | t | T ${s} | ${s} != 'x' | | | kind = ${s} | | | |
| | calculate | c | | | | concat(${s}, position(..)) | | | | |
| | end_repeat | | | | | | | | | |
| | begin_repeat | free | F | ${n} != 2 | | | | | | |
| | decimal | d | D | | | | | | | |
| | begin_repeat | inner | I | | | | | | | |
| | text | e | E | ${d} > 1 | | | | | | |
| | end_repeat | | | | | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | total | | | | sum(${d}) | | | | |
| | text | noted | Noted | ${total} > 0 | | concat('t', ${total}) | | | | ${n} |
| | calculate | all | | | | join(' ', ${c}) | | | | |
| choices |
| | list_name | name | label | kind |
| | yn | yes | Yes | |
| | yn | no | No | |
| | l | x | X | |
| | l | y | Y | |
| | m | mx | MX | x |
| | m | my | MY | y |
| | m | mz | MZ | y |
"""  # noqa: E501  a table is wide


@cache
def _form() -> FormDefinition:
    return read_form(compile_tables(TABLES).xml)


def _begin(answers: dict[str, str] | None = None) -> FormEntry:
    steady = Surroundings(now=lambda: NOON, random=lambda: 0.5, unique=lambda: "id")
    return FormEntry(_form(), answers, surroundings=steady)


VALUES = st.one_of(
    st.sampled_from(["", "yes", "no", "x", "y", "mx", "my mz", "0", "1", "2", "3", "-4", "1.5"]),
    st.text(max_size=6),
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "set", "add", "remove", "undo", "redo"]),
        st.integers(0, 200),
        VALUES,
    ),
    max_size=14,
)


def _act(entry: FormEntry, kind: str, place: int, value: str) -> None:
    if kind in {"undo", "redo"}:
        getattr(entry, kind)()
        return
    paths = [path for path in entry.answers() if path.endswith("]")]
    if kind == "add":
        repeats = ["/data/free", *(f"{path}/inner" for path in paths if "/inner" not in path)]
        repeat = repeats[place % len(repeats)]
        if "/r[" not in repeat:
            entry.add_repeat(repeat)
    elif kind == "remove":
        free = [path for path in paths if "/free[" in path]
        if free:
            entry.remove_repeat(free[place % len(free)])
    else:
        questions = entry.questions()
        path = questions[place % len(questions)].path
        # A count beyond what a person means is tested elsewhere.
        entry.set(path, value if path != "/data/n" or len(value) < 2 else "2")


def _picture(entry: FormEntry) -> object:
    return entry.answers(), entry.outline(hidden=True), entry.findings()


def _shape(answers: dict[str, str]) -> dict[str, str]:
    return {path: "" if path.endswith("]") else value for path, value in answers.items()}


@given(ACTS)
@settings(max_examples=60, deadline=None)
def test_saving_and_resuming_anywhere_gives_the_same_state(
    acts: list[tuple[str, int, str]],
) -> None:
    entry = _begin()
    for act in acts:
        _act(entry, *act)
        resumed = _begin(entry.answers())
        assert _picture(resumed) == _picture(entry)
    assert entry.troubles == ()


@given(ACTS)
@example([("set", 1, "yes"), ("set", 195, "yes"), ("set", 122, "x")])
@settings(max_examples=60, deadline=None)
def test_all_can_be_undone_and_done_again(acts: list[tuple[str, int, str]]) -> None:
    entry = _begin()
    before = _picture(entry)
    for act in acts:
        _act(entry, *act)
    after = _picture(entry)
    steps = 0
    while entry.can_undo:
        entry.undo()
        steps += 1
    undone_first = _picture(entry)
    assert undone_first == before
    while entry.can_redo and steps:
        entry.redo()
        steps -= 1
    # What had been undone on the way stays in front of us and is not part of *after*.
    assert _picture(entry) == after


@given(ACTS)
@settings(max_examples=40, deadline=None)
def test_working_things_out_bit_by_bit_is_as_working_them_out_at_once(
    acts: list[tuple[str, int, str]],
) -> None:
    entry = _begin()
    for act in acts:
        _act(entry, *act)
    whole = _begin(entry.answers())
    assert _shape(whole.answers()) == _shape(entry.answers())


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_answer_to_a_built_in_form_crashes_it(data: st.DataObject) -> None:
    entry = FormEntry(library.load(data.draw(st.sampled_from(library.names()))))
    for _ in range(data.draw(st.integers(0, 10))):
        questions = entry.questions()
        question = data.draw(st.sampled_from(questions))
        entry.set(question.path, data.draw(VALUES))
    entry.finish()
    FormEntry(entry.form, entry.answers())


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=8))
def test_foreign_answers_are_left_aside(answers: dict[str, str]) -> None:
    assert set(_begin(answers).answers()) >= set()


@given(st.text(alphabet="ab()[]{}|*+?.^$\\d-0123,", max_size=20), st.text("ab1", max_size=30))
def test_any_pattern_matches_or_is_refused(pattern: str, text: str) -> None:
    with suppress(ExpressionError):
        assert whole_match(pattern, text) in {True, False}


@given(st.text(alphabet="ab/.*[]()@=<>'\"+-| 12,:", max_size=40))
def test_any_expression_is_read_or_refused(source: str) -> None:
    with suppress(ExpressionError):
        parse_expression(source)


@given(st.text(max_size=200))
def test_any_xml_is_read_or_refused(document: str) -> None:
    with suppress(FormError):
        read_form(document)
