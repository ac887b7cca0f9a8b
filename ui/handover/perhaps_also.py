"""On a person's page: who else here may be the same person. Nothing is ever merged."""

from __future__ import annotations

from caseworker.handover.receiving import are_two_people
from caseworker.model.ids import PersonId
from caseworker.permissions import Act, may
from caseworker.views.handovers import perhaps_also
from ui import words
from ui.language import _
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, quiet
from ui.widgets.notice import Notice
from ui.window.navigation import Destination, Place


def perhaps_also_notices(shell: Shell, person_id: PersonId) -> list[Notice]:
    """Return a notice for each, with the way to the other record."""
    if not may(shell.desk.actor, Act.READ_CASE):
        return []
    found = shell.desk.ask(lambda reads: perhaps_also(reads, person_id))
    return [_notice(shell, person_id, other, name) for other, name in found]


def _notice(shell: Shell, person_id: PersonId, other: PersonId, name: str) -> Notice:
    see = ghost(_("Open the other record"), name=f"perhaps-{other}", small=True)
    see.clicked.connect(lambda: shell.go(Destination(Place.PERSON, str(other))))
    compare = ghost(_("Compare"), name=f"compare-perhaps-{other}", small=True)
    pair = Destination(Place.PEOPLE, f"{person_id}:{other}", "compare")
    compare.clicked.connect(lambda: shell.go(pair))
    two = quiet(_("They are two people"), name=f"two-people-{other}", small=True)
    two.clicked.connect(
        lambda: shell.desk.write(
            shell.desk,
            lambda work: are_two_people(work, person_id, other),
            lambda _nothing: shell.say(_("Kept: they are two people")),
        )
    )
    return Notice(
        Tone.CHOSEN,
        "users",
        _("Perhaps the same person as {name}", name=words.named(name)),
        _("Nothing was merged. Ask the person, and go on in one of the two records."),
        (two, compare, see),
    )
