"""How wishes about records are said: who asks, what to make sure of, what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from caseworker.model.rights import Asker, Outcome, RequestKind
from caseworker.rights.copy.items import HeldBack
from caseworker.text import N_, isolate
from caseworker.views.erasure import ErasureLine
from caseworker.views.rights import WishLine
from ui import words
from ui.language import _
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.row_list import OpenRow

TAKEN = {
    RequestKind.STOP_SERVICES: N_("Services stop. The record stays, and the door stays open."),
    RequestKind.OBJECTION: N_("The data protection officer looks at the use that is objected to."),
    RequestKind.ERASURE: N_("The data protection officer decides. Paper and copies that are"
                            " elsewhere cannot be erased from here."),
    RequestKind.ACCESS: N_("A copy is made after others named in it are taken out."),
    RequestKind.CORRECTION: N_("What is wrong is corrected beside the first words, which stay."),
}  # fmt: skip
"""What is said while a wish is taken."""

FOLLOWS = {
    RequestKind.STOP_SERVICES: N_(
        "Planned follow-ups and referrals that have not gone are cancelled at once, and closing"
        " the case begins. The record and every yes stay; coming back is always possible."
    ),
    RequestKind.OBJECTION: N_(
        "Each use that you choose ends at once, as if the yes was taken back: referrals that"
        " relied on it stop or are recalled."
    ),
    RequestKind.ERASURE: N_(
        "Your decision is kept. Somebody else agrees before anything is erased; then you erase it"
        " here, and every other laptop does at its next exchange. Nothing brings it back."
    ),
    RequestKind.ACCESS: N_(
        "You look through the record item by item, and print the copy. Nothing leaves before that."
    ),
    RequestKind.CORRECTION: N_(
        "A caseworker corrects it where it stands, and marks it done here. The first words stay."
    ),
}
"""What follows from a wish that is granted."""

REFUSED = N_("Nothing changes. The person is told why, and that the refusal can be contested.")
PARTLY = N_("Only the part that you name in the reason. The person is told what is left out.")

VERIFY = {
    Asker.PERSON: N_(
        "Make sure that it is the person: a colleague knows them, or they say something that only"
        " they and the record know. Speak alone, without relatives or friends."
    ),
    Asker.GUARDIAN: N_(
        "Look at the paper of guardianship, and whether the tie is verified. See the person alone,"
        " and ask what they want."
    ),
    Asker.PARENT: N_(
        "See the child alone first. Look whether the tie is verified, whether a court or authority"
        " has limited it, and whether the record speaks of fear of this parent."
    ),
    Asker.SOMEBODY_ELSE: N_(
        "Ask the person alone whether they know of this wish. Say to the one who asks neither yes"
        " nor no, not even that there is a record."
    ),
}
"""What somebody makes sure of before anything is granted."""


HELD_BACK = {
    HeldBack.OTHER_PEOPLE: N_("About somebody else"),
    HeldBack.MENTIONS: N_("Names somebody: read it first"),
    HeldBack.STAFF_ONLY: N_("Kept among staff"),
    HeldBack.DANGER: N_("Dangerous on paper: read it aloud"),
    HeldBack.CONFIDED: N_("Told in confidence"),
    HeldBack.OFFICER: N_("Held back by you"),
}
"""Why an item stays out of the copy."""


def outcome_chip(outcome: Outcome) -> Chip:
    """Return the chip of an answer."""
    tone, icon = {
        Outcome.GRANTED: (Tone.OK, "check"),
        Outcome.PARTLY: (Tone.OK, "check"),
        Outcome.REFUSED: (Tone.QUIET, "x"),
    }[outcome]
    return Chip(words.called(outcome), tone, icon)


def asker(asked_by: Asker, other: str) -> str:
    """Return who asks: "The person", or "A parent: Dawit T."."""
    if asked_by is Asker.PERSON and not other:
        return words.called(Asker.PERSON)
    who = Asker.SOMEBODY_ELSE if asked_by is Asker.PERSON else asked_by
    named = words.called(who)
    return _("{who}: {name}", who=named, name=isolate(other)) if other else named


def wish_row(
    line: WishLine, now: datetime, opened: Callable[[], None], *, named: bool = True
) -> OpenRow:
    """Return the row of a wish: what, whose where *named*, since when, and what is still to do."""
    who = "" if line.asked_by is Asker.PERSON else asker(line.asked_by, line.asked_by_other)
    asked = _("asked {when}", when=words.when(line.asked_at, now))
    row = OpenRow(
        words.called(line.kind),
        words.joined(words.named(line.person) if named else "", asked, who),
        name=f"wish-{line.id}",
        icon="scales",
        after=_chips(line),
    )
    row.clicked.connect(lambda _on=False: opened())
    return row


def erasure_row(line: ErasureLine, now: datetime, opened: Callable[[], None]) -> OpenRow:
    """Return the row of an erasure: by its number, and by a name only while there is one."""
    if line.carried_out:
        state = (
            Chip(_("Told"), Tone.OK, "check")
            if line.told
            else Chip(_("Not told yet"), Tone.WARN, "warning-circle")
        )
    elif line.agreed:
        state = Chip(_("Can be erased"), Tone.WARN, "trash")
    else:
        state = Chip(_("Somebody else agrees first"), Tone.QUIET, "users")
    chips = [state]
    if line.came_late:
        chips.append(Chip(_("Something came later"), Tone.WARN, "warning-circle"))
    row = OpenRow(
        _("Erasure {number}", number=isolate(line.number)),
        words.joined(
            "" if line.carried_out else words.named(line.person),
            words.called(line.cause),
            words.when(line.since, now),
        ),
        name=f"erasure-{line.id}",
        icon="trash",
        after=chips,
    )
    row.clicked.connect(lambda _on=False: opened())
    return row


def _chips(line: WishLine) -> list[QWidget]:
    if line.outcome is None:
        if line.days_late:
            return [Chip(words.late(line.days_late), Tone.WARN, "clock")]
        due = _("Answer by {day}", day=words.day(line.answer_due)) if line.answer_due else ""
        return [Chip(due, Tone.QUIET, "clock")] if due else []
    chips: list[QWidget] = [outcome_chip(line.outcome)]
    if line.to_carry_out:
        chips.append(Chip(_("Still to be done"), Tone.WARN, "warning-circle"))
    if not line.told:
        chips.append(Chip(_("Not told yet"), Tone.WARN, "warning-circle"))
    return chips
