from __future__ import annotations

from pathlib import Path

from db.store import registry
from db.store.registry import RegisteredKind, field_names, kinds, registered


def test_every_kind_and_field_has_a_number() -> None:
    assert {kind.__name__ for kind in kinds()} <= set(registry.registry())
    for kind in kinds():
        assert set(registered(kind).fields) == set(field_names(kind))


def test_no_number_is_used_twice() -> None:
    entries = registry.registry().values()
    assert len({entry.number for entry in entries}) == len(entries)
    for entry in entries:
        numbers = [*entry.fields.values(), *entry.retired.values()]
        assert len(set(numbers)) == len(numbers)
        assert min(numbers) >= 1


def test_protective_fields_exist_and_name_values_from_safest_on() -> None:
    for entry in registry.registry().values():
        assert set(entry.protective) <= set(entry.fields)


def test_a_field_that_is_gone_keeps_its_number(tmp_path: Path) -> None:
    known = registry.registry()
    person = known["Person"]
    earlier = RegisteredKind(
        name="Person",
        number=person.number,
        audience=person.audience,
        fields={**person.fields, "shoe_size": 900},
    )
    complete = registry.with_missing({**known, "Person": earlier})
    assert complete["Person"].retired["shoe_size"] == 900
    assert complete["Person"].fields == person.fields


def test_new_fields_are_numbered_after_all_others() -> None:
    known = registry.registry()
    person = known["Person"]
    fewer = {name: number for name, number in person.fields.items() if name != "given_name"}
    earlier = RegisteredKind(
        name="Person",
        number=person.number,
        audience=person.audience,
        fields=fewer,
        retired={"once": 800},
    )
    complete = registry.with_missing({**known, "Person": earlier})
    assert complete["Person"].fields["given_name"] == 801


def test_the_file_is_as_the_command_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "fields.toml"
    registry.write(registry.with_missing(registry.registry()), path)
    shipped = Path(registry.__file__).with_name(registry.REGISTRY_FILE)
    assert path.read_text("utf-8") == shipped.read_text("utf-8")
