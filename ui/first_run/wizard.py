"""Draws the first minutes: the door, one page at a time, back and on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.files import DialogFiles, Files
from ui.first_run.flow import Answers, FirstRun, Step
from ui.first_run.pages import (
    AskPage,
    CentrePage,
    CheckPage,
    InvitationPage,
    PersonPage,
    ReadyPage,
    RecoveryPage,
    WelcomePage,
    WizardPage,
)
from ui.language import _, text
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.unlock.door import Door
from ui.widgets.act import Act
from ui.widgets.button import primary, quiet
from ui.widgets.field import Help
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.scroll import Scroll
from ui.widgets.stack import in_the_middle

FORM_WIDTH = 560


class FirstRunWizard(QWidget):
    """A view over a `FirstRun`; says `finished` with the answers, and does nothing itself."""

    finished = Signal(Answers)
    language_chosen = Signal(str)
    print_requested = Signal(str)
    """The recovery code is to be printed."""
    restore_requested = Signal()
    """Not a new centre: a backup."""

    def __init__(
        self,
        run: FirstRun,
        countries: Sequence[tuple[str, str]] = (),
        *,
        offer_restore: bool = True,
        files: Files | None = None,
    ) -> None:
        super().__init__()
        self._offer_restore = offer_restore
        self.run = run
        self._countries = countries
        self._files = files or DialogFiles()
        self.setObjectName("window_body")
        self._door = Door()
        self._stack = QStackedWidget()
        self._made: dict[Step, WizardPage] = {}
        self.on_button = primary(_("Go on"), name="first-run-on")
        self.back_button = quiet(_("Back"), name="first-run-back")
        self._where = small("", wrap=False)
        self._wait = Help("clock", Ink.TEXT2, weighty=False)
        self._error = Help("warning-circle", Ink.BAD, weighty=True)
        self._form = QWidget()
        self._build()
        self.on_button.clicked.connect(self.go_on)
        self.back_button.clicked.connect(self.go_back)
        self._door.say(_("An open door."), _("Six short pages, about five minutes."))
        follow(self._dress)
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 48, 0, 32)
        column.setSpacing(theme().space(16))
        column.addWidget(self._where)
        column.addWidget(self._stack)
        column.addStretch(1)
        column.addWidget(self._error)
        column.addWidget(self._wait)
        column.addWidget(Flow(Flow(self.back_button), Act(self.on_button, "Ctrl+Enter"), lead=100))
        scroll = Scroll("first-run-scroll")
        ground = QWidget()
        ground.setProperty("ground", "none")
        ground.setLayout(in_the_middle(self._form))
        scroll.setWidget(ground)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._door, 30)
        across.addWidget(scroll, 70)

    def _dress(self) -> None:
        self._form.setFixedWidth(round(FORM_WIDTH * min(theme().text_scale, 1.5)))

    @property
    def page(self) -> WizardPage:
        """The page shown now."""
        return self._made[self.run.step]

    def show_waiting(self) -> None:
        """Say that the centre is being made."""
        self._error.say("")
        self.on_button.turn_off(_("The key is made. One moment."))
        self._wait.say(self.on_button.reason)

    def stop_waiting(self) -> None:
        """Let the person try again."""
        self.on_button.turn_on()
        self._wait.say("")

    def show_error(self, sentence: str) -> None:
        """Say why the centre could not be made; the answers stay."""
        self._error.say(sentence)

    def go_on(self) -> None:
        """Go on, or show what is missing."""
        self.page.fill(self.run.answers)
        if self.run.is_last:
            self.finished.emit(self.run.answers)
            return
        problems = self.run.go_on()
        if problems:
            self.page.show_problems(problems)
        else:
            self._show()

    def go_back(self) -> None:
        """Go one page back; what was typed stays, but for the code's groups."""
        self.page.fill(self.run.answers)
        self.run.go_back()
        again: tuple[Step, ...] = (Step.CHECK,)
        if self.run.step is Step.WELCOME:
            # Another way may be taken from here: its pages differ.
            again = (Step.INVITATION, Step.PERSON, Step.CHECK, Step.READY)
        for step in again:
            page = self._made.pop(step, None)
            if page is not None:
                self._stack.removeWidget(page)
                page.deleteLater()
        self._show()

    def _show(self) -> None:
        step = self.run.step
        if step not in self._made:
            self._made[step] = self._make(step)
            self._stack.addWidget(self._made[step])
        self._stack.setCurrentWidget(self._made[step])
        words = text()
        self._where.setText(
            _(
                "{number} of {count}",
                number=words.number(self.run.number),
                count=words.number(len(self.run.order)),
            )
        )
        self.back_button.setVisible(self.run.can_go_back)
        last = _("Write the request") if self.run.joins else _("Open Caseworker")
        self.on_button.say(last if self.run.is_last else _("Go on"))
        if not self.page.start():
            self.on_button.setFocus()

    def _make(self, step: Step) -> WizardPage:
        page = self._page_of(step)
        page.column.addStretch(1)
        page.edited.connect(self._edited)
        return page

    def _page_of(self, step: Step) -> WizardPage:
        if step is Step.WELCOME:
            welcome = WelcomePage(offer_restore=self._offer_restore)
            welcome.restore_requested.connect(self.restore_requested)
            welcome.join_requested.connect(self.join)
            welcome.language_chosen.connect(self._speak)
            return welcome
        if step is Step.RECOVERY:
            recovery = RecoveryPage(self.run.groups)
            recovery.print_requested.connect(
                lambda: self.print_requested.emit(self.run.recovery_code)
            )
            return recovery
        if step is Step.CENTRE:
            return CentrePage(self._countries)
        if step is Step.PERSON:
            return PersonPage(joins=self.run.joins)
        if step is Step.INVITATION:
            invitation = InvitationPage()
            invitation.place_requested.connect(lambda: self._look_for_invitation(invitation))
            invitation.pasted.textChanged.connect(lambda: self._paste_invitation(invitation))
            return invitation
        if step is Step.CHECK:
            return CheckPage(self.run)
        if self.run.joins:
            return AskPage(by_hub=self.run.answers.place is None)
        return ReadyPage(self.run.answers.centre)

    def join(self) -> None:
        """Go the way of a laptop that joins a centre."""
        self.page.fill(self.run.answers)
        self.run.join()
        self._show()

    def _look_for_invitation(self, page: InvitationPage) -> None:
        place = self._files.folder(self, _("Stick or folder"))
        if place is None:
            return
        problems = self.run.look_for_invitation(place)
        page.show_problems(problems)
        if not problems:
            page.show_found(place.name or str(place))
            self.on_button.setFocus()

    def _paste_invitation(self, page: InvitationPage) -> None:
        written = page.pasted.toPlainText()
        # While somebody types it by hand, nothing is wrong yet; going on says what is.
        page.show_pasted(self.run.paste_invitation(written) if written.strip() else {})

    def _edited(self) -> None:
        self.page.fill(self.run.answers)
        for field in self.page.fields.values():
            field.clear_error()

    def _speak(self, language: str) -> None:
        self.run.answers.language = language
        self.language_chosen.emit(language)
