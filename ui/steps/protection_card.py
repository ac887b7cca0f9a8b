"""Protection flags: while one is open, consulates, authorities of origin and family wait."""

from __future__ import annotations

from caseworker.model.case import Case, ProtectionFlag, ProtocolKind
from caseworker.model.ids import CaseId
from caseworker.notes.protocols import open_protocol
from caseworker.ports import UnitOfWork
from caseworker.steps.assessment import set_protection_flags
from ui import words
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import quiet
from ui.widgets.choice_list import ChoiceList
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card


class ProtectionCard(Card):
    """Flags open and close with one tick each; protocols begin with one press."""

    def __init__(self, shell: Shell, case_id: CaseId) -> None:
        super().__init__()
        self._shell, self._case_id = shell, case_id
        self.setObjectName("protection-card")
        flags = shell.desk.ask(lambda reads: reads.get(Case, case_id).protection_flags)
        self.flags = ChoiceList(
            [(flag.name.lower(), words.called(flag)) for flag in ProtectionFlag],
            name="protection-flag",
            label=_("Protection"),
        )
        self.flags.set_values([flag.name.lower() for flag in flags])
        self.flags.changed.connect(self._keep)
        protocols = []
        for kind in ProtocolKind:
            button = quiet(words.called(kind), name=f"protocol-{kind.name.lower()}", small=True)
            button.clicked.connect(lambda _on=False, kind=kind: self._open(kind))
            protocols.append(button)
        for widget in (
            section(_("Protection")),
            small(
                _("While one of these is open, nobody contacts a consulate, authorities of the"
                  " country of origin or family without a yes of its own.")
            ),
            self.flags,
            small(_("If something happens now, open what to do:")),
            Flow(*protocols, gap=4),
        ):  # fmt: skip
            self.content.addWidget(widget)

    def _keep(self, keys: tuple[str, ...]) -> None:
        flags = frozenset(ProtectionFlag[key.upper()] for key in keys)

        def keep(work: UnitOfWork) -> None:
            set_protection_flags(work, self._case_id, flags)

        self._shell.desk.write(self, keep, lambda _n: self._shell.say(_("Kept")))

    def _open(self, kind: ProtocolKind) -> None:
        def begin(work: UnitOfWork) -> None:
            open_protocol(work, self._case_id, kind)

        self._shell.desk.write(
            self, begin, lambda _n: self._shell.say(_("What to do stands at the top of the case"))
        )
