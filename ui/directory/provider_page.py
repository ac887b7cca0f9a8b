"""One provider: how to reach it, what it offers, what was agreed, and when it was made sure of."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from caseworker.directory.entries import check, take_out, take_out_service
from caseworker.directory.matching import Fit, Wanted
from caseworker.directory.printed_list import hours_in_words
from caseworker.documents.referral_form import contact_slip
from caseworker.model.directory import Agreement, Provider, Service
from caseworker.model.entity import Entity
from caseworker.model.ids import ProviderId
from caseworker.text import isolate
from caseworker.views.directory import AgreementLine, provider_page
from caseworker.views.directory import ProviderPage as Shown
from ui import words
from ui.directory.agreement_card import AgreementCard
from ui.directory.details_panel import last_checked
from ui.directory.marks import checked, marks
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Tone
from ui.widgets.button import Button, danger, ghost, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact import Fact, FitMark
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.sheet import Sheet
from ui.window.navigation import Destination, Place


class ProviderPage(Screen):
    """A confidential shelter shows its name and its number, to every role."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Provider, Service, Agreement)

    def __init__(self, shell: Shell, provider_id: ProviderId) -> None:
        self._slip = secondary(_("Contact slip"), name="contact-slip", icon="printer")
        self._edit = secondary(_("Change"), name="edit-provider", icon="note-pencil")
        super().__init__(shell, " ", " ", self._edit, self._slip, name="provider")
        self._id = provider_id
        self._slip.clicked.connect(self._show_slip)
        self._edit.clicked.connect(lambda: self._go("edit"))
        self.reload()

    def reload(self) -> None:
        """Show the provider as it stands."""
        provider_id, now = self._id, self.desk.now()
        shown = self.desk.ask(lambda reads: provider_page(reads, provider_id, now))
        self.head.say(shown.name, self._sentence(shown))
        self._edit.setVisible(shown.may_edit)
        self.clear()
        if shown.confidential:
            self.add(self._number_only(shown))
            return
        columns = TwoColumns()
        for widget in self._services(shown):
            columns.main.addWidget(widget)
        for widget in (*self._reach(shown), *self._agreements(shown), *self._end(shown)):
            columns.side.addWidget(widget)
        self.add(columns)

    def _sentence(self, shown: Shown) -> str:
        if shown.confidential:
            return _("Confidential: a contact number and nothing else")
        kind = words.called(shown.kind) if shown.kind else ""
        own = _("Led by the people it serves") if shown.by_and_for else ""
        return words.joined(kind, shown.short_description, own)

    def _number_only(self, shown: Shown) -> Card:
        card = Card()
        card.content.addWidget(Fact("phone", _("Telephone"), isolate(shown.phone)))
        card.content.addWidget(
            small(_("Where it lies is not written here, so that nobody finds it who should not."))
        )
        return card

    def _services(self, shown: Shown) -> list[QWidget]:
        acts = []
        if shown.may_edit:
            new = ghost(_("New service"), name="new-service", icon="plus", small=True)
            new.clicked.connect(lambda: self._go("service"))
            acts = [new]
        head = SectionHead(_("Services"), text().number(len(shown.services)), acts)
        if not shown.services:
            card = Card()
            card.content.addWidget(EmptyState("map-trifold", _("No service is written down yet")))
            return [head, card]
        rows = RowList()
        rows.add(*(self._service(fit, shown) for fit in shown.services))
        return [head, rows]

    def _service(self, fit: Fit, shown: Shown) -> Row:
        today = self.desk.now().date()
        old = checked(fit, today)
        chips = [Chip(old, Tone.WARN, "clock")] if old else []
        said = [FitMark(mark.words, fits=mark.fits) for mark in marks(fit, Wanted())]
        sure = small(_("Last checked: {when}", when=last_checked(fit)))
        acts = []
        if shown.may_edit:
            seen = secondary(
                _("I have checked it today"), name=f"check-{fit.service_id}", small=True
            )
            seen.clicked.connect(lambda: self._ask_how(fit, seen))
            change = quiet(_("Change"), name=f"edit-{fit.service_id}", small=True)
            change.setAccessibleName(_("Change {name}", name=fit.service))
            change.clicked.connect(lambda: self._go(str(fit.service_id)))
            out = quiet(_("Take out"), name=f"take-out-{fit.service_id}", small=True)
            out.setAccessibleName(_("Take out {name}", name=fit.service))
            out.clicked.connect(lambda: self._take_out_service(fit))
            acts = [seen, change, out]
        return Row(
            fit.service,
            words.joined(words.called(fit.area), fit.place, hours_in_words(fit, text())),
            chips=chips,
            below=(Flow(*said, gap=14, line_gap=2), sure, Flow(*acts, gap=8)),
        )

    def _reach(self, shown: Shown) -> list[QWidget]:
        card = Card(spacing=10)
        card.content.addWidget(Fact("phone", _("Telephone"), isolate(shown.phone) or "-"))
        if shown.address:
            card.content.addWidget(Fact("map-trifold", _("Address"), shown.address))
        if shown.email:
            card.content.addWidget(Fact("paper-plane-tilt", _("E-mail"), isolate(shown.email)))
        return [SectionHead(_("How to reach it")), card]

    def _agreements(self, shown: Shown) -> list[QWidget]:
        acts = []
        form = AgreementCard(self.shell, self._id)
        form.hide()
        form.dismissed.connect(form.hide)
        if shown.may_edit:
            new = ghost(_("New agreement"), name="new-agreement", icon="plus", small=True)
            new.clicked.connect(form.show)
            acts = [new]
        head = SectionHead(_("Agreements"), acts=acts)
        if not shown.agreements:
            card = Card()
            card.content.addWidget(small(_("No agreement is written down yet.")))
            return [head, form, card]
        rows = RowList()
        rows.add(*(_agreement(line) for line in shown.agreements))
        return [head, form, rows]

    def _end(self, shown: Shown) -> list[QWidget]:
        if not shown.may_edit:
            return []
        out = danger(_("Take out of the directory"), name="take-out-provider", small=True)
        out.clicked.connect(lambda: self._take_out(shown))
        return [Flow(out)]

    def _ask_how(self, fit: Fit, button: Button) -> None:
        menu = QMenu(button)
        menu.setObjectName("checked-how")
        menu.setAccessibleName(_("How you made sure"))
        menu.setFont(theme().font(Role.BODY))
        for key, said in _ways():
            action = menu.addAction(said)
            action.setObjectName(f"checked-{key}")
            action.triggered.connect(lambda _on=False, said=said: self._check(fit, said))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _check(self, fit: Fit, how: str) -> None:
        said = how[:1].lower() + how[1:]

        def told(_nothing: None) -> None:
            self.shell.say(_("{name} is checked as of today", name=fit.service))

        self.desk.write(self, lambda work: check(work, fit.service_id, said), told)

    def _take_out_service(self, fit: Fit) -> None:
        self.desk.write(
            self,
            lambda work: take_out_service(work, fit.service_id),
            lambda _nothing: self.shell.say(_("{name} is taken out", name=fit.service)),
        )

    def _take_out(self, shown: Shown) -> None:
        sheet = Sheet(_("Take out {name}", name=shown.name), _("Take out"), name="take-out")
        sheet.say(_("Nobody finds it any more. Referrals of the past keep its name."))
        sheet.agreed.connect(self._take_out_now)
        self.shell.open_sheet(sheet)

    def _take_out_now(self) -> None:
        provider_id = self._id
        self.desk.write(
            self,
            lambda work: take_out(work, provider_id),
            lambda _nothing: self.shell.go(Destination(Place.DIRECTORY)),
        )

    def _show_slip(self) -> None:
        provider_id = self._id
        self.shell.show_document(
            lambda reads, language: contact_slip(reads, provider_id, None, language)
        )

    def _go(self, part: str) -> None:
        self.shell.go(Destination(Place.DIRECTORY, str(self._id), part))


def _ways() -> tuple[tuple[str, str], ...]:
    return (
        ("telephone", _("By telephone")),
        ("visit", _("By a visit")),
        ("writing", _("In writing")),
        ("website", _("On their website")),
    )


def _agreement(line: AgreementLine) -> Row:
    signed = _("Signed {day}", day=text().day(line.signed_on))
    until = (
        _("until {day}", day=text().day(line.valid_until)) if line.valid_until else _("without end")
    )
    chip = (
        Chip(_("In force"), Tone.OK, "check")
        if line.in_force
        else Chip(_("Not in force"), Tone.QUIET)
    )
    return Row(words.called(line.kind), words.joined(signed, until), chips=(chip,))
