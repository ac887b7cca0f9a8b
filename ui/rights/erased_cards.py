"""After an erasure: which laptops have told to have it, telling the person, what came late."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.documents.erasure_notice import erasure_notice
from caseworker.model.person import Channel
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import (
    agree_to_what_came_late,
    decide_anew,
    erase_what_came_late,
    told,
)
from caseworker.sync.space import Laptop, LaptopState
from caseworker.views.erasure import ErasurePage
from ui import words
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.theme.tokens import Tone
from ui.widgets.button import danger, primary, secondary
from ui.widgets.chip import Chip
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.row_list import Row
from ui.widgets.segments import Segments

_CHANNELS = (Channel.IN_PERSON, Channel.PHONE, Channel.MESSAGE, Channel.THROUGH_SOMEONE)


class OtherLaptopsCard(Card):
    """Only what a laptop has told itself counts; silence is not consent."""

    def __init__(self, screen: Screen, shown: ErasurePage) -> None:
        super().__init__(spacing=8)
        self.setObjectName("other-laptops-card")
        self.content.addWidget(section(_("Other laptops")))
        space = screen.desk.space
        known = space.laptops() if space.status().founded else ()
        others = [
            each for each in known if each.state in {LaptopState.MEMBER, LaptopState.SUSPENDED}
        ]
        if any(each.state is LaptopState.REVOKED for each in known):
            self.content.addWidget(
                small(_("A laptop that was ended is not reached: what it held may still be on it."))
            )
        if not others:
            self.content.addWidget(body(_("This laptop works alone. No other one has the record.")))
            return
        if shown.carried_out_at is None:
            said = ngettext(
                "{count} other laptop erases it at its next exchange.",
                "{count} other laptops erase it at their next exchange.",
                len(others),
            )
            self.content.addWidget(body(said))
            return
        confirmed = space.confirmed(shown.person_id)
        for each in others:
            self.content.addWidget(_row(each, has_it=each.device in confirmed))
        if any(each.device not in confirmed for each in others):
            self.content.addWidget(
                small(_("Until a laptop tells so, think of the record as still being on it."))
            )


class TellingGoneCard(Card):
    """The paper names nobody: by now no name is left to print."""

    def __init__(self, screen: Screen, shown: ErasurePage) -> None:
        super().__init__(spacing=10)
        self.setObjectName("telling-gone-card")
        self._screen, self._shown = screen, shown
        self.content.addWidget(section(_("Tell the person that it is done")))
        paper = primary(_("Show the paper"), name="show-notice", icon="printer")
        paper.clicked.connect(self._show_paper)
        for widget in (
            small(_("The paper has a number and no name. With it the person can ask again.")),
            Flow(paper),
        ):
            self.content.addWidget(widget)
        if shown.told_at is not None:
            self.content.addWidget(body(_("The person was told.")))
            return
        self._channel = Segments(
            [(each.value, words.called(each)) for each in _CHANNELS],
            name="gone-channel",
            label=_("How"),
            value=Channel.IN_PERSON.value,
            equal=0,
        )
        keep = secondary(_("The person was told"), name="keep-gone-told", small=True)
        keep.clicked.connect(self._keep)
        self.content.addWidget(Field(_("How"), self._channel))
        self.content.addWidget(Flow(keep))

    def _show_paper(self) -> None:
        erasure_id = self._shown.id
        self._screen.shell.show_document(
            lambda reads, language: erasure_notice(reads, erasure_id, language),
            erasure_id,
            spoken=self._shown.languages,
        )

    def _keep(self) -> None:
        channel = Channel(self._channel.value() or Channel.IN_PERSON.value)
        erasure_id = self._shown.id

        def act(work: UnitOfWork) -> None:
            told(work, erasure_id, channel)

        desk, shell = self._screen.desk, self._screen.shell
        desk.write(self._screen, act, lambda _n: shell.say(_("Kept: the person was told")))


class LateNotice(Notice):
    """Something was written about the person by somebody who did not know yet."""

    def __init__(self, screen: Screen, shown: ErasurePage) -> None:
        acts: list[QWidget] = []
        officer = may(screen.desk.actor, Act.DECIDE_REQUEST)
        said = _(
            "Another laptop did not know of the erasure yet. What two people agreed covers it."
        )
        if shown.late_waits:
            said = _(
                "Another laptop did not know of the erasure yet. It takes somebody else to agree"
                " first, then it is erased."
            )
            if shown.may_agree_to_late:
                agree = secondary(_("I agree to erase it"), name="agree-late", small=True)
                agree.clicked.connect(lambda: self._write(agree_to_what_came_late, _("Agreed")))
                acts.append(agree)
        elif shown.late_decider_left:
            said = _(
                "Another laptop did not know of the erasure yet. Whoever decided has the role no"
                " longer: whoever has it today decides anew, and somebody else agrees."
            )
            if officer:
                anew = secondary(_("I decide that it is erased"), name="decide-late", small=True)
                anew.clicked.connect(lambda: self._write(decide_anew, _("Decided")))
                acts.append(anew)
        elif shown.may_erase_late:
            erase = danger(_("Erase it too"), name="erase-late", small=True)
            erase.clicked.connect(lambda: self._write(erase_what_came_late, _("Erased too")))
            acts.append(erase)
        elif officer:
            said = _("Every laptop wants to see two people: one who agreed, and one who erases.")
        super().__init__(
            Tone.WARN,
            "warning-circle",
            ngettext(
                "{count} entry about this person came later",
                "{count} entries about this person came later",
                shown.came_late,
            ),
            said,
            acts,
        )
        self.setObjectName("came-late")
        self._screen, self._shown = screen, shown

    def _write(self, act: Callable[[UnitOfWork, UUID], object], said: str) -> None:
        erasure_id, shell = self._shown.id, self._screen.shell

        def write(work: UnitOfWork) -> None:
            act(work, erasure_id)

        self._screen.desk.write(self._screen, write, lambda _n: shell.say(said))


def _row(laptop: Laptop, *, has_it: bool) -> Row:
    chip = (
        Chip(_("Has erased it"), Tone.OK, "check")
        if has_it
        else Chip(_("Has not told so yet"), Tone.WARN, "clock")
    )
    code = text().listed(laptop.code.split())
    return Row(_("Laptop {code}", code=code), chips=(chip,))
