"""Versions stand beside each other; only administrators install and retire."""

from __future__ import annotations

import pytest

from caseworker.answers import collect
from caseworker.errors import GateClosed, NotAllowed, NotFound, NothingToUndo
from caseworker.form_library.checking import Source
from caseworker.form_library.filling import free_in, keep_filled, read_filled
from caseworker.form_library.installing import install, retire
from caseworker.form_library.versions import (
    form_in_use,
    form_of,
    in_use,
    installed_forms,
    medium,
)
from caseworker.model.audit import AuditEvent
from caseworker.model.form import FormMedium, InstalledForm
from caseworker.ports import Actor
from forms import FormEntry, library
from tests.form_library.arrival_interview import EN, MEDIA, PNG
from tests.form_library.centre_with_form import (
    INTERVIEW,
    begun,
    codes,
    installed,
    kept,
    looked_over,
    small,
    source,
)
from tests.scene import ADMINISTRATOR, AMINA, JOSEPHINE, OFFICER, Scene

HEAD = ("type", "name", f"label::{EN}", "bind::caseworker:was", "bind::caseworker:field")


@pytest.fixture
def scene() -> Scene:
    return Scene(ADMINISTRATOR)


def test_an_installed_form_has_all_that_belongs_to_it(scene: Scene) -> None:
    book = source()
    form = installed(scene, book)
    assert (form.identifier, form.version, form.questions) == (INTERVIEW, "1", 13)
    assert form.languages == (EN, "العربية (ar)")
    assert form.installed_by == ADMINISTRATOR.user_id
    assert scene.ask(lambda reads: reads.content(form.source)) == book.content
    assert {each.name for each in scene.ask(lambda reads: reads.matching(FormMedium))} == set(MEDIA)
    assert scene.ask(lambda reads: medium(reads, form.id, "road.png")) == PNG
    assert scene.ask(lambda reads: medium(reads, form.id, "none.png")) is None
    usable = scene.ask(lambda reads: form_in_use(reads, INTERVIEW))
    assert usable.files["routes.csv"].startswith("name,label")
    events = scene.ask(lambda reads: reads.matching(AuditEvent, action="form installed"))
    assert [(event.subject, event.by) for event in events] == [(form.id, ADMINISTRATOR.user_id)]


@pytest.mark.parametrize("who", [AMINA, JOSEPHINE, OFFICER], ids=lambda who: who.name)
def test_nobody_else_installs_or_retires(scene: Scene, who: Actor) -> None:
    form = installed(scene)
    scene.as_(who)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: install(work, source()))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: retire(work, form.id))


def test_a_version_is_taken_once_and_for_all(scene: Scene) -> None:
    form = installed(scene)
    scene.as_(ADMINISTRATOR)
    assert codes(looked_over(scene, source())) == {"version.taken"}
    scene.do(lambda work: retire(work, form.id))
    assert codes(looked_over(scene, source())) == {"version.taken"}
    with pytest.raises(GateClosed):
        scene.do(lambda work: install(work, source()))
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: retire(work, form.id))


def test_the_newest_version_is_in_use_until_it_is_retired(scene: Scene) -> None:
    first = installed(scene, small(HEAD, ("text", "word", "A word")))
    scene.later(days=1)
    second = installed(scene, small(HEAD, ("text", "word", "A better word"), version="2"))
    assert in_use_id(scene) == second.id
    assert scene.ask(lambda reads: form_of(reads, "small", "1")).id == first.id
    lines = {line.version: line for line in scene.ask(installed_forms)}
    assert (lines["1"].in_use, lines["2"].in_use) == (False, True)
    scene.as_(ADMINISTRATOR).do(lambda work: retire(work, second.id))
    assert in_use_id(scene) == first.id
    scene.do(lambda work: retire(work, first.id))
    with pytest.raises(NotFound):
        scene.ask(lambda reads: form_in_use(reads, "small"))
    assert scene.ask(lambda reads: form_of(reads, "small", "2")).definition.version == "2"


def in_use_id(scene: Scene) -> object:
    form = scene.ask(lambda reads: in_use(reads, "small"))
    assert form is not None
    return form.id


def test_a_form_of_the_centre_takes_the_place_of_a_built_in_one(scene: Scene) -> None:
    tables = library.source("safety_plan")
    shipped = scene.ask(lambda reads: form_in_use(reads, "safety_plan"))
    assert shipped.id is None
    assert codes(looked_over(scene, markdown(tables))) == {"version.taken"}
    ours = tables.replace("| safety_plan | 1 |", "| safety_plan | 1.1 |")
    assert ours != tables
    form = installed(scene, markdown(ours))
    assert scene.ask(lambda reads: form_in_use(reads, "safety_plan")).id == form.id
    line = next(line for line in scene.ask(installed_forms) if line.version == "1.1")
    assert line.replaces_built_in
    scene.as_(ADMINISTRATOR).do(lambda work: retire(work, form.id))
    assert scene.ask(lambda reads: form_in_use(reads, "safety_plan")).id is None


def test_a_form_in_the_place_of_another_asks_what_the_step_needs(scene: Scene) -> None:
    form = small(
        HEAD,
        ("text", "signs", "Signs", "", "safety_plan.warning_signs"),
        ("text", "wrong", "Wrong", "", "safety_plan.nothing"),
        identifier="safety_plan",
        version="9",
    )
    found = looked_over(scene, form)
    assert "binding.left_out" in codes(found)
    assert "binding.unknown_entity" in codes(found)


def markdown(tables: str) -> Source:
    return Source(content=tables.encode(), file_type=".md")


def test_answers_follow_a_question_that_has_another_name(scene: Scene) -> None:
    before = small(
        HEAD,
        ("text", "hopes", "What do you hope for?"),
        ("text", "gone", "Asked no more"),
        ("begin_repeat", "child", "Child"),
        ("text", "name", "Name"),
        ("end_repeat",),
    )
    after = small(
        HEAD,
        ("begin_group", "ahead", "Ahead"),
        ("text", "wishes", "What do you wish for?", "hopes"),
        ("end_group",),
        ("begin_repeat", "girl_or_boy", "Child", "/data/child"),
        ("text", "called", "Name", "/data/child/name"),
        ("end_repeat",),
        ("text", "odd", "Odd", "/data/never"),
        version="2",
    )
    installed(scene, before)
    case = scene.case()
    entry = begun(scene, case, "small")
    entry.set("/data/hopes", "A workshop")
    entry.set("/data/gone", "Old")
    if not entry.count("/data/child"):
        entry.add_repeat("/data/child")
    entry.set("/data/child[1]/name", "Robel")
    filled = kept(scene, case, entry)
    scene.later(days=1)
    found = looked_over(scene, after)
    assert codes(found) == {"moved.unknown", "moved.left_behind"}
    assert not found.errors
    assert found.version_before == "1"
    installed(scene, after)

    usable = scene.ask(lambda reads: form_in_use(reads, "small"))
    carried = scene.ask(lambda reads: free_in(reads, filled.id, usable))
    there = {path.partition("[")[0]: text for path, text in carried.items()}
    assert there["/data/ahead/wishes"] == "A workshop"
    named = [text for path, text in carried.items() if path.endswith("/called")]
    assert named == ["Robel"]
    assert "Old" not in carried.values()
    old = scene.ask(lambda reads: read_filled(reads, filled.id))
    assert old.usable.definition.version == "1"
    assert old.answers["/data/gone"] == "Old"
    assert old.answers["/data/child[1]/name"] == "Robel"


def test_two_versions_are_filled_side_by_side(scene: Scene) -> None:
    installed(scene, small(HEAD, ("text", "word", "A word")))
    case = scene.case()
    earlier = kept(scene, case, filled_with(begun(scene, case, "small"), "first"))
    scene.later(days=1)
    installed(scene, small(HEAD, ("integer", "word", "A number"), version="2"))
    later = kept(scene, case, filled_with(begun(scene, case, "small"), "2"))
    for filled, version, said in ((earlier, "1", "first"), (later, "2", "2")):
        read = scene.ask(lambda reads, key=filled.id: read_filled(reads, key))
        assert read.usable.definition.version == version
        assert read.answers["/data/word"] == said


def filled_with(entry: FormEntry, word: str) -> FormEntry:
    entry.set("/data/word", word)
    return entry


def test_a_form_that_is_kept_again_keeps_the_same_rows(scene: Scene) -> None:
    installed(scene, small(HEAD, ("text", "word", "A word")))
    case = scene.case()
    entry = filled_with(begun(scene, case, "small"), "first")
    filled = kept(scene, case, entry)
    answers = collect(filled_with(entry, "better"))
    again = scene.do(lambda work: keep_filled(work, case, answers, filled.id))
    assert again.id == filled.id
    assert scene.ask(lambda r: read_filled(r, filled.id)).answers["/data/word"] == "better"
    assert scene.ask(lambda reads: reads.count(InstalledForm)) == 1
