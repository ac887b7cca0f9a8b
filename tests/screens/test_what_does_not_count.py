"""What came and was not taken, or does not count: what whoever took it in reads, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from caseworker.model.person import Person
from caseworker.sync.exchanging import exchange
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.joining import STICK
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.membership_log import NewEntry
from db.store.exchange.root_acts import public_half
from db.store.office import StoreOffice
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from tests.screens.elsewhere import Elsewhere, selam_of
from tests.sync.stores import add_person
from tests.sync.test_vectors import FOLDER, read
from ui.outside import Outside
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, stick: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path, outside=Outside(files=ChosenFiles(goes_to=stick)))
    yield made
    made.close()


def presses_exchange(work: AtWork) -> None:
    work.go(Place.SYNC)
    work.press("exchange-stick")
    work.qtbot.waitUntil(lambda: work.sees("The exchange is done"), timeout=20_000)


@pytest.mark.parametrize(
    ("vector", "result", "sentence"),
    [
        ("batch_another_space", "foreign-space", "It belongs to another centre"),
        ("batch_newer_version", "newer-version", "A newer version wrote it. It is kept"),
        ("batch_foreign_file", "not-a-batch", "It is no file of this program"),
        ("batch_cut_in_the_header", "bad-header", "It is damaged at its beginning"),
    ],
)
def test_a_file_that_was_not_taken_is_told_in_its_own_words(
    work: AtWork, other: Elsewhere, stick: Path, vector: str, result: str, sentence: str
) -> None:
    """The very bytes of the vector lie on the stick of a real centre."""
    expected, values = read(FOLDER / f"{vector}.txt")
    assert expected == result
    folder = FolderCarrier(stick, work.office.store.identity.space).folder
    (folder / f"{'ab' * 32}.batch").write_bytes(values["batch"][0])
    presses_exchange(work)
    assert work.sees("Some files were not taken in")
    assert work.sees(sentence)


def test_what_a_newer_version_wrote_is_said_for_as_long_as_it_cannot_be_read(
    work: AtWork, other: Elsewhere, stick: Path
) -> None:
    _, values = read(FOLDER / "batch_newer_version.txt")
    folder = FolderCarrier(stick, work.office.store.identity.space).folder
    work.go(Place.SYNC)
    assert not work.sees("a newer version of this program")
    (folder / f"{'ab' * 32}.batch").write_bytes(values["batch"][0])
    presses_exchange(work)
    work.go(Place.TODAY)
    work.go(Place.SYNC)
    assert work.sees("Something here was written by a newer version of this program")


def revoke_other(office: StoreOffice) -> None:
    (lost,) = office.space.laptops()[1:]
    office.space.revoke(lost.device)


def seals_without_hearing(other: Elsewhere) -> None:
    """A thief brings what was sealed there, and takes nothing in."""
    folder = FolderCarrier(other.stick, other.office.store.identity.space)
    here = other.office.exchange
    here.pack()
    for batch in list(folder.lacking(here.to_carry())):
        content = here.content_of(batch)
        assert content is not None
        folder.put(batch, content)


def names_of(office: StoreOffice) -> list[str]:
    return sorted(each.given_name for each in office.ask(lambda reads: reads.matching(Person)))


def test_what_an_ended_laptop_wrote_after_it_is_kept_does_not_count_and_is_told(
    work: AtWork, other: Elsewhere
) -> None:
    """The batch is whole, sealed under the centre's key and signed by a laptop of the centre."""
    other.office.perform(add_person("Before"))
    other.exchange()
    presses_exchange(work)
    assert not work.sees("do not count")
    revoke_other(work.office)
    other.office.perform(add_person("After"))
    seals_without_hearing(other)
    presses_exchange(work)
    assert work.sees("Some changes are kept and do not count")
    assert work.sees("after the administrator had ended them")
    assert names_of(work.office) == ["Before"]


def test_a_laptop_that_hears_of_its_end_says_so_and_locks(work: AtWork, other: Elsewhere) -> None:
    """The administrator signed it at another laptop; here it arrives."""
    key = work.office.store.opened.secrets.signing_key
    identity = work.office.store.identity

    def ends(connection: Connection) -> None:
        log = work.office.store.log(connection)
        (own,) = log.members.devices[identity.device_id].current
        log.say(
            connection, key, NewEntry(EntryKind.REVOKE_DEVICE, identity.device_id, {1: [], 2: own})
        )

    work.office.exchange._door.write(ends)
    other.office.perform(add_person("Selam"))
    other.exchange()
    work.go(Place.SYNC)
    work.press("exchange-stick")
    work.qtbot.waitUntil(lambda: bool(work.find("lock-ended")), timeout=20_000)
    assert work.sees("its keys are destroyed")
    with work.qtbot.waitSignal(work.session.locked, timeout=10_000):
        work.press("lock-ended")


def test_who_gives_out_rights_and_may_not_is_told_of(work: AtWork, other: Elsewhere) -> None:
    """An altered program at a caseworker's: her own key makes her a supervisor of the log."""
    selam_of(work)
    identity, key = other.office.store.identity, other.office.store.opened.secrets.signing_key
    whose = other.office.actor.user_id

    def forge(connection: Connection) -> None:
        log = other.office.store.log(connection)
        content = {1: public_half(key), 2: b"", 3: ["administrator", "supervisor"]}
        earlier = log.about(EntryKind.PERSON, whose.bytes)
        log.say(connection, key, NewEntry(EntryKind.PERSON, whose.bytes, content, earlier))

    other.office.exchange._door.write(forge)
    exchange(other.office.exchange, FolderCarrier(other.stick, identity.space), STICK)
    presses_exchange(work)
    assert work.sees("Somebody gave out rights in this centre who may not")
    assert work.sees("It has no effect on any laptop")
