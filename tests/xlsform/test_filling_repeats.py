"""Filling where instances look at each other, at lists in files, and at what happens to them."""

from __future__ import annotations

from collections.abc import Callable

from forms import FormEntry, read_form

Begin = Callable[..., FormEntry]

RUNNING = """
| survey |
| | type | name | label | calculation |
| | begin_repeat | r | R | |
| | integer | x | X | |
| | calculate | sofar | | ${x} + coalesce(indexed-repeat(${sofar}, ${r}, position(..) - 1), 0) |
| | end_repeat | | | |
"""


def test_a_running_total_over_instances_works(begin: Begin) -> None:
    entry = begin(RUNNING)
    for number in range(1, 5):
        if number > 1:
            entry.add_repeat("/data/r")
        entry.set(f"/data/r[{number}]/x", str(number))
    assert [entry.value(f"/data/r[{n}]/sofar") for n in range(1, 5)] == ["1", "3", "6", "10"]
    assert not entry.form.problems
    entry.remove_repeat("/data/r[1]")
    assert [entry.value(f"/data/r[{n}]/sofar") for n in range(1, 4)] == ["2", "5", "9"]


PULL = """
| survey |
| | type | name | label | calculation |
| | text | code | Code | |
| | calculate | place | | pulldata('places', 'name', 'code', ${code}) |
| | select_one_from_file places.csv | pick | Pick | |
"""


def test_a_list_from_a_file_is_looked_up_and_offered(begin: Begin) -> None:
    entry = begin(PULL, files={"places.csv": "name,code,label\nagadez,1,Agadez\narlit,2,Arlit\n"})
    entry.set("/data/code", "2")
    assert entry.value("/data/place") == "arlit"
    assert [choice.label for choice in entry.choices("/data/pick")] == ["Agadez", "Arlit"]
    without = begin(PULL)
    without.set("/data/code", "2")
    assert without.value("/data/place") == ""
    assert without.choices("/data/pick") == ()


ACTIONS = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model><instance>
 <data id="t"><q/><loaded/><r><d/></r><r><d/></r><f jr:template=""><x/></f></data></instance>
 <setvalue event="odk-instance-load" ref="/data/loaded" value="4 * 4"/></model></h:head><h:body>
 <input ref="/data/q"><label>Q</label>
  <setvalue event="xforms-value-changed" ref="/data/r[position() = 2]/d" value="/data/q"/></input>
 <repeat nodeset="/data/r"><input ref="/data/r/d"><label>D</label></input></repeat>
 <repeat nodeset="/data/f" jr:noAddRemove="true()"><input ref="/data/f/x"><label>X</label></input>
 </repeat></h:body></h:html>"""


def test_an_action_may_name_the_instance_it_means() -> None:
    entry = FormEntry(read_form(ACTIONS))
    entry.set("/data/q", "foo")
    assert [entry.value(f"/data/r[{n}]/d") for n in (1, 2)] == ["", "foo"]
    assert entry.value("/data/loaded") == "16"
    assert entry.count("/data/f") == 1


NESTED = """
| survey |
| | type | name | label | bind::caseworker:field |
| | begin_repeat | goal | Goal | |
| | text | title | Title | objective.title |
| | begin_repeat | act | Act | |
| | text | what | What | planned_action.what |
| | end_repeat | | | |
| | end_repeat | | | |
| settings |
| | form_title | namespaces |
| | T | caseworker="https://caseworker.example/xforms" |
"""


def test_bound_answers_of_nested_repeats_name_both_instances(begin: Begin) -> None:
    title, what = begin(NESTED).fields()
    assert title.field == "objective.title"
    assert title.within == ""
    assert what.within == title.instance
    assert what.instance not in {"", title.instance}


PEOPLE = """
| survey |
| | type | name | label | calculation |
| | begin_repeat | person | P | |
| | integer | age | A | |
| | begin_repeat | need | N | |
| | integer | weight | W | |
| | end_repeat | | | |
| | end_repeat | | | |
| | calculate | children | | count(${person}[${age} < 18]) |
| | calculate | years | | sum(${person}[${age} < 18]/age) |
| | calculate | burdened | | count(${person}[sum(${weight}) > 4]) |
"""


def test_a_question_named_in_a_predicate_is_that_of_the_instance_looked_at(begin: Begin) -> None:
    entry = begin(PEOPLE)
    assert not entry.form.problems
    entry.add_repeat("/data/person")
    entry.add_repeat("/data/person")
    for number, age in enumerate(("4", "40", "11"), 1):
        entry.set(f"/data/person[{number}]/age", age)
    assert (entry.value("/data/children"), entry.value("/data/years")) == ("2", "15")
    entry.set("/data/person[2]/age", "5")
    assert (entry.value("/data/children"), entry.value("/data/years")) == ("3", "20")
    for repeat in ("/data/person[2]/need", "/data/person[2]/need", "/data/person[3]/need"):
        entry.add_repeat(repeat)
    entry.set("/data/person[2]/need[1]/weight", "3")
    entry.set("/data/person[2]/need[2]/weight", "2")
    entry.set("/data/person[3]/need[1]/weight", "4")
    assert entry.value("/data/burdened") == "1"
