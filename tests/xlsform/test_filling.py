"""A form filled step by step: what a screen asks of `FormEntry`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forms import FormEntry, Group, Question, Repeat, UnknownPathError, read_form

Begin = Callable[..., FormEntry]

HOUSEHOLD = """
| survey |
| | type | name | label | relevant | required | constraint | constraint_message | calculation | choice_filter | appearance |
| | text | head | Who is the head? | | yes | | | | | |
| | select_one yn | children | Are there children? | | | | | | | |
| | begin_repeat | child | Child | ${children} = 'yes' | | | | | | |
| | text | name | Name | | | | | | | |
| | integer | age | Age of ${name} | | | . >= 0 and . < 18 | Under 18, please. | | | |
| | text | school | School | ${age} >= 6 | | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | total | | | | | | sum(${age}) | | |
| | note | told | Together ${total} years | | | | | | | |
| | select_one region | region | Region | | | | | | | minimal |
| | select_one town | town | Town | | | | | | region = ${region} | |
| | select_multiple town | visited | Visited | | | | | | region = ${region} | |
| choices |
| | list_name | name | label | region |
| | yn | yes | Yes | |
| | yn | no | No | |
| | region | north | North | |
| | region | south | South | |
| | town | aa | Aa | north |
| | town | bb | Bb | north |
| | town | cc | Cc | south |
"""  # noqa: E501  a table is wide


@pytest.fixture
def household(begin: Begin) -> FormEntry:
    return begin(HOUSEHOLD)


def test_questions_come_in_order_with_what_a_screen_needs(household: FormEntry) -> None:
    head, children, *_ = household.questions()
    assert (head.path, head.kind, head.label, head.required) == (
        "/data/head",
        "text",
        "Who is the head?",
        True,
    )
    assert children.kind == "select_one"
    assert [choice.label for choice in household.choices(children.path)] == ["Yes", "No"]
    assert household.question("/data/region").appearance == {"minimal"}


def test_a_repeat_is_shown_when_it_is_relevant(household: FormEntry) -> None:
    assert not any(isinstance(view, Repeat) for view in household.outline())
    changes = household.set("/data/children", "yes")
    assert "/data/child[1]/name" in changes.paths
    household.add_repeat("/data/child")
    (repeat,) = (view for view in household.outline() if isinstance(view, Repeat))
    assert [group.path for group in repeat.instances] == ["/data/child[1]", "/data/child[2]"]
    assert not repeat.counted
    first = repeat.instances[0]
    assert isinstance(first, Group)
    assert [view.name for view in first.children if isinstance(view, Question)] == ["name", "age"]


def test_what_is_not_relevant_is_blank_but_kept(household: FormEntry) -> None:
    household.set("/data/children", "yes")
    household.set("/data/child[1]/age", "7")
    assert household.value("/data/total") == "7"
    assert household.label("/data/told") == "Together 7 years"
    household.set("/data/children", "no")
    assert household.value("/data/total") == "0"
    assert household.value("/data/child[1]/age") == ""
    assert household.kept_value("/data/child[1]/age") == "7"
    household.set("/data/children", "yes")
    assert household.value("/data/total") == "7"


def test_findings_name_what_is_missing_and_wrong(household: FormEntry) -> None:
    household.set("/data/children", "yes")
    household.set("/data/child[1]/name", "Ana")
    household.set("/data/child[1]/age", "40")
    missing, wrong = household.findings()
    assert (missing.path, missing.kind) == ("/data/head", "required")
    assert (wrong.kind, wrong.label, wrong.message) == (
        "constraint",
        "Age of Ana",
        "Under 18, please.",
    )
    assert household.kept_value("/data/child[1]/age") == "40"
    household.set("/data/child[1]/age", "12")
    household.set("/data/head", "Selam")
    assert household.form_valid()


def test_instances_renumber_when_one_goes(household: FormEntry) -> None:
    household.set("/data/children", "yes")
    for number in (1, 2, 3):
        if number > 1:
            household.add_repeat("/data/child")
        household.set(f"/data/child[{number}]/name", f"n{number}")
    changes = household.remove_repeat("/data/child[2]")
    assert changes.structure
    assert household.count("/data/child") == 2
    assert household.value("/data/child[2]/name") == "n3"
    household.undo()
    assert household.value("/data/child[2]/name") == "n2"
    assert household.value("/data/child[3]/name") == "n3"


def test_a_choice_that_a_filter_takes_away_comes_back_with_undo(household: FormEntry) -> None:
    household.set("/data/region", "north")
    household.set("/data/town", "aa")
    household.set("/data/visited", "aa bb")
    household.set("/data/region", "south")
    assert household.value("/data/town") == ""
    assert household.value("/data/visited") == ""
    assert [choice.value for choice in household.choices("/data/town")] == ["cc"]
    household.undo()
    assert household.value("/data/town") == "aa"
    assert household.value("/data/visited") == "aa bb"
    household.redo()
    assert household.value("/data/region") == "south"
    assert household.value("/data/town") == ""
    assert household.can_undo
    assert not household.can_redo


def test_one_can_stop_and_resume_anywhere(household: FormEntry) -> None:
    household.set("/data/children", "yes")
    household.add_repeat("/data/child")
    household.set("/data/child[2]/age", "9")
    household.set("/data/region", "north")
    household.set("/data/town", "bb")
    resumed = FormEntry(household.form, household.answers())
    assert resumed.answers() == household.answers()
    assert resumed.value("/data/total") == "9"
    assert resumed.count("/data/child") == 2
    assert not resumed.can_undo


def test_answers_of_another_version_do_no_harm(household: FormEntry) -> None:
    answers = {**household.answers(), "/data/gone": "x", "/other/y": "z", "/data/child[1]": "id"}
    assert FormEntry(household.form, answers).answers()["/data/child[1]"] == "id"


def test_unknown_paths_are_told(household: FormEntry) -> None:
    for path in ("/data/nothing", "/data/child[7]/name", "/else", "", "/data/child[x]/nothing"):
        with pytest.raises(UnknownPathError):
            household.set(path, "1")
        assert not household.exists(path)
        assert not household.relevant(path)
    with pytest.raises(UnknownPathError):
        household.add_repeat("/data/head")
    with pytest.raises(UnknownPathError):
        household.remove_repeat("/data/head")


KINDS = """
| survey |
| | type | name | label | appearance | parameters | bind::caseworker:field |
| | text | a | A | | | person.given_name |
| | text | b | B | multiline | | |
| | decimal | c | C | | | |
| | range | d | D | | start=0 end=10 step=2 | |
| | date | e | E | | | |
| | time | f | F | | | |
| | dateTime | g | G | | | |
| | rank l | h | H | | | |
| | note | i | I | | | |
| | acknowledge | j | J | | | |
| | geopoint | k | K | | | |
| | image | l | L | | | |
| | image | m | M | signature | | |
| | audio | n | N | | | |
| | file | o | O | | | |
| | barcode | p | P | | | |
| | hidden | q | | | | |
| choices |
| | list_name | name | label |
| | l | x | X |
| settings |
| | form_title | namespaces |
| | T | caseworker="https://caseworker.example/xforms" |
"""


def test_every_kind_of_question_is_known(begin: Begin) -> None:
    entry = begin(KINDS)
    assert [question.kind for question in entry.questions()] == [
        "text", "multiline", "decimal", "range", "date", "time", "date_time", "rank", "note",
        "acknowledge", "geopoint", "image", "signature", "audio", "file", "barcode",
    ]  # fmt: skip
    assert entry.question("/data/d").parameters["end"] == "10"


def test_bound_answers_are_found_and_prefilled(begin: Begin) -> None:
    entry = begin(KINDS, prefill={"person.given_name": "Selam"})
    (value,) = entry.fields()
    assert (value.path, value.field, value.value) == ("/data/a", "person.given_name", "Selam")


COUNTED = """
| survey |
| | type | name | label | repeat_count | calculation | default | trigger |
| | integer | n | How many? | | | | |
| | begin_repeat | r | One | ${n} | | | |
| | text | x | X | | | concat('x', position(..)) | |
| | calculate | first | | | once(random()) | | |
| | end_repeat | | | | | | |
| | text | noted | Noted | | concat('saw ', ${n}) | | ${n} |
| | date | day | Day | | | today() | |
"""


def test_a_counted_repeat_follows_its_count(begin: Begin) -> None:
    entry = begin(COUNTED)
    assert entry.value("/data/day") == "2026-03-14"
    assert entry.count("/data/r") == 0
    entry.set("/data/n", "3")
    assert [entry.value(f"/data/r[{n}]/x") for n in (1, 2, 3)] == ["x1", "x2", "x3"]
    assert entry.value("/data/noted") == "saw 3"
    entry.set("/data/r[3]/x", "mine")
    entry.set("/data/n", "1")
    assert entry.count("/data/r") == 1
    entry.undo()
    assert entry.value("/data/r[3]/x") == "mine"
    entry.set("/data/n", "")
    assert entry.count("/data/r") == 3


def test_a_hostile_count_is_bounded(begin: Begin) -> None:
    entry = begin(COUNTED)
    entry.set("/data/n", "1000000000")
    assert entry.count("/data/r") == 1_000
    assert ("/data/r", "too_many") in entry.troubles


LANGUAGES = """
| survey |
| | type | name | label::en | label::fr | hint::en | hint::fr | guidance_hint::en | guidance_hint::fr | constraint | constraint_message::en | constraint_message::fr |
| | text | who | Who? | Qui ? | A name | Un nom | Why | Pourquoi | | | |
| | select_one yn | ok | Is ${who} here? | ${who} est là ? | | | | | . = 'yes' | Wait. | Attendez. |
| | calculate | said | | | | | | | | | |
| choices |
| | list_name | name | label::en | label::fr |
| | yn | yes | Yes | Oui |
| | yn | no | No | |
| settings |
| | default_language |
| | en |
"""  # noqa: E501  a table is wide


def test_every_word_follows_the_language(begin: Begin) -> None:
    entry = begin(LANGUAGES.replace("| | calculate | said | | | | | | | | | |\n", ""))
    entry.set("/data/who", "Zoé")
    entry.set("/data/ok", "no")
    assert entry.languages == ("en", "fr")
    assert entry.label("/data/ok") == "Is Zoé here?"
    entry.set_language("fr")
    assert entry.label("/data/ok") == "Zoé est là ?"
    question = entry.question("/data/who")
    assert (question.hint, question.guidance) == ("Un nom", "Pourquoi")
    assert entry.findings()[0].message == "Attendez."
    assert entry.choices("/data/ok")[0].label == "Oui"
    entry.set_language("tlh")
    assert entry.language == "fr"


CIRCLE = """
| survey |
| | type | name | label | calculation |
| | integer | a | A | |
| | calculate | b | | ${a} + ${c} |
| | calculate | c | | ${b} + 1 |
| | note | n | ${b} | |
"""


def test_a_circle_is_told_and_ends(begin: Begin) -> None:
    entry = begin(CIRCLE)
    entry.set("/data/a", "1")
    assert {problem.code for problem in entry.form.problems} == {"calculation.circular"}


JUDGED = """
| survey |
| | type | name | label | required | constraint | relevant |
| | text | first | First | | | |
| | text | second | Second after ${first} | ${first} = 'x' | . != ${first} | |
| | text | third | Third | | | |
| | begin_repeat | line | Line | | | ${first} != 'none' |
| | text | word | Word | | | |
| | end_repeat | | | | | |
"""


def test_a_change_tells_what_shows_it_and_nothing_else(begin: Begin) -> None:
    entry = begin(JUDGED)
    assert entry.set("/data/third", "x").shown == {"/data/third"}
    # The second is asked for, and named, by the first; the root shows whether lines may be added.
    assert entry.set("/data/first", "x").shown == {"/data/first", "/data/second", "/data"}
    assert entry.set("/data/second", "x").shown == {"/data/second"}
    assert not entry.constraint_valid("/data/second")
    assert "/data/second" in entry.set("/data/first", "y").shown
    assert entry.constraint_valid("/data/second")


@pytest.mark.parametrize("rule", ["required", "constraint"])
def test_a_rule_alone_tells_of_its_question(begin: Begin, rule: str) -> None:
    written = {"required": "${first} = 'x'", "constraint": ". != ${first}"}[rule]
    entry = begin(
        f"| survey |\n| | type | name | label | {rule} |\n"
        f"| | text | first | First | |\n| | text | second | Second | {written} |\n"
    )
    assert entry.set("/data/first", "x").shown == {"/data/first", "/data/second"}


def test_an_output_that_cannot_be_worked_out_leaves_the_words_around_it() -> None:
    entry = FormEntry(
        read_form(
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
            "<h:head><h:title>Any</h:title><model><instance><data><a/></data></instance></model>"
            '</h:head><h:body><input ref="/data/a"><label>Since <output value="tomorrow()"/> on'
            "</label></input></h:body></h:html>"
        )
    )
    assert entry.label("/data/a") == "Since  on"
    assert entry.troubles == (("/data/a", "output:ExpressionError"),)
