"""The pages of the first minutes: words and fields, each filling its share of the answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.first_run.flow import Answers, FirstRun, Problems
from ui.first_run.strength_bar import StrengthBar
from ui.language import _, text
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Tone
from ui.widgets.button import secondary
from ui.widgets.choice_list import CheckRow
from ui.widgets.code_sheet import CodeSheet
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import Label, body, title
from ui.widgets.language_row import LanguageRow
from ui.widgets.notice import Notice
from ui.widgets.select import Select
from ui.widgets.stack import Column, show_if
from ui.widgets.text_input import PassphraseField, TextArea, TextField


class WizardPage(QWidget):
    """A title, one sentence, and fields below."""

    edited = Signal()

    def __init__(self, heading: str, sentence: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().space(16))
        self.column.addWidget(title(heading))
        self.column.addWidget(body(sentence, Ink.TEXT2))
        self.fields: dict[str, Field] = {}

    def add_field(self, key: str, field: Field) -> None:
        """Add *field* under *key*, the name the flow's problems use."""
        self.fields[key] = field
        self.column.addWidget(field)

    def fill(self, answers: Answers) -> None:
        """Write what was typed here into *answers*."""

    def show_problems(self, problems: Problems) -> None:
        """Show what is missing at its field, and go to the first."""
        for key, field in self.fields.items():
            field.set_error(problems.get(key, ""))
        first = next((field for key, field in self.fields.items() if key in problems), None)
        if first is not None:
            first.control.setFocus()

    def start(self) -> bool:
        """Put the keyboard where the page begins; return whether there is something to fill."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.control.setFocus()
        return first is not None


class WelcomePage(WizardPage):
    """Language, what this program is, and the way for whoever had it before."""

    language_chosen = Signal(str)
    join_requested = Signal()
    restore_requested = Signal()

    def __init__(self, *, offer_restore: bool = True) -> None:
        super().__init__(
            _("Welcome"),
            _(
                "Caseworker helps you care for people, step by step. "
                "Everything stays encrypted on this laptop, and works without a network."
            ),
        )
        self.languages = LanguageRow(text().language)
        self.languages.chosen.connect(self.language_chosen)
        self.column.addWidget(Label(_("Language"), Role.STRONG))
        self.column.addWidget(self.languages)
        self.join = secondary(_("Join a centre"), name="join-centre", icon="laptop")
        self.join.clicked.connect(self.join_requested)
        self.column.addSpacing(theme().space(16))
        self.column.addWidget(
            Column(
                Label(_("Do colleagues work with Caseworker already?"), Role.STRONG),
                body(_("Their administrator gives you a stick with an invitation."), Ink.TEXT2),
                Flow(self.join),
                gap=8,
            )
        )
        self.restore = secondary(_("Restore a backup"), name="restore", icon="usb")
        self.restore.clicked.connect(self.restore_requested)
        before = Column(
            Label(_("Was Caseworker here before, or on another laptop?"), Role.STRONG),
            body(_("Its last backup brings the work back, with the same people."), Ink.TEXT2),
            Flow(self.restore),
            gap=8,
        )
        show_if(before, offer_restore)
        self.column.addSpacing(theme().space(16))
        self.column.addWidget(before)


class CentrePage(WizardPage):
    """The name of the centre, and its country."""

    def __init__(self, countries: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            _("Your centre"),
            _("Its name stands at the top of this window and on what you print."),
        )
        self.centre = TextField(name="centre-name")
        self.country = Select(
            countries, name="centre-country", unanswered=_("Choose a country"), searchable=True
        )
        self.add_field("centre", Field(_("Name of the centre"), self.centre))
        self.add_field(
            "country",
            Field(_("Country"), self.country, _("Sets the way phone numbers are written.")),
        )
        self.centre.textEdited.connect(self.edited)

    def fill(self, answers: Answers) -> None:
        """Write centre and country into *answers*."""
        answers.centre = self.centre.text().strip()
        answers.country = self.country.value()


class InvitationPage(WizardPage):
    """Where the invitation of a centre lies: a stick, or a folder both laptops reach."""

    place_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("The invitation"),
            _(
                "Put in the stick that the administrator of the centre gave you, and choose it. If"
                " you were sent a text instead, paste it."
            ),
        )
        self.choose = secondary(_("Choose the stick"), name="choose-invitation", icon="usb")
        self.choose.clicked.connect(self.place_requested)
        self.place = Field(_("Stick or folder"), self.choose)
        self.add_field("invitation", self.place)
        self.pasted = TextArea(name="paste-invitation", lines=3, most=5)
        self.text = Field(
            _("Invitation as a text"), self.pasted, _("It begins with “caseworker-invitation-1”")
        )
        self.add_field("pasted", self.text)

    def show_found(self, name: str) -> None:
        """Say that the invitation was found in the folder of this *name*."""
        self.place.clear_error()
        self.place.set_hint(_("The invitation is here: {folder}", folder=name))

    def show_pasted(self, problems: Problems) -> None:
        """Say whether what was pasted is an invitation."""
        self.place.clear_error()
        self.text.clear_error()
        if problems:
            self.show_problems(problems)
        else:
            self.text.set_hint(_("The invitation is whole. Go on."))


class PersonPage(WizardPage):
    """Whoever unlocks first: name, passphrase, and the passphrase again."""

    def __init__(self, *, joins: bool) -> None:
        about = _(
            "You look after this laptop: people, keys and settings. "
            "The passphrase opens it; nobody can read it or send it to you."
        )
        if joins:
            about = _("The passphrase opens this laptop; nobody can read it or send it to you.")
        super().__init__(_("You"), about)
        as_known = _("Letter by letter as the administrator wrote it") if joins else ""
        self.name = TextField(name="person-name")
        self.passphrase = PassphraseField(name="person-passphrase")
        self.again = PassphraseField(name="person-passphrase-again")
        self.bar = StrengthBar()
        self.add_field("name", Field(_("Your name"), self.name, as_known))
        self.add_field("passphrase", Field(_("Passphrase"), self.passphrase))
        self.column.addWidget(self.bar)
        self.add_field("passphrase_again", Field(_("The same passphrase again"), self.again))
        for field in (self.name, self.passphrase, self.again):
            field.textEdited.connect(self.edited)

    def fill(self, answers: Answers) -> None:
        """Write name and passphrases into *answers*, and judge the passphrase."""
        answers.name = self.name.text().strip()
        answers.passphrase = self.passphrase.text()
        answers.passphrase_again = self.again.text()
        self.bar.judge(answers.passphrase, (answers.name, answers.centre))


class RecoveryPage(WizardPage):
    """The recovery code in groups, to print or to copy by hand."""

    print_requested = Signal()

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__(
            _("Your recovery code"),
            _(
                "If you forget the passphrase, this code is the only way back in. "
                "Write it on paper and keep it where only you can reach it."
            ),
        )
        self.column.addWidget(CodeSheet(groups, name="recovery-code", numbered=True))
        printing = secondary(_("Print the code"), name="print-code", icon="printer")
        printing.clicked.connect(self.print_requested)
        self.column.addWidget(Flow(printing))
        self.column.addWidget(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("It is shown only now"),
                _("On the next page you write two of its groups, so that your copy is tried."),
            )
        )


class CheckPage(WizardPage):
    """Two groups of the code, typed from the copy."""

    def __init__(self, run: FirstRun) -> None:
        super().__init__(
            _("Try your copy"),
            _("Take the paper and write these two groups of the code."),
        )
        self.groups: list[TextField] = []
        for place in run.asked_groups:
            typed = TextField(name=f"recovery-group-{place}")
            typed.textEdited.connect(self.edited)
            self.groups.append(typed)
            number = text().number(place + 1)
            self.add_field(
                f"group_{place}", Field(_("Group number {number}", number=number), typed)
            )

    def fill(self, answers: Answers) -> None:
        """Write the groups typed into *answers*."""
        answers.typed_groups = tuple(group.text() for group in self.groups)


class ReadyPage(WizardPage):
    """Done; the demo centre may come along."""

    def __init__(self, centre: str) -> None:
        super().__init__(
            _("Ready"),
            _("{centre} is made on this laptop now. Add colleagues under More.", centre=centre),
        )
        self.demo = CheckRow(
            _("Also make a demo centre with invented people, to learn and to teach"),
            name="with-demo",
        )
        self.column.addWidget(self.demo)

    def fill(self, answers: Answers) -> None:
        """Write whether the demo centre is wanted into *answers*."""
        answers.with_demo = self.demo.isChecked()

    def start(self) -> bool:
        """Put the keyboard on the offer."""
        self.demo.setFocus()
        return True


class AskPage(WizardPage):
    """All is known: the laptop is set up, and its request written to the stick."""

    def __init__(self, *, by_hub: bool) -> None:
        about = _(
            "This laptop is set up now, empty, and its request is written to the stick. "
            "Take the stick back to the administrator, and stay near: you compare numbers."
        )
        if by_hub:
            about = _(
                "This laptop is set up now, empty, and its request goes to the hub as soon as"
                " there is a network. Call the administrator: you compare numbers by voice."
            )
        super().__init__(_("Ask to be let in"), about)
