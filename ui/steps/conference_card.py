"""What was not written down of a conference: which partners sat there, on what else it stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from caseworker.findings import Findings
from ui.language import _
from ui.reception.consent_draft import BasisState
from ui.reception.other_basis_card import OtherBasisCard
from ui.widgets.button import secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.stack import Column
from ui.widgets.text_input import TextArea


class ConferenceCard(Column):
    """A yes is to one partner and stands for no other; another basis stands for all of them."""

    named = Signal(str)
    """Who sat there, one on each line."""
    basis_agreed = Signal(BasisState)
    dismissed = Signal()

    def __init__(self, partners: Iterable[str]) -> None:
        """Show the *partners* that are known."""
        super().__init__(gap=12)
        self.partners = TextArea("\n".join(partners), name="conference-partners", lines=3)
        keep = secondary(_("Keep"), name="keep-partners", small=True)
        keep.clicked.connect(lambda: self.named.emit(self.partners.toPlainText()))
        who = Card(spacing=12)
        hint = _("One on each line, called as in the directory or in the yes to them.")
        for widget in (
            section(_("Case conference")),
            Field(_("Which partners were there?"), self.partners, hint),
            Flow(keep),
            small(
                _("Where one of them had no yes, ask the person; or say below what else it stood"
                  " on.")
            ),
        ):  # fmt: skip
            who.content.addWidget(widget)
        self._other = OtherBasisCard(BasisState())
        self._other.agreed.connect(self.basis_agreed)
        self._other.dismissed.connect(self.dismissed)
        self.box.addWidget(who)
        self.box.addWidget(self._other)

    def show_findings(self, findings: Findings) -> None:
        """Say what is missing before it can stand on the other basis."""
        self._other.show_findings(findings)
