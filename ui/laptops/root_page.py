"""The code of the root, typed from paper: who is an administrator, and who stays in a dispute."""

from __future__ import annotations

from uuid import UUID

from caseworker.centre.root import name_by_root
from caseworker.errors import KnownError, WrongRecoveryCode
from caseworker.model.ids import UserId
from caseworker.sync.space import Naming
from caseworker.views.names import colleagues
from ui.language import _, text
from ui.laptops.naming_card import NamingCard
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.stack import Column, clear
from ui.widgets.text_input import TextField


class RootPage(Screen):
    """For everybody: the paper is the right. It lies over the page of the exchange."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("The code of the root"),
            _("It stands on paper since the centre was prepared for several laptops."),
            name="root",
        )
        self._names = self.desk.ask(colleagues)
        self._told = Column(gap=12)
        self._code = TextField(name="root-typed")
        self._typed = Field(_("Code of the root"), self._code, _("From the paper, group by group"))
        chosen = sorted(self._names.items(), key=lambda each: each[1])
        self._person = Select(
            [(str(key), name) for key, name in chosen],
            name="root-person",
            unanswered=_("Choose a person"),
        )
        self._who = Field(_("Who is to be an administrator"), self._person)
        self._name = primary(_("Show what will be signed"), name="root-name")
        self._name.clicked.connect(self._ask)
        self._naming: NamingCard | None = None
        self._asking = card = Card()
        for widget in (
            section(_("Say who the administrators are")),
            small(
                _(
                    "For when the only administrator is lost, when somebody else is to let laptops"
                    " in, or when two have ended each other. The code leaves no trace here."
                )
            ),
            self._typed,
            self._who,
            Flow(self._name),
        ):
            card.content.addWidget(widget)
        self._shown = Column(gap=0)
        self.add(self._told)
        self.add(card)
        self.add(self._shown)
        self._show_dispute()
        self._code.setFocus()

    def _show_dispute(self) -> None:
        disputed = [self._names.get(each, "") for each in self.desk.space.disputed()]
        if disputed:
            self._tell(
                Tone.WARN,
                _("{names} have ended each other", names=text().listed(disputed)),
                _(
                    "Until you decide, neither lets anybody in. Choose who stays an administrator;"
                    " if both are to stay, choose one after the other."
                ),
            )

    def _ask(self) -> None:
        for field in (self._typed, self._who):
            field.clear_error()
        code, person = self._code.text(), self._person.value()
        if not code.strip():
            self._typed.set_error(_("Copy the code from the paper."))
            self._code.setFocus()
        elif person is None:
            self._who.set_error(_("Choose who is to be an administrator."))
            self._person.setFocus()
        else:
            self._before_signing(code, UserId(UUID(person)))

    def _before_signing(self, code: str, user_id: UserId) -> None:
        """Show what would be signed; nothing is until it was seen."""
        shown = self.desk.space.naming(user_id)
        clear(self._told.box)
        self._naming = NamingCard(shown, lambda: self._sign(code, shown), self._back)
        self._asking.hide()
        self._shown.box.addWidget(self._naming)
        self._naming.sign.setFocus()

    def _sign(self, code: str, shown: Naming) -> None:
        if self._naming is not None:
            self._naming.sign.turn_off(_("It is signed. One moment."))
        self.desk.change_staff(
            self,
            lambda office: name_by_root(office, code, shown.person, shown),
            lambda _nothing: self._named(shown.person),
            self._refuse,
        )

    def _back(self) -> None:
        clear(self._shown.box)
        self._naming = None
        self._asking.show()
        self._name.setFocus()

    def _named(self, user_id: UserId) -> None:
        self._back()
        self._code.clear()
        self.shell.automatic.soon()
        sentence = _("Exchange with the other laptops, so that all of them know it.")
        if user_id == self.desk.actor.user_id:
            sentence = _("Lock and unlock this laptop: then you see what administrators see.")
        self._tell(
            Tone.OK,
            _("{name} is an administrator", name=self._names.get(user_id, "")),
            sentence,
        )

    def _refuse(self, error: KnownError) -> None:
        self._back()
        if isinstance(error, WrongRecoveryCode):
            self._typed.set_error(
                _("This is not the code of the root of this centre. Look at the paper once more.")
            )
            self._code.setFocus()
            self._code.selectAll()
        else:
            self.desk.failed.emit(error)

    def _tell(self, tone: Tone, heading: str, sentence: str) -> None:
        clear(self._told.box)
        icon = "check-circle" if tone is Tone.OK else "warning-circle"
        self._told.box.addWidget(Notice(tone, icon, heading, sentence))
