"""Write down what was agreed with a provider, and how long it holds."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.directory.entries import sign_agreement
from caseworker.model.directory import AgreementKind
from caseworker.model.ids import ProviderId
from ui import words
from ui.directory.day_field import DayField
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.panel import Card
from ui.widgets.select import Select


class AgreementCard(Card):
    """A small form; `dismissed` when nothing is to be kept."""

    dismissed = Signal()

    def __init__(self, shell: Shell, provider_id: ProviderId) -> None:
        super().__init__()
        self.setObjectName("agreement-card")
        self._shell, self._provider_id = shell, provider_id
        self.kind = Select(
            [(kind.name, words.called(kind)) for kind in AgreementKind],
            name="agreement-kind",
            label=_("What was agreed"),
        )
        self.kind.set_value(AgreementKind.DATA_SHARING.name)
        today = shell.desk.now().date()
        self.signed = DayField(_("Signed on"), name="agreement-signed", value=today)
        self.until = DayField(
            _("Holds until"), name="agreement-until", hint=_("Empty means: without an end")
        )
        keep = primary(_("Keep the agreement"), name="keep-agreement")
        keep.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-agreement")
        leave.clicked.connect(self.dismissed)
        for widget in (
            Field(_("What was agreed"), self.kind),
            self.signed,
            self.until,
            Flow(leave, keep, gap=12),
        ):
            self.content.addWidget(widget)

    def _keep(self) -> None:
        right = [self.signed.check(needed=True), self.until.check(needed=False)]
        signed, until = self.signed.day(), self.until.day()
        if not all(right) or signed is None:
            return
        if until is not None and until < signed:
            self.until.set_error(_("It ends before it was signed. Look at both days."))
            return
        kind, provider_id = AgreementKind[self.kind.value() or "DATA_SHARING"], self._provider_id

        def told(_agreement: object) -> None:
            self._shell.say(_("The agreement is kept"))

        self._shell.desk.write(
            self,
            lambda work: (
                sign_agreement(work, provider_id, kind, signed_on=signed, valid_until=until).id
            ),
            told,
        )
