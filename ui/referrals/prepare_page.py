"""Prepare a referral: the need, what goes along, on what it stands, and out it goes.

From a need to the form on screen: start, one sentence, print, agree. Everything else is optional.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from caseworker.consent.gate import OtherBasis, basis_findings
from caseworker.documents.referral_form import referral_form
from caseworker.errors import GateClosed, KnownError
from caseworker.findings import stopping
from caseworker.model.case import Case
from caseworker.model.consent import Consent, Withdrawal
from caseworker.model.directory import Agreement
from caseworker.model.entity import Entity
from caseworker.model.ids import ReferralId
from caseworker.ports import UnitOfWork
from caseworker.referral.asking import to_ask
from caseworker.referral.life_cycle import Wish, cancel, change, prepare, send
from caseworker.text import N_, isolate
from caseworker.views.referrals import Prospect, Setting, prospect
from ui import words
from ui.consent.state import TalkState
from ui.drafts import DraftKeeper
from ui.language import _
from ui.reception.consent_draft import BasisState, other_basis
from ui.reception.other_basis_card import OtherBasisCard
from ui.referrals.asking_part import AskingPart
from ui.referrals.basis_card import BasisCard
from ui.referrals.items_card import ItemsCard
from ui.referrals.leaving_sheet import leaving_sheet
from ui.referrals.need_card import NeedCard, OnTheWayCard
from ui.referrals.state import ReferralDraft
from ui.referrals.taking_back import take_back
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.columns import TwoColumns
from ui.window.navigation import Destination, Place

PRINTED = N_("Printed form")
"""How it goes, as the disclosure keeps it."""


class PreparePage(Screen):
    """One referral that has not gone: new, or kept for later."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Consent, Withdrawal, Agreement, Case)

    def __init__(
        self,
        shell: Shell,
        setting: Setting,
        state: ReferralDraft,
        referral_id: ReferralId | None = None,
    ) -> None:
        who = setting.person or _("Case {number}", number=setting.case_number)
        super().__init__(
            shell,
            _("Refer {name} to {provider}", name=isolate(who), provider=isolate(setting.provider)),
            words.joined(
                setting.service,
                _("Agreement in force") if setting.agreement else _("No agreement in force"),
                _("A child") if setting.is_child else "",
            ),
            name="prepare-referral",
        )
        self._setting, self._referral_id, self._who = setting, referral_id, who
        self._keeper = DraftKeeper(self, self.desk, setting.case_id, self._form(), self._now)
        offered = {item for item, _said in setting.items}
        kept = state.continuing(self._keeper.load(ReferralDraft))
        self.state = replace(kept, items=tuple(item for item in kept.items if item in offered))
        self._pressed = False
        self._found = Prospect((), None)
        self._asking: AskingPart | None = None
        self._build()
        self.reload()

    def _form(self) -> str:
        return f"referral-{self._setting.provider_id}"

    def _now(self) -> ReferralDraft:
        return self.state

    def _build(self) -> None:
        self.need = NeedCard(self.state, self._setting.goals)
        self.need.changed.connect(self._change)
        self.items = ItemsCard(self._setting.items, self.state.items)
        self.items.changed.connect(lambda items: self._change({"items": items}))
        self.basis = BasisCard()
        self.basis.ask_wished.connect(self._ask)
        self.basis.other_wished.connect(self._show_other)
        self.basis.least_wished.connect(self._leave_out)
        self.basis.consent_wished.connect(lambda: self._stand_on(None))
        self._columns = TwoColumns(gap=24, spacing=12)
        self._columns.main.addWidget(self.need)
        self._columns.main.addWidget(self.items)
        self._columns.side.addWidget(self.basis)
        way = OnTheWayCard(self.state)
        way.changed.connect(self._change)
        self._columns.side.addWidget(way)
        self.add(self._columns)
        self.other = OtherBasisCard(self.state.basis or BasisState())
        self.other.hide()
        self.other.agreed.connect(self._agree_other)
        self.other.dismissed.connect(self._close_parts)
        self.add(self.other)
        self._print = primary(_("Print the form"), name="print-form", icon="printer")
        self._print.clicked.connect(self._press)
        self._later = secondary(_("Keep for later"), name="keep-for-later")
        self._later.clicked.connect(self._keep_for_later)
        self._aside = quiet(_("Put aside"), name="put-aside")
        self._aside.clicked.connect(self._put_aside)
        self._back = quiet(_("Back to the referral"), name="back-to-referral")
        self._back.clicked.connect(self._close_parts)
        self._back.hide()
        self.action_row.start.add(self._aside, self._back)
        self.action_row.end.add(self._later, self._print)

    def reload(self) -> None:
        """Show what the gate says now; what is typed stays."""
        case_id, wish = self._setting.case_id, self._wish()
        other = self._other_basis()
        self._found = self.desk.ask(lambda reads: prospect(reads, case_id, wish, other))
        self.basis.show_prospect(self._found, self._who, self.state.basis, pressed=self._pressed)

    def _wish(self) -> Wish:
        return self.state.wish(self._setting.provider_id, self._setting.service_id)

    def _other_basis(self) -> OtherBasis | None:
        return other_basis(self.state.basis) if self.state.basis is not None else None

    def _change(self, parts: dict[str, Any]) -> None:
        self.state = replace(self.state, **parts)
        self._keeper.touch()
        if "need" not in parts or self._pressed:
            self.reload()

    def _leave_out(self) -> None:
        self.items.choose(self.state.with_least().items)
        self._change({"items": self.items.chosen()})

    # A yes, or another basis

    def _ask(self) -> None:
        self._close_parts()
        case_id, provider_id = self._setting.case_id, self._setting.provider_id
        items = self._wish().data_items
        lines = self.desk.ask(lambda reads: to_ask(reads, case_id, provider_id, items))
        asking = AskingPart(self.shell, case_id, lines, self.state.talk)
        asking.changed.connect(self._keep_talk)
        asking.kept.connect(self._said)
        self._asking = asking
        self.add(asking)
        self._show_whole(whole=False)

    def _keep_talk(self, talk: TalkState) -> None:
        self.state = replace(self.state, talk=talk)
        self._keeper.touch()

    def _said(self, says_yes: bool) -> None:
        self._close_parts()
        self.state = replace(self.state, talk=None, basis=None)
        self._keeper.keep_now()
        self.shell.say(
            _("The yes is kept") if says_yes else _("Kept. Nothing goes to this provider.")
        )
        self.reload()

    def _show_other(self) -> None:
        self._close_parts()
        self.other.show()
        self._show_whole(whole=False)

    def _agree_other(self, basis: BasisState) -> None:
        findings = stopping(basis_findings(other_basis(basis)))
        self.other.show_findings(findings)
        if not findings:
            self._stand_on(basis)

    def _stand_on(self, basis: BasisState | None) -> None:
        self._close_parts()
        self._change({"basis": basis})

    def _close_parts(self) -> None:
        self.other.hide()
        if self._asking is not None:
            self.content.removeWidget(self._asking)
            self._asking.hide()
            self._asking.deleteLater()
            self._asking = None
        self._show_whole(whole=True)

    def _show_whole(self, *, whole: bool) -> None:
        """Show the referral, or make room for asking: one thing at a time."""
        for widget in (self._columns, self._aside, self._later, self._print):
            widget.setVisible(whole)
        self._back.setVisible(not whole)

    # Out it goes

    def _press(self) -> None:
        self._pressed = True
        self.reload()
        if stopping(self._found.findings):
            self.show_part(self.basis)
            if not self.state.need.strip():
                self.need.need.setFocus()
            return
        sheet = leaving_sheet(self._setting, self.state, self._found.consent)
        sheet.agreed.connect(self._send)
        self.shell.open_sheet(sheet)

    def _send(self) -> None:
        setting, referral_id = self._setting, self._referral_id
        wish, other = self._wish(), self._other_basis()

        def act(work: UnitOfWork) -> ReferralId:
            if referral_id is None:
                prepared = prepare(work, setting.case_id, wish)
            else:
                prepared = change(work, referral_id, wish)
            return send(work, prepared.id, PRINTED, other).id

        self.desk.write(self, act, self._sent, self._failed)

    def _sent(self, referral_id: ReferralId) -> None:
        self._keeper.discard()
        shell = self.shell
        shell.go(Destination(Place.REFERRALS, str(referral_id)))
        shell.show_document(
            lambda reads, language: referral_form(reads, referral_id, language), referral_id
        )
        shell.say(_("The referral is sent"), lambda: take_back(shell, referral_id))

    def _failed(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self.reload()
        else:
            self.desk.failed.emit(error)

    def _keep_for_later(self) -> None:
        setting, referral_id, wish = self._setting, self._referral_id, self._wish()

        def act(work: UnitOfWork) -> None:
            if referral_id is None:
                prepare(work, setting.case_id, wish)
            else:
                change(work, referral_id, wish)

        self.desk.write(self, act, lambda _nothing: self._leave(_("Kept for later")))

    def _put_aside(self) -> None:
        referral_id = self._referral_id

        def act(work: UnitOfWork) -> None:
            if referral_id is not None:
                cancel(work, referral_id)

        self.desk.write(self, act, lambda _nothing: self._leave(_("Put aside. Nothing was sent.")))

    def _leave(self, said: str) -> None:
        self._keeper.discard()
        shell = self.shell
        shell.go(Destination(Place.REFERRALS))
        shell.say(said)
