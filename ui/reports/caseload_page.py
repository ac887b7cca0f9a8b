"""The open cases of one colleague: choose some or all, and give them to another."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, UserId
from caseworker.ports import Reads, UnitOfWork
from caseworker.supervision.caseloads import can_carry, cases_of, hand_on
from caseworker.views.names import colleague, person_of_case
from ui import words
from ui.language import _, ngettext
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.button import ghost, primary, quiet
from ui.widgets.choice_list import CheckRow
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.sheet import Sheet

_Row = tuple[CaseId, str]


class CaseloadPage(Screen):
    """Nothing leaves the laptop, and it can be taken back: no more is asked than to whom."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Case,)

    def __init__(self, shell: Shell, user_id: UserId) -> None:
        self._give = primary(
            _("Give to a colleague"), name="give-cases", icon="arrow-bend-up-right"
        )
        self._all = ghost(_("Choose all"), name="choose-all")
        back = quiet(_("Caseloads"), name="back-to-caseloads")
        super().__init__(shell, " ", " ", back, self._all, self._give, name="caseload-page")
        back.clicked.connect(shell.back)
        self._user_id = user_id
        self._rows: dict[CaseId, CheckRow] = {}
        self._all.clicked.connect(self._choose_all)
        self._give.clicked.connect(self._ask)
        self.reload()

    def reload(self) -> None:
        """Show the cases that stay."""
        self.look_beside(self._shown, self._show)

    def _show(self, shown: tuple[str, list[_Row]]) -> None:
        name, cases = shown
        self.head.say(
            name or _("Somebody"),
            ngettext("{count} open case", "{count} open cases", len(cases)),
        )
        self.clear()
        card, chosen = Card(), set(self._chosen())
        self._rows = {}
        for key, said in cases:
            row = CheckRow(said, name=f"case-{key}")
            row.setChecked(key in chosen)
            row.toggled.connect(lambda _on: self._weigh())
            self._rows[key] = row
            card.content.addWidget(row)
        if not cases:
            card.content.addWidget(EmptyState("folder-simple", _("No open case"), ""))
        self.add(card, ReasonNote(self._give))
        self._weigh()

    def _shown(self, reads: Reads) -> tuple[str, list[_Row]]:
        rows = [
            (
                CaseId(case.id),
                words.joined(
                    words.named(person_of_case(reads, CaseId(case.id))),
                    case.number,
                    words.risk(case.risk.level),
                ),
            )
            for case in cases_of(reads, self._user_id)
        ]
        return colleague(reads, self._user_id), rows

    def _chosen(self) -> list[CaseId]:
        return [key for key, row in self._rows.items() if row.isChecked()]

    def _weigh(self) -> None:
        self._all.setVisible(bool(self._rows))
        if self._chosen():
            self._give.turn_on()
        else:
            self._give.turn_off(_("Choose at least one case."))

    def _choose_all(self) -> None:
        for row in self._rows.values():
            row.setChecked(True)

    def _ask(self) -> None:
        chosen = self._chosen()
        colleagues = self.desk.ask(
            lambda reads: [
                (str(user.id), user.name) for user in can_carry(reads) if user.id != self._user_id
            ]
        )
        sheet = Sheet(
            ngettext("Give {count} case to", "Give {count} cases to", len(chosen)),
            _("Give them"),
            name="give-sheet",
        )
        to = Select(colleagues, name="give-to", label=_("Colleague"))
        sheet.content.addWidget(Field(_("Colleague"), to))
        sheet.say(_("The follow-ups planned go along. Nobody else is told: introduce them."))
        sheet.panel.act.turn_off(_("Choose a colleague."))
        to.chosen.connect(lambda _key: sheet.panel.act.turn_on())
        sheet.agreed.connect(lambda: self._hand_on(chosen, to.value()))
        self.shell.open_sheet(sheet)

    def _hand_on(self, chosen: list[CaseId], to: str | None) -> None:
        if to is None:
            return
        receiver, giver, desk, shell = UserId(UUID(to)), self._user_id, self.desk, self.shell

        def act(work: UnitOfWork) -> int:
            return hand_on(work, chosen, receiver)

        def take_back() -> None:
            desk.write(desk, lambda work: hand_on(work, chosen, giver))

        def told(count: int) -> None:
            works_here = desk.ask(lambda reads: giver in {one.id for one in can_carry(reads)})
            said = ngettext("{count} case was given", "{count} cases were given", count)
            shell.say(said, take_back if works_here else None)

        desk.write(self, act, told)
