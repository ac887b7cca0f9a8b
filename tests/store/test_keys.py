"""Key slots: who gets in, who does not, and what a seized key file tells."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import pytest

from caseworker.errors import (
    InvalidValue,
    KeyFileDamaged,
    KeyFileMissing,
    NotAllowed,
    SlotsFull,
    StoreDamaged,
    StoreExists,
    StoreInUse,
    StoreMissing,
    WrongPassphrase,
    WrongRecoveryCode,
)
from caseworker.model.staff import User
from db.store import opening, rekeying
from db.store.building import calibrated
from db.store.connection import connect
from db.store.creation import NewCentre, create_store
from db.store.key_file import COPIES, SLOTS, KeyFile, read_key_file
from db.store.opening import status, unlock_with_recovery_code
from db.store.recovery_code import new_recovery_code, secret_of
from db.store.slots import Slot, SlotSecrets
from db.store.tries import Tries
from tests.store.laptop import FAST, PASSPHRASE, Laptop, add_person, colleague, names


def test_before_unlocking_nothing_is_told(laptop: Laptop) -> None:
    laptop.folder.mkdir()
    assert status(laptop.folder) == opening.Status(exists=False, has_keys=False)
    with pytest.raises(StoreMissing):
        laptop.unlock()
    laptop.set_up()
    assert status(laptop.folder) == opening.Status(exists=True, has_keys=True)


def test_name_and_passphrase_are_read_as_people_type_them(laptop: Laptop) -> None:
    laptop.set_up()
    laptop.lock()
    office = laptop.unlock("  AMINA   diallo ", PASSPHRASE)
    assert office.actor.name == "Amina Diallo"


@pytest.mark.parametrize(
    ("name", "passphrase"), [("Amina Diallo", "another"), ("Nobody", PASSPHRASE), ("", "")]
)
def test_a_wrong_try_does_not_say_what_is_wrong(laptop: Laptop, name: str, passphrase: str) -> None:
    laptop.set_up()
    laptop.lock()
    with pytest.raises(WrongPassphrase):
        laptop.unlock(name, passphrase)
    assert laptop.unlock().actor.name == "Amina Diallo"


def test_wrong_tries_wait_longer_and_longer(tmp_path: Path) -> None:
    tries = Tries(tmp_path / "tries")
    waits = []
    for _ in range(12):
        waits.append(tries.wait())
        tries.was_wrong()
    assert waits[:5] == [0, 0, 0, 1, 2]
    assert waits[-1] == 30
    tries.was_right()
    assert tries.wait() == 0
    (tmp_path / "tries").write_text("nonsense")
    assert tries.wait() == 0


def test_a_store_is_never_overwritten(laptop: Laptop) -> None:
    laptop.set_up()
    laptop.lock()
    centre = NewCentre(centre_name="Other", administrator_name="Eve", passphrase="x")
    with pytest.raises(StoreExists):
        create_store(laptop.folder, centre, derivation=FAST)
    assert laptop.unlock().actor.name == "Amina Diallo"


def test_only_one_program_has_the_store_open(laptop: Laptop) -> None:
    laptop.set_up()
    with pytest.raises(StoreInUse):
        laptop.unlock()
    laptop.lock()
    laptop.unlock()


def test_people_share_a_laptop_each_with_her_own_drafts(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.keys.add(colleague(), "river")
    subject = uuid.uuid4()
    office.drafts.save(subject, "note", b"of Amina")
    laptop.lock()
    second = laptop.unlock("bo li", "river")
    assert second.actor.staff_code == "02"
    assert second.drafts.load(subject, "note") is None
    second.drafts.save(subject, "note", b"of Bo")
    laptop.lock()
    assert laptop.unlock().drafts.load(subject, "note") == b"of Amina"


def test_only_administrators_add_and_remove(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.keys.add(colleague(), "river")
    with pytest.raises(NotAllowed):
        office.keys.remove(office.actor.user_id)
    amina = office.actor.user_id
    laptop.lock()
    second = laptop.unlock("Bo Li", "river")
    with pytest.raises(NotAllowed):
        second.keys.add(colleague("Eve"), "x")
    with pytest.raises(NotAllowed):
        second.keys.remove(amina)
    with pytest.raises(NotAllowed):
        second.keys.new_recovery_code()


def test_two_people_of_one_name_are_refused(laptop: Laptop) -> None:
    office = laptop.set_up()
    with pytest.raises(InvalidValue):
        office.keys.add(colleague("amina  DIALLO"), "river")
    with pytest.raises(InvalidValue):
        office.keys.add(colleague("Bo"), "  ")
    assert office.ask(lambda reads: reads.count(User)) == 1


def test_all_slots_can_be_taken_and_no_more(laptop: Laptop) -> None:
    office = laptop.set_up()
    for number in range(SLOTS - 1):
        office.keys.add(colleague(f"Colleague {number}"), "river")
    with pytest.raises(SlotsFull):
        office.keys.add(colleague("One too many"), "river")
    assert office.ask(lambda reads: reads.count(User)) == SLOTS


def test_whoever_is_removed_is_out_and_the_store_has_another_key(laptop: Laptop) -> None:
    office = laptop.set_up()
    bo = office.keys.add(colleague(), "river")
    office.keys.add(colleague("Chen"), "stone")
    office.perform(add_person("Selam"))
    old = office.store.opened.keys[0]
    office.keys.remove(bo)
    assert office.keys.rekeying_is_pending
    laptop.lock()
    with pytest.raises(StoreDamaged):
        rekeying.working_key(laptop.folder / "store.db", (old,))
    with pytest.raises(WrongPassphrase):
        laptop.unlock("Bo Li", "river")
    # Re-keying needed none of those who stay.
    assert names(laptop.unlock("Chen", "stone")) == ["Selam"]
    laptop.lock()
    office = laptop.unlock()
    assert not office.keys.rekeying_is_pending
    assert office.ask(lambda reads: reads.get(User, bo).removed_at) is not None
    office.keys.add(colleague(), "river again")
    laptop.lock()
    laptop.unlock("Bo Li", "river again")


def test_a_rekeying_cut_short_is_carried_on(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = laptop.set_up()
    bo = office.keys.add(colleague(), "river")
    office.perform(add_person("Selam"))
    office.keys.remove(bo)

    def cut_short(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "rekey", cut_short)
        laptop.lock()
        # The old key still opens it, and work goes on.
        assert laptop.unlock().keys.rekeying_is_pending
        laptop.lock()
    office = laptop.unlock()
    assert not office.keys.rekeying_is_pending
    assert names(office) == ["Selam"]


def test_a_rekeying_cut_short_after_the_store_has_its_new_key(laptop: Laptop) -> None:
    office = laptop.set_up()
    bo = office.keys.add(colleague(), "river")
    office.perform(add_person("Selam"))
    office.keys.remove(bo)
    with_both = (laptop.folder / "keys").read_bytes()
    laptop.lock()
    for name in COPIES:
        (laptop.folder / name).write_bytes(with_both)
    office = laptop.unlock()
    assert names(office) == ["Selam"]
    assert not office.keys.rekeying_is_pending


def test_a_changed_passphrase(laptop: Laptop) -> None:
    office = laptop.set_up()
    subject = uuid.uuid4()
    office.drafts.save(subject, "note", b"kept")
    with pytest.raises(WrongPassphrase):
        office.keys.change_passphrase("not it", "new")
    office.keys.change_passphrase(PASSPHRASE, "new")
    laptop.lock()
    with pytest.raises(WrongPassphrase):
        laptop.unlock()
    assert laptop.unlock(passphrase="new").drafts.load(subject, "note") == b"kept"


def test_the_recovery_code_gives_a_new_passphrase(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.perform(add_person("Selam"))
    laptop.lock()
    code = laptop.recovery_code
    with pytest.raises(WrongRecoveryCode):
        unlock_with_recovery_code(laptop.folder, code, "Nobody", "new")
    assert (laptop.folder / "tries").read_text() == "1", "a wrong name is a wrong try"
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    office = unlock_with_recovery_code(laptop.folder, typed, "amina diallo", "new")
    laptop.offices.append(office)
    assert names(office) == ["Selam"]
    office.perform(add_person("Tesfay"))
    laptop.lock()
    with pytest.raises(WrongPassphrase):
        laptop.unlock()
    assert names(laptop.unlock(passphrase="new")) == ["Selam", "Tesfay"]


def test_a_new_recovery_code_ends_the_old_one(laptop: Laptop) -> None:
    office = laptop.set_up()
    old, new = laptop.recovery_code, office.keys.new_recovery_code()
    laptop.lock()
    with pytest.raises(WrongRecoveryCode):
        unlock_with_recovery_code(laptop.folder, old, "Amina Diallo", "new")
    laptop.offices.append(unlock_with_recovery_code(laptop.folder, new, "Amina Diallo", "new"))


def test_every_slip_in_a_recovery_code_is_noticed() -> None:
    code = new_recovery_code()
    assert len(code.split("-")) == 7
    for place, letter in enumerate(code):
        if letter != "-":
            other = "7" if letter != "7" else "8"
            with pytest.raises(WrongRecoveryCode):
                secret_of(code[:place] + other + code[place + 1 :])
    for wrong in ("", code[:-1], code + "7", code.replace("-", "*"), "U" * 35):
        with pytest.raises(WrongRecoveryCode):
            secret_of(wrong)


def test_one_copy_of_the_key_file_is_enough(laptop: Laptop) -> None:
    laptop.set_up()
    laptop.lock()
    first, second = (laptop.folder / name for name in COPIES)
    first.unlink()
    laptop.unlock()
    laptop.lock()
    assert first.read_bytes() == second.read_bytes()
    second.write_bytes(b"x" + second.read_bytes()[1:])
    laptop.unlock()
    assert first.read_bytes() == second.read_bytes()


def test_without_a_whole_key_file_nothing_opens(laptop: Laptop) -> None:
    laptop.set_up()
    laptop.lock()
    for name in COPIES:
        content = bytearray((laptop.folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (laptop.folder / name).write_bytes(content)
    with pytest.raises(KeyFileDamaged):
        laptop.unlock()
    for name in COPIES:
        (laptop.folder / name).unlink()
    with pytest.raises(KeyFileMissing):
        laptop.unlock()


def test_a_key_file_forged_without_the_store_key_is_refused(tmp_path: Path) -> None:
    key, forged = b"k" * 32, b"f" * 32
    key_file = KeyFile.new(FAST)
    inside = SlotSecrets.new(bytes(16))
    free = frozenset(slot.public for slot in key_file.slots)
    key_file = key_file.with_person("Amina", "lake", inside, (key,), free)
    key_file.write(tmp_path, key)
    read = read_key_file(tmp_path)
    assert read.unlock("Amina", "lake").keys == (key,)
    # Anybody can seal a key to a public half, but not authenticate the file under the true one.
    read.with_keys((key, forged)).write(tmp_path, forged)
    with pytest.raises(KeyFileDamaged):
        read_key_file(tmp_path).unlock("Amina", "lake")


def test_a_seized_key_file_lists_no_staff(laptop: Laptop) -> None:
    office = laptop.set_up()
    before = (laptop.folder / "keys").stat().st_size
    office.keys.add(colleague(), "river")
    content = (laptop.folder / "keys").read_bytes()
    assert len(content) == before
    assert b"Amina" not in content
    assert office.actor.user_id.bytes not in content
    empty, used = Slot.empty(bytes(16)), read_key_file(laptop.folder).slots[0]
    assert [len(part) for part in vars(empty).values()] == [
        len(part) for part in vars(used).values()
    ]


def test_the_evacuation_gesture_leaves_no_key(laptop: Laptop) -> None:
    office = laptop.set_up()
    backup = laptop.folder / "backups" / "revision-0001"
    backup.mkdir(parents=True)
    shutil.copy(laptop.folder / "keys", backup)
    office.keys.destroy()
    laptop.lock()
    assert not any(path.name in COPIES for path in laptop.folder.rglob("*"))
    with pytest.raises(KeyFileMissing):
        laptop.unlock()


def test_the_store_is_not_readable_without_its_key(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.perform(add_person("Selamawit"))
    office.drafts.save(uuid.uuid4(), "intake", b"Selamawit")
    office.perform(lambda unit: unit.attach(b"Selamawit" * 9, "text/plain"))
    for path in laptop.folder.rglob("*"):
        assert not path.is_file() or b"Selamawit" not in path.read_bytes()
    laptop.lock()
    key = b"0" * 32
    with pytest.raises(Exception, match="not a database"):
        connect(laptop.folder / "store.db", key)


def test_secrets_are_never_printed(laptop: Laptop) -> None:
    office = laptop.set_up()
    told = repr(office.store)
    assert office.store.opened.keys[0].hex() not in told
    assert str(office.store.opened.keys[0]) not in told
    assert str(office.store.opened.secrets.signing_key) not in told
    assert str(office.store.identity.device_key) not in told


def test_production_costs_stay_above_the_floor() -> None:
    costs = calibrated()
    assert costs.memory >= 64 * 1024
    assert costs.iterations >= 3
