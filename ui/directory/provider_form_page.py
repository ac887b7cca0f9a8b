"""Enter or change a provider."""

from __future__ import annotations

from caseworker.directory.entries import ProviderEntry, add_provider, change_provider
from caseworker.model.directory import ProviderKind
from caseworker.model.ids import ProviderId
from caseworker.ports import UnitOfWork
from caseworker.views.directory import provider_entry
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.stack import Column
from ui.widgets.text_input import TextArea, TextField
from ui.window.navigation import Destination, Place


class ProviderFormPage(Screen):
    """What the directory says about a provider; a confidential one keeps name and number."""

    def __init__(self, shell: Shell, provider_id: ProviderId | None = None) -> None:
        super().__init__(
            shell,
            _("New provider") if provider_id is None else _("Change a provider"),
            _("Who helps, and how to reach them. What it offers comes next."),
            name="provider-form",
        )
        self._id = provider_id
        known = (
            ProviderEntry(name="", kind=ProviderKind.ORGANISATION)
            if provider_id is None
            else self.desk.ask(lambda reads: provider_entry(reads, provider_id))
        )
        self._build(known)
        keep = primary(_("Keep the provider"), name="keep-provider")
        keep.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-provider")
        leave.clicked.connect(shell.back)
        subject = provider_id or self.desk.actor.user_id
        self._words = WordsKeeper(self, self.desk, subject, "provider")
        self.action_row.start.add(leave)
        self.action_row.end.add(keep)

    def _build(self, known: ProviderEntry) -> None:
        self.name = Field(_("Name"), TextField(known.name, name="provider-name"))
        self.phone = Field(_("Telephone"), TextField(known.phone, name="provider-phone"))
        self.kind = Select(
            [(kind.name, words.called(kind)) for kind in ProviderKind],
            name="provider-kind",
            label=_("What it is"),
        )
        self.kind.set_value(known.kind.name)
        self.confidential = CheckRow(
            _("Confidential shelter: keep only its name and a contact number"),
            name="provider-confidential",
            checked=known.confidential,
        )
        self.confidential.toggled.connect(self._show_rest)
        self.description = TextArea(
            known.short_description, name="provider-description", lines=2, label=_("In short")
        )
        self.address = TextField(known.address, name="provider-address")
        self.email = TextField(known.email, name="provider-email")
        self.by_and_for = CheckRow(
            _("Led by the people it serves"),
            name="provider-by-and-for",
            checked=known.by_and_for,
        )
        self._rest = Column(
            Field(_("In short"), self.description),
            Field(_("Address"), self.address),
            Field(_("E-mail"), self.email),
            self.by_and_for,
            gap=12,
        )
        card = Card(spacing=12)
        for widget in (
            self.name,
            Field(_("What it is"), self.kind),
            self.phone,
            self.confidential,
            self._rest,
        ):
            card.content.addWidget(widget)
        self.add(card)
        self._show_rest(known.confidential)

    def _show_rest(self, confidential: bool) -> None:
        self._rest.setVisible(not confidential)

    def entry(self) -> ProviderEntry:
        """Return what is written."""
        return ProviderEntry(
            name=_words(self.name),
            kind=ProviderKind[self.kind.value() or ProviderKind.ORGANISATION.name],
            short_description=self.description.toPlainText().strip(),
            confidential=self.confidential.isChecked(),
            by_and_for=self.by_and_for.isChecked(),
            address=self.address.text().strip(),
            phone=_words(self.phone),
            email=self.email.text().strip(),
        )

    def _keep(self) -> None:
        entry = self.entry()
        self.name.set_error("" if entry.name else _("A name, so that colleagues find it"))
        silent = entry.confidential and not entry.phone
        self.phone.set_error(_("A shelter needs a number that can be called") if silent else "")
        if not entry.name or silent:
            return
        provider_id = self._id

        def act(work: UnitOfWork) -> ProviderId:
            if provider_id is None:
                return add_provider(work, entry).id
            change_provider(work, provider_id, entry)
            return provider_id

        self.desk.write(self, act, self._kept)

    def _kept(self, provider_id: ProviderId) -> None:
        self._words.discard()
        self.shell.say(_("The provider is kept"))
        self.shell.go(Destination(Place.DIRECTORY, str(provider_id)))


def _words(field: Field) -> str:
    control = field.control
    return control.text().strip() if isinstance(control, TextField) else ""
