"""Looking at every page again and again, while people write."""

from __future__ import annotations

from pathlib import Path

from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from db.store.creation import NewCentre, create_store
from db.store.verify import verify
from tests.store.laptop import FAST, add_person


def test_what_was_written_since_the_last_look_is_no_damage(tmp_path: Path) -> None:
    centre = NewCentre(
        centre_name="Harbour Gate", administrator_name="Amina", passphrase="a lake under the moon"
    )
    office = create_store(tmp_path / "store", centre, derivation=FAST).office
    office.perform(add_person("Selam"))
    assert verify(office).problems == ()

    def renames(work: UnitOfWork) -> None:
        work.matching(Person)[0].given_name = "Saba"

    office.perform(renames)
    assert verify(office).problems == ()
    office.close()
