"""What both reference engines do, found by filling the forms of their own suites beside them."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest

from forms import FormEntry, read_form

PAGE = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Any</h:title><model><instance>'
    '<data id="any">{instance}</data></instance>{rest}</model></h:head><h:body>{body}</h:body>'
    "</h:html>"
)
LETTERS = (
    '<instance id="letters"><root>'
    + "".join(f"<item><name>{letter}</name></item>" for letter in "ABCDEF")
    + "</root></instance>"
)


def _filled(instance: str, rest: str = "", body: str = "") -> FormEntry:
    return FormEntry(read_form(PAGE.format(instance=instance, rest=rest, body=body)))


def _worked_out(expression: str) -> str:
    bind = f'<bind nodeset="/data/c" calculate={quoteattr(expression)}/>'
    return _filled("<c/>", LETTERS + bind).value("/data/c")


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        ("42", "AFCBDE"),
        ("'42'", "AFCBDE"),
        ("-42", "EDAFBC"),
        ("1", "BFEACD"),
        ("1.1", "BFEACD"),
        ("11111111", "ACDBFE"),
        ("0", "CBEAFD"),
        ("''", "CBEAFD"),
        ("number('x')", "CBEAFD"),
        ("'mirror'", "ACBEDF"),
    ],
)
def test_the_same_seed_gives_the_same_order_everywhere(seed: str, order: str) -> None:
    shuffled = f"join('', randomize(instance('letters')/root/item/name, {seed}))"
    assert _worked_out(shuffled) == order


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("0.1 + 0.2 = 0.3", "true"),
        ("6.1 - 7.8 != -1.7", "false"),
        ("1 div 0 = 2 div 0", "true"),
        ("number('x') = number('x')", "false"),
        ("0.1 = 0.1000001", "false"),
    ],
)
def test_decimals_that_are_lost_make_no_two_numbers_of_one(expression: str, value: str) -> None:
    assert _worked_out(expression) == value


def test_what_the_form_fills_in_by_itself_outranks_a_written_default() -> None:
    entry = _filled("<e>default</e>", '<bind nodeset="/data/e" jr:preload="uid"/>')
    assert entry.value("/data/e").startswith("uuid:")


def test_a_counted_repeat_begins_each_place_with_what_the_form_wrote_there() -> None:
    entry = _filled(
        '<n>0</n><r jr:template=""><q>other</q></r><r><q>first</q></r><r><q>second</q></r>',
        '<bind nodeset="/data/r/q"/>',
        '<input ref="/data/n"/><group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n">'
        '<input ref="/data/r/q"/></repeat></group>',
    )
    assert entry.count("/data/r") == 0
    entry.set("/data/n", "3")
    assert [entry.value(f"/data/r[{place}]/q") for place in (1, 2, 3)] == [
        "first",
        "second",
        "other",
    ]


def test_a_question_of_the_body_may_be_named_from_where_it_stands() -> None:
    entry = _filled(
        '<r jr:template=""><q/></r><r><q/></r>',
        body='<group ref="/data/r"><repeat nodeset="/data/r">'
        '<input ref="current()/q"><label>Name</label></input></repeat></group>',
    )
    assert entry.label("/data/r[1]/q") == "Name"


def test_an_indexed_repeat_gives_all_answers_below_the_chosen_instance() -> None:
    entry = _filled(
        "<r><i><v>a</v></i><i><v>b</v></i></r><r><i><v>c</v></i></r><all/><number/>",
        '<bind nodeset="/data/all" calculate="concat(indexed-repeat(/data/r/i/v, /data/r, 1))"/>'
        '<bind nodeset="/data/number" calculate="count(indexed-repeat(/data/r/i/v, /data/r, 1))"/>',
        '<group ref="/data/r"><repeat nodeset="/data/r"><group ref="/data/r/i">'
        '<repeat nodeset="/data/r/i"><input ref="/data/r/i/v"/></repeat></group></repeat></group>',
    )
    assert (entry.value("/data/all"), entry.value("/data/number")) == ("ab", "2")
    entry.remove_repeat("/data/r[1]/i[1]")
    assert (entry.value("/data/all"), entry.value("/data/number")) == ("b", "1")


def test_without_a_template_a_new_instance_begins_blank() -> None:
    entry = _filled(
        '<r><q>first</q><g kind="home"><w>inside</w></g></r>',
        body='<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/q"/>'
        '<input ref="/data/r/g/w"/></repeat></group>',
    )
    entry.add_repeat("/data/r")
    assert [entry.value(f"/data/r[{place}]/q") for place in (1, 2)] == ["first", ""]
    assert [entry.value(f"/data/r[{place}]/g/w") for place in (1, 2)] == ["inside", ""]
    assert entry.value("/data/r[2]/g/@kind") == "home"


def test_questions_and_actions_may_be_named_by_the_id_of_a_bind() -> None:
    entry = _filled(
        "<q/><said/>",
        '<bind id="asked" nodeset="/data/q"/><bind id="kept" nodeset="/data/said"/>'
        '<setvalue bind="kept" event="odk-instance-first-load">begun</setvalue>',
        '<input bind="asked"><label>Name</label>'
        '<setvalue bind="kept" event="xforms-value-changed" value="/data/q"/></input>',
    )
    assert (entry.label("/data/q"), entry.value("/data/said")) == ("Name", "begun")
    entry.set("/data/q", "Selam")
    assert entry.value("/data/said") == "Selam"


def test_an_action_beside_all_questions_is_not_done_and_that_is_told() -> None:
    action = '<setvalue ref="/data/q" event="odk-instance-first-load" value="12"/>'
    asked = '<input ref="/data/q"><label>Name</label></input>'
    entry = _filled("<q/>", body=action + asked)
    assert entry.value("/data/q") == ""
    assert [each.code for each in entry.form.problems] == ["body.idle_action"]
    assert _filled("<q/>", action, asked).value("/data/q") == "12"


def test_an_action_whose_value_is_written_as_nothing_empties_the_answer() -> None:
    entry = _filled(
        "<q/><kept>before</kept>",
        body='<input ref="/data/q"><label>Name</label><setvalue ref="/data/kept" value=""'
        ' event="xforms-value-changed">not this</setvalue></input>',
    )
    entry.set("/data/q", "Selam")
    assert entry.value("/data/kept") == ""


def test_a_question_that_has_an_attribute_is_asked_for_like_any_other() -> None:
    entry = _filled(
        '<q tag="N"/>',
        '<bind nodeset="/data/q" required="true()"/>',
        '<input ref="/data/q"><label>Name</label></input>',
    )
    assert [(each.path, each.kind) for each in entry.findings()] == [("/data/q", "required")]
    assert not entry.form_valid()
    entry.set("/data/q", "Selam")
    assert entry.form_valid()
