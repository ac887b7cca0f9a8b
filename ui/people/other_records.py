"""On a person's page: that there is, or may be, another record of the same person."""

from __future__ import annotations

from caseworker.model.duplicate import DuplicateState
from caseworker.model.ids import PersonId
from caseworker.permissions import Act, may
from caseworker.views.duplicates import OtherRecord, other_records
from ui import words
from ui.language import _
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import Button, ghost
from ui.widgets.notice import Notice
from ui.window.navigation import Destination, Place


def other_records_notices(shell: Shell, person_id: PersonId) -> list[Notice]:
    """Return a notice for each, with the way there; where work goes on elsewhere, that first."""
    found = shell.desk.ask(lambda reads: other_records(reads, person_id))
    ordered = sorted(found, key=lambda other: not other.goes_on)
    return [_notice(shell, person_id, other) for other in ordered]


def _notice(shell: Shell, person_id: PersonId, other: OtherRecord) -> Notice:
    name = words.named(other.name)
    if other.goes_on:
        tone, heading = Tone.WARN, _("This is a second record of {name}", name=name)
        sentence = _("Work goes on in the first one. This one stays readable.")
    elif other.state is DuplicateState.ASKED:
        tone, heading = Tone.CHOSEN, _("Perhaps the same person as {name}", name=name)
        sentence = _("A colleague has asked; a supervisor decides.")
    else:
        tone, heading = Tone.QUIET, _("There is a second record: {name}", name=name)
        sentence = _("Nothing was moved. What was written there stays readable.")
    return Notice(tone, "users", heading, sentence, _ways(shell, person_id, other))


def _ways(shell: Shell, person_id: PersonId, other: OtherRecord) -> list[Button]:
    there = Destination(Place.PERSON, str(other.id))
    see = ghost(_("Open the other record"), name=f"other-record-{other.id}", small=True)
    see.clicked.connect(lambda: shell.go(there))
    if not may(shell.desk.actor, Act.WORK_ON_CASE):
        return [see]
    pair = Destination(Place.PEOPLE, f"{person_id}:{other.id}", "compare")
    compare = ghost(_("Compare"), name=f"compare-{other.id}", small=True)
    compare.clicked.connect(lambda: shell.go(pair))
    return [compare, see]
