"""A laptop whose whole disk went back: it seals nothing for who was excluded, and catches up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from caseworker.centre.root import name_by_root
from caseworker.errors import LaptopWentBack
from caseworker.sync.batch_file import Refused, laptop_id, read_file
from db.store.exchange.kept_batches import content_of, to_carry
from db.store.registry import AudienceClass
from db.store.tables import audience_keys
from db.store.verify import verify
from tests.sync.stores import Desk, World, add_person, world


def image_of(desk: Desk) -> Path:
    """Return a copy of the whole disk of a laptop."""
    image = desk.folder.parent / "image"
    desk.lock()
    shutil.copytree(desk.folder, image)
    desk.unlock()
    return image


def put_back(desk: Desk, image: Path) -> None:
    desk.lock()
    shutil.rmtree(desk.folder)
    shutil.copytree(image, desk.folder)
    desk.unlock()


class Office:
    """Three laptops; that of Bo goes back to a day on which Hodan still belonged."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo = centre.join(self.amina, centre.enrol(self.amina, "Bo Li"), "Bo Li", "second")
        hodan_id = centre.enrol(self.amina, "Hodan Ali", "03")
        self.hodan = centre.join(self.amina, hodan_id, "Hodan Ali", "third")
        centre.round(self.amina, self.bo, self.hodan, self.amina, self.bo)
        self.image = image_of(self.bo)

    def exclude_hodan(self) -> None:
        """End her laptop; the keys that she knows are destroyed on both others."""
        self.amina.office.space.revoke(UUID(bytes=self.hodan.office.store.identity.device_id))
        self.amina.act(add_person("Selam"))
        for _ in range(3):
            self.centre.round(self.amina, self.bo)
        assert not keys_of(self.amina) & keys_of(self.hodan)
        assert self.bo.names() == ["Selam"]

    def go_back(self) -> None:
        put_back(self.bo, self.image)
        assert self.bo.names() == []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with world(tmp_path) as made:
        yield Office(made)


def keys_of(desk: Desk) -> set[bytes]:
    with desk.office.store.reading.connect() as connection:
        return set(connection.scalars(select(audience_keys.c.id)))


def sealed_under(desk: Desk) -> set[bytes]:
    """Return the keys of the batches by this laptop that it can still hand over."""
    own = laptop_id(desk.office.store.identity.device_public_key)
    with desk.office.store.reading.connect() as connection:
        found = [read_file(content_of(connection, key) or b"") for key in to_carry(connection)]
    return {each.header.key for each in found if each.header.laptop == own}


def test_an_old_image_seals_nothing_under_a_key_that_an_excluded_laptop_has(
    office: Office,
) -> None:
    office.exclude_hodan()
    office.go_back()
    office.bo.act(add_person("Tesfay"))
    office.centre.round(office.bo)
    known_to_hodan = keys_of(office.hodan)
    assert not sealed_under(office.bo) & known_to_hodan
    for _ in range(3):
        office.centre.round(office.amina, office.bo)
    assert office.bo.names() == office.amina.names() == ["Selam", "Tesfay"]
    assert not sealed_under(office.bo) & known_to_hodan
    office.centre.round(office.hodan)
    assert "Tesfay" not in office.hodan.names()
    for desk in (office.amina, office.bo):
        assert verify(desk.office).problems == ()
    assert office.bo.office.space.status().waiting == 0


def test_where_the_keys_of_today_are_nowhere_to_be_had_it_asks_and_waits(office: Office) -> None:
    office.exclude_hodan()
    office.go_back()
    office.bo.act(add_person("Tesfay"))
    own = laptop_id(office.bo.office.store.identity.device_public_key)
    for path in office.centre.stick.rglob("*"):
        if path.is_file() and not is_by(own, path.read_bytes()):
            path.unlink()
    office.centre.round(office.bo)
    assert office.bo.office.space.status().waiting > 0
    office.centre.round(office.hodan)
    assert "Tesfay" not in office.hodan.names()
    for _ in range(2):
        office.centre.round(office.amina, office.bo)
    office.centre.round(office.amina)
    assert office.bo.names() == office.amina.names() == ["Selam", "Tesfay"]
    assert not sealed_under(office.bo) & keys_of(office.hodan)
    assert not [each for each in office.bo.office.space.laptops() if each.incomplete]


def is_by(laptop: bytes, content: bytes) -> bool:
    try:
        return read_file(content).header.laptop == laptop
    except Refused:
        return False


def test_what_an_old_image_sealed_before_it_could_know_is_sealed_again(office: Office) -> None:
    office.exclude_hodan()
    office.go_back()
    office.bo.act(add_person("Tesfay"))
    # A new, empty stick: nothing on it tells that anybody was excluded.
    first, office.centre.stick = office.centre.stick, office.centre.folder / "new stick"
    office.centre.stick.mkdir()
    office.centre.round(office.bo)
    assert sealed_under(office.bo) & keys_of(office.hodan)
    for _ in range(4):
        office.centre.round(office.amina, office.bo)
    office.centre.stick = first
    assert office.amina.names() == office.bo.names() == ["Selam", "Tesfay"]
    assert not sealed_under(office.bo) & keys_of(office.hodan)
    (here,) = [each for each in office.amina.office.space.laptops() if each.code == office.bo.code]
    assert here.forked
    assert not here.incomplete
    centre = office.bo.office.store.identity.audiences[AudienceClass.CENTRE]
    log = office.bo.office.exchange._log
    with office.bo.office.store.reading.connect() as connection:
        newest = log(connection).members.key_to_seal_with(centre)
    assert newest is not None
    assert newest.id in keys_of(office.bo)


@pytest.mark.parametrize("its_own_stay", [True, False])
def test_an_old_image_is_given_again_what_the_others_let_go(
    office: Office, *, its_own_stay: bool
) -> None:
    """Nobody was excluded: only what came since is missing, and no carrier has it any more."""
    own = laptop_id(office.bo.office.store.identity.device_public_key)
    office.amina.act(add_person("Selam"))
    for _ in range(3):
        office.centre.round(office.amina, office.bo, office.hodan)
    for kept in office.centre.stick.rglob("*"):
        if kept.is_file() and not (its_own_stay and is_by(own, kept.read_bytes())):
            kept.unlink()
    office.go_back()
    office.bo.act(add_person("Tesfay"))
    for _ in range(2):
        office.centre.round(office.bo, office.amina, office.hodan)
    office.centre.round(office.bo)
    assert office.bo.names() == office.hodan.names() == ["Selam", "Tesfay"]
    assert not [each for each in office.bo.office.space.laptops() if each.incomplete]


class Alone:
    """Amina, the only administrator, whose laptop goes back; Bo, who saw what came since."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.bo = centre.join(self.amina, centre.enrol(self.amina, "Bo Li"), "Bo Li", "second")
        hodan_id = centre.enrol(self.amina, "Hodan Ali", "03")
        self.hodan = centre.join(self.amina, hodan_id, "Hodan Ali", "third")
        centre.round(self.amina, self.bo, self.hodan, self.amina, self.bo)
        image = image_of(self.amina)
        # Since then Hodan was ended: other keys, and other entries of Amina's.
        self.amina.office.space.revoke(UUID(bytes=self.hodan.office.store.identity.device_id))
        self.amina.act(add_person("Selam"))
        for _ in range(3):
            centre.round(self.amina, self.bo)
        put_back(self.amina, image)
        self.amina.act(add_person("Tesfay"))
        assert self.amina.names() == ["Tesfay"]

    @property
    def helped(self) -> list[str]:
        """The codes of laptops that Bo is asked to help."""
        return [each.code for each in self.bo.office.space.laptops() if each.needs_help]

    def both_know_all(self) -> None:
        for desk in (self.amina, self.bo):
            assert desk.names() == ["Selam", "Tesfay"]
            assert verify(desk.office).problems == ()
        assert not self.amina.office.space.status().went_back
        assert self.helped == []
        # Nothing was signed a second time, and she goes on where she was.
        with self.bo.office.store.reading.connect() as connection:
            assert not self.bo.office.store.log(connection).members.verdicts.forks
        assert not sealed_under(self.amina) & keys_of(self.hodan)
        self.amina.office.space.invite(self.bo.actor)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Alone]:
    with world(tmp_path) as made:
        yield Alone(made)


def test_the_only_administrator_who_went_back_is_helped_by_a_colleague_who_saw_the_latest(
    alone: Alone,
) -> None:
    alone.centre.round(alone.amina)
    assert alone.amina.office.space.status().went_back
    with pytest.raises(LaptopWentBack):
        alone.amina.office.space.invite(alone.bo.actor)
    alone.centre.round(alone.bo, alone.amina)
    # Nothing is given by itself: whoever took an old image of her laptop would ask as well.
    assert alone.amina.names() == ["Tesfay"]
    assert alone.helped == [alone.amina.code]
    device = UUID(bytes=alone.amina.office.store.identity.device_id)
    alone.bo.office.space.help_back(device)
    for _ in range(2):
        alone.centre.round(alone.bo, alone.amina)
    alone.centre.round(alone.bo)
    alone.both_know_all()


def test_or_the_root_on_paper_names_an_administrator_on_the_laptop_that_saw_the_latest(
    alone: Alone,
) -> None:
    alone.centre.round(alone.amina, alone.bo)
    name_by_root(alone.bo.office, alone.centre.root_code, alone.bo.actor)
    for _ in range(2):
        alone.centre.round(alone.bo, alone.amina)
    alone.centre.round(alone.bo)
    alone.both_know_all()


def test_nobody_is_helped_who_did_not_go_back(alone: Alone) -> None:
    own = len(to_carry_of(alone.bo))
    alone.bo.office.space.help_back(UUID(bytes=alone.amina.office.store.identity.device_id))
    assert len(to_carry_of(alone.bo)) == own


def to_carry_of(desk: Desk) -> list[bytes]:
    return list(desk.office.exchange.to_carry())
