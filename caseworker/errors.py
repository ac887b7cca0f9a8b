"""The errors of Caseworker, in one small tree.

    CaseworkerError
    ├── KnownError                  something the person can understand and act on
    │   ├── NotAllowed              her role or training does not cover this act
    │   ├── NotNamed                no root has named this administrator
    │   ├── NotFollowed             other laptops would not follow: a role is not signed there yet
    │   ├── GateClosed              a gate is closed; its findings say what opens it
    │   ├── NotFound                the record is not in this store
    │   ├── InvalidValue            what was typed cannot be kept as it is
    │   ├── NothingToUndo           the act can no longer be taken back
    │   ├── PolicyTooWeak           rules for published figures that would give people away
    │   ├── LaptopWentBack          its disk is older than what it signed
    │   ├── FiguresMoved            others were published since these were looked at
    │   ├── CarrierError            hub, stick or folder could not carry what it was given
    │   │   ├── CarrierAway         nobody answers, or the stick is not there
    │   │   ├── CarrierFull, CarrierReadOnly
    │   │   ├── CarrierRefuses      it answers, and does not let this laptop in
    │   │   ├── CarrierLacks        it has not what was asked for
    │   │   ├── CarrierSendsTooMuch it answers with more than may be an answer
    │   │   ├── CarrierNotTheHub    something on the way answered in the hub's place
    │   │   │   └── CarrierBehindProxy  a proxy, which lets nothing of this program through
    │   │   └── CarrierStopped      somebody paused it, or locks the laptop
    │   ├── HubError                the hub's operator has to look (caseworker/hub/errors.py)
    │   └── StoreError              the store cannot be opened or written
    │       ├── WrongPassphrase, WrongRecoveryCode
    │       ├── StoreMissing, StoreExists, StoreInUse, StoreNewer, StoreDamaged
    │       ├── StoreBehind         older than what was acknowledged: a loss, explained
    │       ├── KeyFileMissing, KeyFileDamaged, ChainHeadMissing
    │       ├── SlotsFull, DiskFull, FolderReadOnly
    │       └── BackupDamaged
    └── Bug                         our own mistake; nothing is explained away

A known error says three things: what happened, what is safe, what to do next. The sentences are
marked for translation here and spoken by `say`; `str(error)` is for developers and never shown.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from caseworker.text import N_, Text

if TYPE_CHECKING:
    from caseworker.findings import Finding


class CaseworkerError(Exception):
    """Any error this program raises by itself."""


class Bug(CaseworkerError):
    """A mistake in this program, never the person's."""


class KnownError(CaseworkerError):
    """Something that can happen on a bad day; the three sentences have {named} places."""

    code: ClassVar[str]
    happened: ClassVar[str]
    safe: ClassVar[str] = N_("Nothing was lost.")
    next_step: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values

    def say(self, text: Text) -> tuple[str, str, str]:
        """Return what happened, what is safe and what to do next, in the language of *text*."""
        said = {
            name: text.moment(value) if isinstance(value, datetime) else value
            for name, value in self.values.items()
        }
        happened, safe, next_step = (
            text(sentence, **said) for sentence in (self.happened, self.safe, self.next_step)
        )
        return happened, safe, next_step


class NotAllowed(KnownError):
    """The person's role or training does not cover the act."""

    code = "not-allowed"
    happened = N_("Your role does not cover this.")
    next_step = N_("Ask a colleague whose role covers it.")


class NotNamed(KnownError):
    """An administrator of the list of staff whom no root has named acts on laptops or the hub."""

    code = "not-named"
    happened = N_("The code of the root has not named you an administrator yet.")
    safe = N_("Nothing was changed.")
    next_step = N_(
        "Take the paper with the code of the root: on the page Exchange, press “The code of the"
        " root”."
    )


class NotFollowed(KnownError):
    """What is erased, closed or joined is proven on every laptop, and these would not follow."""

    code = "not-followed"
    happened = N_("The other laptops would not follow this.")
    safe = N_("Nothing was changed.")
    next_step = N_(
        "It takes a role that an administrator’s laptop has signed. Exchange with that laptop, then"
        " try again. If it stays so, the administrator gives the role anew in the list of staff."
    )


class LaptopWentBack(KnownError):
    """The disk of this laptop is older than what it signed: it would sign a second time."""

    code = "laptop-went-back"
    happened = N_("This laptop went back to an older day. It signs nothing until it knows today’s.")
    safe = N_("Nothing is overwritten. What you write is saved here and goes along later.")
    next_step = N_("Open Exchange: there stands who can bring it up to today.")


class FiguresMoved(KnownError):
    """Between looking at figures and sending them, others were published."""

    code = "figures-moved"
    happened = N_("Other figures were published since you looked at these.")
    safe = N_("Nothing went out.")
    next_step = N_("Look at them again: more may have to be hidden.")


class GateClosed(KnownError):
    """A gate is closed. `findings` say what is missing and why it matters."""

    code = "gate-closed"
    happened = N_("Something is still missing before this can go on.")
    next_step = N_("Look at what is marked; each mark says how to go on.")

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self.findings = findings


class NotFound(KnownError):
    """The record is not in this store."""

    code = "not-found"
    happened = N_("This record is not on this laptop.")
    next_step = N_("It may arrive with the next exchange. Search for it again then.")


class InvalidValue(KnownError):
    """What was typed cannot be kept as it is."""

    code = "invalid-value"
    happened = N_("{what} cannot be kept like this.")
    next_step = N_("Look at the marked field and change it.")


class NothingToUndo(KnownError):
    """The act can no longer be taken back."""

    code = "nothing-to-undo"
    happened = N_("This can no longer be undone, because it was changed since.")
    next_step = N_("Open the record and change it there.")


class PolicyTooWeak(KnownError):
    """The rules for published figures would give people away."""

    code = "policy-too-weak"
    happened = N_(
        "These rules for published figures would give people away: counts below {least} must be"
        " hidden, and a hidden count must be able to differ by {width}."
    )
    safe = N_("Nothing was published.")
    next_step = N_("Raise the threshold and the width, or use the built-in rules.")


class CarrierError(KnownError):
    """Hub, stick or folder could not carry what it was given; everything waits on this laptop."""

    safe = N_("Everything is saved on this laptop and goes along the next time.")


class CarrierAway(CarrierError):
    """Nobody answers at the hub, or the stick is not there."""

    code = "carrier-away"
    happened = N_("There is no way to the others at the moment.")
    next_step = N_("Work goes on. The exchange begins by itself when the way is back.")


class CarrierFull(CarrierError):
    """No room is left on the stick, or at the hub for this centre."""

    code = "carrier-full"
    happened = N_("There is no room left on the stick or at the hub.")
    next_step = N_("Make room there, or take another stick.")


class CarrierReadOnly(CarrierError):
    """The stick or folder can be read and not written."""

    code = "carrier-read-only"
    happened = N_("Nothing can be written to this stick or folder.")
    next_step = N_("Look for the small slider on the stick, or take another one.")


class CarrierRefuses(CarrierError):
    """The hub answers and does not let this laptop in."""

    code = "carrier-refuses"
    happened = N_("The hub does not let this laptop in.")
    next_step = N_("Tell the administrator of the centre. A stick works meanwhile.")


class CarrierLacks(CarrierError):
    """The carrier has not what was asked for, or not whole."""

    code = "carrier-lacks"
    happened = N_("Something that was on its way is not at the hub any more.")
    next_step = N_("Exchange again later, or with the laptop it came from.")


class CarrierSendsTooMuch(CarrierError):
    """The hub answers with more than any hub keeps: it would fill the memory of this laptop."""

    code = "carrier-sends-too-much"
    happened = N_("The hub sends more than it may. This laptop stopped listening.")
    next_step = N_("Tell the administrator of the centre. A stick works meanwhile.")


class CarrierNotTheHub(CarrierError):
    """An answer that the hub did not sign: a sign-in page, a proxy, or a stranger."""

    code = "carrier-not-the-hub"
    happened = N_("The network here asks for a login page first, or lets nothing through.")
    next_step = N_(
        "Open any web page and sign in there; the exchange then begins by itself. If it goes on,"
        " tell the administrator. A stick works meanwhile."
    )


class CarrierBehindProxy(CarrierNotTheHub):
    """A proxy wants a password, or is of a kind that this program does not speak."""

    code = "carrier-behind-proxy"
    happened = N_("A proxy of this network does not let the exchange through.")
    next_step = N_(
        "It wants a password, or is of a kind that this program does not speak. Tell the"
        " administrator: whoever runs the network can let the hub through. A stick works meanwhile."
    )


class CarrierStopped(CarrierError):
    """Somebody paused it, or locks the laptop."""

    code = "carrier-stopped"
    happened = N_("The exchange was stopped.")
    next_step = N_("It goes on where it stopped.")


class StoreError(KnownError):
    """The store cannot be opened or written."""


class WrongPassphrase(StoreError):
    """No slot opens with this name and passphrase; it is not said which of the two is wrong."""

    code = "wrong-passphrase"
    happened = N_("This name and passphrase do not open Caseworker.")
    next_step = N_("Type both again, slowly. Look at the keyboard language below the field.")


class WrongRecoveryCode(StoreError):
    """The recovery code does not open the recovery slot."""

    code = "wrong-recovery-code"
    happened = N_("This recovery code does not open Caseworker.")
    next_step = N_("Compare each group with the paper. The last group checks the others.")


class StoreMissing(StoreError):
    """There is no store at the expected place."""

    code = "store-missing"
    happened = N_("The store of this centre is not on this laptop.")
    safe = N_("Backups and other laptops are not touched.")
    next_step = N_("Restore a backup, or set up a new centre.")


class StoreExists(StoreError):
    """A store is already there and is never overwritten."""

    code = "store-exists"
    happened = N_("There is already a centre on this laptop.")
    next_step = N_("Unlock it, or choose another folder.")


class StoreInUse(StoreError):
    """Another running Caseworker holds the store."""

    code = "store-in-use"
    happened = N_("Caseworker is already open on this laptop.")
    next_step = N_("Go to the window that is open, or close it first.")


class StoreNewer(StoreError):
    """The store was written by a newer version of the program."""

    code = "store-newer"
    happened = N_("A newer version of Caseworker wrote this store.")
    next_step = N_("Install that version, or a newer one. This version leaves the store alone.")


class StoreDamaged(StoreError):
    """The store file was altered or torn."""

    code = "store-damaged"
    happened = N_("The store file was altered or is damaged.")
    safe = N_("Nothing in it was changed.")
    next_step = N_("Restore the last backup. What other laptops received comes back from them.")


class StoreBehind(StoreError):
    """The store is older than the last acknowledged write."""

    code = "store-behind"
    happened = N_(
        "The store is older than what was saved on this laptop: {missing} saved changes are"
        " missing, the last from {last}."
    )
    safe = N_("What is in the store is complete up to that point.")
    next_step = N_("Restore the newest backup, or exchange with a laptop that received them.")


class KeyFileMissing(StoreError):
    """Both copies of the key file are gone."""

    code = "key-file-missing"
    happened = N_("The key file is missing, so the store cannot be unlocked.")
    safe = N_("The store itself is still there, encrypted.")
    next_step = N_("Put the key file back from a backup. Any backup of this store has it.")


class KeyFileDamaged(StoreError):
    """Both copies of the key file are unreadable."""

    code = "key-file-damaged"
    happened = N_("The key file was altered or is damaged.")
    safe = N_("The store itself is still there, encrypted.")
    next_step = N_("Put the key file back from a backup. Any backup of this store has it.")


class ChainHeadMissing(StoreError):
    """The small file that remembers the last acknowledged write is gone or altered."""

    code = "chain-head-missing"
    happened = N_("The file that remembers the last saved change is missing or altered.")
    safe = N_("The store opens, and all that is in it is complete in itself.")
    next_step = N_(
        "Look at the newest notes and compare them with what you remember. If something is"
        " missing, restore the newest backup; otherwise confirm and go on."
    )


class SlotsFull(StoreError):
    """Every place in the key file is taken."""

    code = "slots-full"
    happened = N_("This laptop already has {count} people, the most it can have.")
    next_step = N_("Remove someone who no longer works on this laptop.")


class DiskFull(StoreError):
    """The disk has no room for the write."""

    code = "disk-full"
    happened = N_("The disk of this laptop is full.")
    safe = N_("All that was saved before is safe. What you typed stays on the screen.")
    next_step = N_("Free some room on the disk, then save again.")


class FolderReadOnly(StoreError):
    """The folder cannot be written."""

    code = "folder-read-only"
    happened = N_("Caseworker may not write in its folder.")
    safe = N_("All that was saved before is safe. What you typed stays on the screen.")
    next_step = N_("Ask whoever looks after the laptop to allow writing, then save again.")


class BackupDamaged(StoreError):
    """The backup file is not whole or not a backup."""

    code = "backup-damaged"
    happened = N_("This file is not a whole backup of Caseworker.")
    safe = N_("Nothing on this laptop was changed.")
    next_step = N_("Choose another backup.")
