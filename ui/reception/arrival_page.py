"""One number's way through reception: help, check-in, eligibility, explanation, consent, record.

The stages are offered in this order and none is forced, but no field with a name is on screen
before somebody said yes to a record, or another basis is named (R-207).
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.model.arrival import Arrival, Screening
from caseworker.model.entity import Entity
from caseworker.model.ids import ArrivalId
from caseworker.views.reception import ArrivalPage as Shown
from caseworker.views.reception import Stage, arrival_page
from ui import words
from ui.language import _, text
from ui.reception.check_in_stage import CheckInStage
from ui.reception.consent_stage import ConsentStage
from ui.reception.eligibility_stage import EligibilityStage
from ui.reception.explain_stage import ExplainStage
from ui.reception.registration_stage import RegistrationStage
from ui.reception.urgent_stage import UrgentStage
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.stack import let_go
from ui.widgets.stepper import Stepper, StepState, StepWords
from ui.window.navigation import Destination, Place


class ArrivalPage(Screen):
    """A stepper of the stages, and the stage that is open."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Arrival, Screening)

    def __init__(self, shell: Shell, arrival_id: ArrivalId, part: str) -> None:
        super().__init__(shell, " ", " ", name="arrival")
        self._id = arrival_id
        self._shown = self._ask()
        self.stage = Stage(part) if part in set(Stage) else _next(self._shown)
        self.stepper = Stepper(self._steps(), name="stages")
        self.stepper.opened.connect(self.open_stage)
        self._stage_widget: QWidget | None = None
        self.add(self.stepper)
        self.reload()
        self._open()

    def reload(self) -> None:
        """Show the head and the stepper as they stand; what is typed below stays."""
        self._shown = self._ask()
        row = self._shown.row
        language = text().language_name(row.language) if row.language else ""
        bed = _("Bed: {bed}", bed=row.bed) if row.bed else ""
        self.head.say(
            f"{row.number}  {row.described_as}".strip(),
            words.joined(words.called(row.state), language, bed),
        )
        self.stepper.show_steps(self._steps(), words.numbers(len(Stage)))

    def open_stage(self, key: str) -> None:
        """Show another stage."""
        self.stage = Stage(key)
        self.shell.stay(Destination(Place.RECEPTION, str(self._id), key))
        self.reload()
        self._open()
        self.show_top()

    def go_on(self) -> None:
        """Show the next stage that is still to do."""
        self._shown = self._ask()
        if self._shown.registered and self.stage is Stage.REGISTRATION:
            person = str(self._shown.registered[-1][0])
            self.shell.go(Destination(Place.PERSON, person))
            return
        order = list(Stage)
        following = order[order.index(self.stage) + 1 :]
        self.open_stage(next(iter(following), Stage.REGISTRATION).value)

    def _open(self) -> None:
        if self._stage_widget is not None:
            self.content.removeWidget(self._stage_widget)
            let_go(self._stage_widget)
        builders = {
            Stage.URGENT: UrgentStage,
            Stage.CHECK_IN: CheckInStage,
            Stage.ELIGIBILITY: EligibilityStage,
            Stage.EXPLAIN: ExplainStage,
            Stage.CONSENT: ConsentStage,
            Stage.REGISTRATION: RegistrationStage,
        }
        self._stage_widget = builders[self.stage](self, self._shown)
        self.add(self._stage_widget)

    def _ask(self) -> Shown:
        return self.desk.ask(lambda reads: arrival_page(reads, self._id))

    def _steps(self) -> list[StepWords]:
        return [self._step(stage) for stage in Stage]

    def _step(self, stage: Stage) -> StepWords:
        done = stage in self._shown.done
        if stage is self.stage:
            state = StepState.NOW
        else:
            state = StepState.DONE if done else StepState.NOT_STARTED
        said = _("Done") if done else _("Still to do")
        if stage is Stage.URGENT and not self._shown.row.urgent_needs:
            said = _("None seen")
        return StepWords(stage.value, _name(stage), state, said)


def _next(shown: Shown) -> Stage:
    if shown.row.urgent_needs and Stage.CHECK_IN not in shown.done:
        return Stage.URGENT
    return next((stage for stage in Stage if stage not in shown.done), Stage.REGISTRATION)


def _name(stage: Stage) -> str:
    names = {
        Stage.URGENT: _("Urgent needs"),
        Stage.CHECK_IN: _("Check in"),
        Stage.ELIGIBILITY: _("Can we help"),
        Stage.EXPLAIN: _("Explain"),
        Stage.CONSENT: _("Yes or no"),
        Stage.REGISTRATION: _("Record"),
    }
    return names[stage]
