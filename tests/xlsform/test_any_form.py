"""Random forms: whatever their rules say of each other, they end, resume and can be undone."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import (
    Changes,
    FormDefinition,
    FormEntry,
    FormError,
    Group,
    Question,
    Surroundings,
    library,
    read_form,
)
from forms.compiler import compile_tables
from forms.errors import ExpressionError

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
MOST = 7
RULES = (
    "",
    "{a} = 'x'",
    "{a} != '' and {b} != ''",
    "count(/data/r) > 1",
    "sum(/data/r/inner) > 2",
    "not({a} = {b})",
    "string-length({a}) > 1 or {b} > 3",
    "selected({a}, 'y')",
)
CALCULATIONS = (
    "",
    "",
    "concat({a}, '-', {b})",
    "{a} + 1",
    "if({a} = '', 'none', {b})",
    "count(/data/r)",
    "join(' ', /data/r/inner)",
    "coalesce({a}, {b})",
    "once(random())",
    "{a} div {b}",
)
VALUES = st.sampled_from(["", "x", "y", "x y", "1", "2", "3.5", "-4", "zz"])


@st.composite
def forms(draw: st.DrawFn, *, circles: bool = False) -> FormDefinition:
    """Return a form whose questions look at earlier ones, or with *circles* at each other.

    Rules that go round in a circle, over relevance or over the lines of a repeat, have no one
    answer: what comes out may hang on what was answered first.
    """
    count = draw(st.integers(2, MOST))
    names = [f"q{number}" for number in range(count)]
    everything = ["/data/r/inner", *(f"/data/{name}" for name in names)]

    def rule(templates: tuple[str, ...], own: str) -> str:
        earlier = everything[: everything.index(own)]
        seen = [path for path in everything if path != own] if circles else earlier
        if not seen:
            return draw(st.sampled_from(["", "position(..) > 1", "count(/data/r) > 1"]))
        places = st.sampled_from(seen)
        return draw(st.sampled_from(templates)).format(a=draw(places), b=draw(places))

    def bind(path: str) -> str:
        written = {
            "relevant": rule(RULES, path),
            "calculate": rule(CALCULATIONS, path),
            "constraint": draw(st.sampled_from(["", ". != 'zz'", ". < 3"])),
            "required": draw(st.sampled_from(["", "true()", rule(RULES, path)])),
            "readonly": draw(st.sampled_from(["", "", rule(RULES, path)])),
        }
        said = "".join(f" {key}={quoteattr(value)}" for key, value in written.items() if value)
        kind = draw(st.sampled_from(["string", "int", "decimal"]))
        return f'<bind nodeset="{path}" type="{kind}"{said}/>'

    def output(own: str) -> str:
        named = rule(CALCULATIONS, own)
        return f"<output value={quoteattr(named)}/>" if named and "random" not in named else ""

    nodes = "".join(f"<{name}/>" for name in names)
    binds = "".join(map(bind, everything))
    body = "".join(
        f'<input ref="/data/{name}"><label>{name} {output(f"/data/{name}")}</label></input>'
        for name in names
    )
    return read_form(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Any</h:title><model><instance>'
        f'<data id="any">{nodes}<r jr:template=""><inner/></r></data></instance>{binds}</model>'
        f'</h:head><h:body>{body}<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">'
        f'<input ref="/data/r/inner"><label>Inner {output("/data/r/inner")}</label></input>'
        "</repeat></group></h:body></h:html>"
    )


def begin(form: FormDefinition, answers: dict[str, str] | None = None) -> FormEntry:
    numbers = iter(range(10_000))
    steady = Surroundings(now=lambda: NOON, random=lambda: 0.5, unique=lambda: str(next(numbers)))
    return FormEntry(form, answers, surroundings=steady)


def act(entry: FormEntry, place: int, value: str) -> Changes | None:
    if place % 5 == 0:
        return entry.add_repeat("/data/r")
    if place % 7 == 0 and entry.count("/data/r") > 1:
        return entry.remove_repeat(f"/data/r[{entry.count('/data/r')}]")
    # What a form works out itself is worked out again when it is resumed: nobody types there.
    calculated = {bind.path for bind in entry.form.graph.by_site if bind.bind.calculate}
    questions = [each for each in entry.questions() if _plain(each.path) not in calculated]
    return entry.set(questions[place % len(questions)].path, value) if questions else None


def _plain(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


@given(forms(), st.lists(st.tuples(st.integers(0, 99), VALUES), max_size=8))
@settings(max_examples=80, deadline=None)
def test_any_form_ends_and_resumes_where_it_was(
    form: FormDefinition, acts: list[tuple[int, str]]
) -> None:
    entry = begin(form)
    for place, value in acts:
        act(entry, place, value)
    entry.findings()
    entry.outline(hidden=True)
    again = begin(form, entry.answers())
    assert again.answers() == entry.answers()
    assert again.findings() == entry.findings()


@given(forms(), st.lists(st.tuples(st.integers(0, 99), VALUES), max_size=8))
@settings(max_examples=80, deadline=None)
def test_any_form_can_be_undone_to_its_beginning(
    form: FormDefinition, acts: list[tuple[int, str]]
) -> None:
    entry = begin(form)
    first = entry.answers()
    for place, value in acts:
        act(entry, place, value)
    while entry.can_undo:
        entry.undo()
    assert entry.answers() == first


@given(forms(), st.lists(st.tuples(st.integers(0, 99), VALUES), max_size=8))
@settings(max_examples=80, deadline=None)
def test_whatever_looks_otherwise_is_told(
    form: FormDefinition, acts: list[tuple[int, str]]
) -> None:
    entry = begin(form)
    for place, value in acts:
        before = looks(entry)
        changes = act(entry, place, value)
        if changes is not None and not changes.structure:
            now = looks(entry)
            assert {path for path in now if now[path] != before[path]} <= changes.shown


@given(st.sampled_from(library.names()), st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_looks_otherwise_in_our_own_forms_is_told(name: str, data: st.DataObject) -> None:
    entry = begin(library.load(name))
    for _ in range(12):
        question = data.draw(st.sampled_from(entry.questions()))
        choices = [choice.value for choice in entry.choices(question.path)]
        values = st.sampled_from(choices) if choices else VALUES
        before = looks(entry)
        changes = entry.set(question.path, data.draw(values))
        now = looks(entry)
        if not changes.structure:
            assert {path for path in now if now[path] != before[path]} <= changes.shown


def looks(entry: FormEntry) -> dict[str, object]:
    """Return by path all that a screen shows of each question, and whether repeats are asked."""
    shown: dict[str, object] = {}
    waiting = [*entry.outline(hidden=True)]
    while waiting:
        view = waiting.pop()
        if isinstance(view, Question):
            path = view.path
            shown[path] = (view, entry.choices(path), entry.valid(path))
        elif isinstance(view, Group):
            waiting.extend(view.children)
        else:
            around = view.path.rpartition("/")[0]
            shown[around] = (shown.get(around), view.relevant)
            waiting.extend(view.instances)
    return shown


@given(forms(circles=True), st.lists(st.tuples(st.integers(0, 99), VALUES), max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_form_that_goes_round_in_circles_comes_to_an_end(
    form: FormDefinition, acts: list[tuple[int, str]]
) -> None:
    entry = begin(form)
    for place, value in acts:
        act(entry, place, value)
    entry.findings()
    begin(form, entry.answers()).outline(hidden=True)


@given(st.sampled_from(library.names()), st.data())
@settings(max_examples=60, deadline=None)
def test_a_form_that_was_cut_about_is_read_or_refused(name: str, data: st.DataObject) -> None:
    document = _xml(name)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(document)))
        end = min(len(document), start + data.draw(st.integers(0, 60)))
        put = data.draw(
            st.sampled_from(
                ["", "<", ">", '"', "'", "/", "[1]", "..", "&amp;", "\x00", document[start:end] * 2]
            )
        )
        document = document[:start] + put + document[end:]
    with suppress(FormError, ExpressionError):
        FormEntry(read_form(document)).finish()


_DOCUMENTS: dict[str, str] = {}


def _xml(name: str) -> str:
    if name not in _DOCUMENTS:
        _DOCUMENTS[name] = compile_tables(library.source(name)).xml
    return _DOCUMENTS[name]
