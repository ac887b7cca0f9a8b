"""The command line, and the composition root of what runs without a window.

Names and passphrases are asked for, or read line by line from a pipe: nothing secret ever stands
on a command line, where every other program on the laptop could read it.
"""

from __future__ import annotations

import argparse
import getpass
import locale
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from caseworker.errors import ChainHeadMissing, KnownError, StoreBehind, StoreExists
from caseworker.hub.arguments import add_arguments as add_hub_arguments
from caseworker.hub.errors import HubNotInstalled
from caseworker.memory import leave_no_memory
from caseworker.permissions import Act, require
from caseworker.text import SOURCE_LANGUAGE, Text

if TYPE_CHECKING:
    from db.store.office import StoreOffice

HOME_VARIABLE = "CASEWORKER_HOME"
DEMO_FOLDER = "demo"
HUB_FOLDER = "hub"


def home() -> Path:
    """Return the folder of everything the app stores: CASEWORKER_HOME, or the platform's own."""
    moved = os.environ.get(HOME_VARIABLE)
    return Path(moved) if moved else Path(platformdirs.user_data_dir("caseworker", appauthor=False))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0, or 1 where it could not be done."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, Text], int] = getattr(chosen, "act", _run)
    leave_no_memory()
    text = Text((locale.getlocale()[0] or SOURCE_LANGUAGE).partition("_")[0])
    try:
        return command(chosen, text)
    except KnownError as error:
        print(*error.say(text), *getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="caseworker", description="Case management offline.")
    commands = parser.add_subparsers(dest="command")

    def command(
        name: str, act: Callable[[argparse.Namespace, Text], int], what: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(act=act)
        return made

    run = command("run", _run, "open the window (the usual)")
    demo = command("demo", _demo, "open the demo centre: invented people, no real data")
    demo.add_argument("--headless", metavar="FOLDER", type=Path, help="leave pictures and PDFs")
    demo.add_argument("--all", action="store_true", help="with --headless: every screen")
    demo.add_argument("--new", action="store_true", help="make the demo centre anew")
    for windowed in (run, demo):
        windowed.add_argument("--note", type=int, help=argparse.SUPPRESS)
    init = command("init", _init, "set up a new centre without the window")
    init.add_argument("--country", default="", help="two letters, as ISO 3166 has them")
    look = command("verify", _verify, "look at every page, commit, row and attachment of the store")
    backup = command("backup", _backup, "write an encrypted backup to one file")
    for opening in (look, backup):
        opening.add_argument(
            "--accept-loss",
            action="store_true",
            help="go on from a store that lost saved changes, once you have read which",
        )
    backup.add_argument("file", type=Path)
    restore = command("restore", _restore, "restore a backup")
    restore.add_argument("file", type=Path)
    restore.add_argument(
        "--move-aside",
        action="store_true",
        help="move the store that is here into a folder of its own, once the backup has opened",
    )
    add_hub_arguments(command("hub", _hub, "keep sealed batches for laptops; can read none"))
    command("self-test", _self_test, "look whether this installation is whole")
    return parser


def _run(chosen: argparse.Namespace, _text: Text) -> int:
    from ui.bootstrap import run  # noqa: PLC0415  commands without a window load no Qt

    return run(home(), home() / DEMO_FOLDER, getattr(chosen, "note", None))


def _demo(chosen: argparse.Namespace, text: Text) -> int:
    if chosen.headless is not None:
        return _demo_headless(chosen)
    from ui.bootstrap import make_demo, run  # noqa: PLC0415  commands without a window load no Qt

    folder = home() / DEMO_FOLDER
    print(text("The demo centre holds invented people only, no real data."), flush=True)
    make_demo(folder, anew=chosen.new and chosen.note is None)
    return run(folder, folder, chosen.note)


def _demo_headless(chosen: argparse.Namespace) -> int:
    from ui.bootstrap import rehearse_main_job  # noqa: PLC0415  as above

    with tempfile.TemporaryDirectory(prefix="caseworker-demo-") as aside:
        return rehearse_main_job(Path(aside), chosen.headless, every_screen=chosen.all, say=print)


def _init(chosen: argparse.Namespace, text: Text) -> int:
    from db.store.creation import NewCentre, create_store  # noqa: PLC0415  the window needs its own modules, not these

    centre_name = _asked(text("Name of the centre"))
    administrator = _asked(text("Your name"))
    passphrase = _asked_secretly(text("Passphrase"), again=text("Passphrase, once more"))
    if not all(each.strip() for each in (centre_name, administrator, passphrase)):
        print(text("Nothing was set up: an answer was empty, or both were not the same."))
        return 1
    centre = NewCentre(
        centre_name=centre_name,
        country=chosen.country,
        administrator_name=administrator,
        passphrase=passphrase,
    )
    created = create_store(home(), centre)
    created.office.close()
    print(text("The centre is set up. Write this recovery code on paper; it is shown only once:"))
    print(created.recovery_code)
    return 0


def _verify(chosen: argparse.Namespace, text: Text) -> int:
    from db.store.verify import verify  # noqa: PLC0415  the window needs its own modules, not these

    office = _unlocked(chosen, text)
    try:
        found = verify(office)
    finally:
        office.close()
    print(
        text(
            "Looked at {commits} commits and {attachments} attachments.",
            commits=found.commits,
            attachments=found.attachments,
        )
    )
    for problem in found.problems:
        print(f"{text(problem.what)} ({problem.where})")
    if not found.problems:
        print(text("Everything is as it was written."))
    return 1 if found.problems else 0


def _backup(chosen: argparse.Namespace, text: Text) -> int:
    from db.store.backup import back_up  # noqa: PLC0415  the window needs its own modules, not these

    office = _unlocked(chosen, text)
    try:
        require(office.actor, Act.BACK_UP)
        back_up(office, chosen.file)
    finally:
        office.close()
    print(text("The backup is written. It opens with the same names and passphrases."))
    return 0


def _restore(chosen: argparse.Namespace, text: Text) -> int:
    from db.store.restoring import by_passphrase, restore  # noqa: PLC0415  the window needs its own modules, not these

    try:
        proof = by_passphrase(*_who(text)) if chosen.move_aside else None
        done = restore(chosen.file, home(), proof=proof, move_aside=chosen.move_aside)
    except StoreExists as refused:
        refused.add_note(text("To put the backup in its place, do the same with --move-aside."))
        raise
    if done.aside:
        print(text("What was here before lies in {folder} now.", folder=home() / done.aside))
    if done.keys_alone:
        print(text("Only the keys were put back. All the work that was here is still here."))
        return 0
    print(text("The backup is restored. This laptop counts as a new one from now on."))
    return 0


def _hub(chosen: argparse.Namespace, text: Text) -> int:
    try:
        from caseworker.hub.command import run  # noqa: PLC0415  laptops are without the server
    except ModuleNotFoundError as missing:
        raise HubNotInstalled from missing
    from db.hub.place import DatabaseHubPlace  # noqa: PLC0415  as above

    folder = chosen.folder or home() / HUB_FOLDER
    return run(chosen, text, DatabaseHubPlace(folder=folder, database=chosen.database))


def _self_test(_chosen: argparse.Namespace, _text: Text) -> int:
    from ui.bootstrap import self_test  # noqa: PLC0415  commands without a window load no Qt

    with tempfile.TemporaryDirectory(prefix="caseworker-self-test-") as aside:
        return self_test(Path(aside), say=print)


def _unlocked(chosen: argparse.Namespace, text: Text) -> StoreOffice:
    """Unlock for whoever is asked for; a loss is gone on from only once it was read and agreed to.

    Going on is kept in the audit trail and cannot be taken back: the file that remembered what is
    missing is written anew.
    """
    from db.store.opening import unlock  # noqa: PLC0415  the window needs its own modules, not these

    name, passphrase = _who(text)
    try:
        return unlock(home(), name, passphrase)
    except (StoreBehind, ChainHeadMissing) as loss:
        if not chosen.accept_loss:
            loss.add_note(text("To go on without it, do the same with --accept-loss."))
            raise
        print(*loss.say(text), sep="\n", flush=True)
        agreed = _asked(text("Write yes to go on from what is there"))
        if agreed.strip().casefold() not in {"yes", text("yes").casefold()}:
            raise
        return unlock(home(), name, passphrase, accepted=frozenset({type(loss)}))


def _who(text: Text) -> tuple[str, str]:
    return _asked(text("Your name")), _asked_secretly(text("Passphrase"))


def _asked(question: str) -> str:
    if sys.stdin.isatty():
        return input(f"{question}: ")
    return sys.stdin.readline().rstrip("\n")


def _asked_secretly(question: str, again: str = "") -> str:
    """Return a passphrase; empty where the second try, if one is asked for, differs."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(f"{question}: ")
    return first if not again or getpass.getpass(f"{again}: ") == first else ""


if __name__ == "__main__":
    sys.exit(main())
