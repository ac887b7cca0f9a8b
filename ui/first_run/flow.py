"""The order of the first minutes, what each step needs, and what may still be wrong.

Plain Python: Qt draws it, tests walk it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from caseworker.sync.enrolment import Invitation, NotReadable
from caseworker.sync.enrolment_files import find_invitations
from ui.first_run.copied_code import is_group, two_of
from ui.first_run.strength import strength
from ui.language import _


class Step(StrEnum):
    """The pages, in order."""

    WELCOME = "welcome"
    CENTRE = "centre"
    INVITATION = "invitation"
    PERSON = "person"
    RECOVERY = "recovery"
    CHECK = "check"
    READY = "ready"


ORDER: tuple[Step, ...] = tuple(step for step in Step if step is not Step.INVITATION)
"""A new centre."""
JOINING: tuple[Step, ...] = tuple(step for step in Step if step is not Step.CENTRE)
"""A laptop that joins a centre."""


@dataclass
class Answers:
    """What was answered so far."""

    language: str = "en"
    centre: str = ""
    country: str | None = None
    name: str = ""
    passphrase: str = field(default="", repr=False)
    passphrase_again: str = field(default="", repr=False)
    typed_groups: tuple[str, ...] = field(default=(), repr=False)
    with_demo: bool = False
    invitation: Invitation | None = None
    """That of the centre to join; None for a new centre."""
    place: Path | None = None
    """Where the invitation was found, and the request goes."""


Problems = dict[str, str]
"""Which answer is not yet right, and the sentence that helps."""


class FirstRun:
    """One walk through the first minutes.

    *make_recovery_code* returns a fresh code in groups split by "-"; it is asked once.
    """

    def __init__(
        self,
        make_recovery_code: Callable[[], str],
        choose: Callable[[int], tuple[int, int]] | None = None,
    ) -> None:
        self.answers = Answers()
        self.step = Step.WELCOME
        self.order = ORDER
        self._code = make_recovery_code()
        self._choose = choose or two_of
        self.asked_groups = self._choose(len(self.groups))

    @property
    def recovery_code(self) -> str:
        """The whole recovery code."""
        return self._code

    @property
    def groups(self) -> tuple[str, ...]:
        """The recovery code in its groups."""
        return tuple(self._code.split("-"))

    @property
    def number(self) -> int:
        """The number of the page, from 1."""
        return self.order.index(self.step) + 1

    @property
    def joins(self) -> bool:
        """Whether this laptop is to join a centre that is there."""
        return self.order is JOINING

    @property
    def can_go_back(self) -> bool:
        """Whether a page lies before this one."""
        return self.step is not Step.WELCOME

    @property
    def is_last(self) -> bool:
        """Whether the next act begins the work."""
        return self.step is Step.READY

    def problems(self) -> Problems:
        """Return what this page still needs; empty when one may go on."""
        return {
            Step.CENTRE: self._centre_problems,
            Step.INVITATION: self._invitation_problems,
            Step.PERSON: self._person_problems,
            Step.CHECK: self._check_problems,
        }.get(self.step, dict)()

    def go_on(self) -> Problems:
        """Go to the next page, or stay and return what is missing."""
        problems = self.problems()
        if not problems and not self.is_last:
            self.step = self.order[self.order.index(self.step) + 1]
        return problems

    def join(self) -> None:
        """Go the way of a laptop that joins a centre, from the first page."""
        self.order, self.step = JOINING, Step.INVITATION

    def look_for_invitation(self, place: Path) -> Problems:
        """Take the invitation that lies at *place*, or return why there is none to take."""
        found = find_invitations(place)
        if len(found) == 1:
            self.answers.invitation, self.answers.place = found[0], place
            return {}
        self.answers.invitation = self.answers.place = None
        if found:
            return {"invitation": _("Several centres invite here. Use a stick with one only.")}
        return {
            "invitation": _(
                "No invitation lies here. Choose the stick itself, not a folder inside it,"
                " or ask the administrator to write it once more."
            )
        }

    def paste_invitation(self, written: str) -> Problems:
        """Take the invitation that was pasted, or return why there is none to take."""
        self.answers.invitation = self.answers.place = None
        try:
            invitation = Invitation.from_text(written)
        except NotReadable:
            return {
                "pasted": _(
                    "This is no invitation. It begins with “caseworker-invitation-1”: ask the"
                    " administrator for the whole text."
                )
            }
        if invitation.place is None:
            return {"pasted": _("This invitation names no hub. Ask for it on a stick.")}
        self.answers.invitation = invitation
        return {}

    def go_back(self) -> None:
        """Go to the page before. Typed groups are asked anew, of other places in the code."""
        if self.step is Step.CHECK:
            self.answers.typed_groups = ()
            self.asked_groups = self._choose(len(self.groups))
        if self.can_go_back:
            self.step = self.order[self.order.index(self.step) - 1]
        if self.step is Step.WELCOME:
            self.order = ORDER
            self.answers.invitation = self.answers.place = None

    def _invitation_problems(self) -> Problems:
        if self.answers.invitation is None:
            return {"invitation": _("Choose the stick with the invitation, or paste it below.")}
        return {}

    def _centre_problems(self) -> Problems:
        if not self.answers.centre.strip():
            return {"centre": _("Give the centre a name. It can be changed later.")}
        return {}

    def _person_problems(self) -> Problems:
        answers = self.answers
        problems: Problems = {}
        if not answers.name.strip():
            problems["name"] = _("Write your name as colleagues know it.")
        judged = strength(answers.passphrase, (answers.name, answers.centre))
        if not judged.enough:
            problems["passphrase"] = _(
                "This can be guessed. Four or five words that do not belong together hold."
            )
        elif answers.passphrase_again != answers.passphrase:
            problems["passphrase_again"] = _("The two are not the same. Write it once more.")
        return problems

    def _check_problems(self) -> Problems:
        typed = (*self.answers.typed_groups, "", "")
        return {
            f"group_{place}": _("Not what the code says in this place. Look at your copy.")
            for place, words in zip(self.asked_groups, typed, strict=False)
            if not is_group(words, self.groups[place])
        }
