"""A form filled about somebody or about the centre: drafted while one types, kept with one act."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from caseworker.answers import collect
from caseworker.centre.feedback import is_about_staff
from caseworker.errors import GateClosed, KnownError
from caseworker.evidence.answers import open_answer, with_files
from caseworker.findings import Findings
from caseworker.form_library.filling import keep_filled
from caseworker.meanwhile import MEANWHILE
from caseworker.model.ids import AttachmentId
from caseworker.ports import UnitOfWork
from caseworker.text import isolate
from forms import FormEntry
from forms.plain_words import plain
from ui import words
from ui.drafts import DraftKeeper, to_bytes
from ui.evidence.opening import open_file
from ui.form.form_filling import FormFilling
from ui.form.media_questions import MediaQuestions
from ui.form_library.filling_state import Filling, FillingDraft, with_meanwhile
from ui.form_library.keying import Keying
from ui.form_library.pictures import surroundings
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.chip import FilterChip
from ui.widgets.finding import Findings as Marks
from ui.widgets.flow import Flow
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import small
from ui.widgets.stack import show_if
from ui.window.navigation import Destination, Place


class FillingPage(Screen):
    """What is typed is drafted at once; who comes back stands at the question where she stopped."""

    def __init__(self, shell: Shell, filling: Filling) -> None:
        form = filling.usable.definition
        super().__init__(
            shell,
            plain(_(form.title)),
            _("Version {version}. What you type waits here until you keep it.",
              version=isolate(form.version)),
            name="filling",
        )  # fmt: skip
        self._state = filling
        self._touched = filling.draft is not None
        self._told: Findings = ()
        """What somebody else corrected meanwhile, as far as it was told."""
        self._stood = (0, "")
        """The part and the question where the keyboard was last."""
        self._media = MediaQuestions(
            shell, self, filling.drafted_under, filling.draft_name, self._look_at
        )
        self.filling = FormFilling(
            filling.entry,
            name=form.identifier,
            surroundings=surroundings(
                self.desk, filling.usable.id, self._media.controls(), shell.outside.players
            ),
            voices=shell.outside.voices,
        )
        self._drafts = DraftKeeper(
            self, self.desk, filling.drafted_under, filling.draft_name, self._draft
        )
        self._keying = Keying(self.filling, self._to_the_end)
        self._build()
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]  # it runs
        if filling.draft is not None:
            # The questions have their places only when all is laid out.
            QTimer.singleShot(0, self, self._return)

    def _build(self) -> None:
        self._quick = FilterChip(_("Key in from paper"), name="key-in")
        self._how = Flow(
            small(_("Enter goes on. A digit chooses an answer. In long words, press")),
            KeyHint("Ctrl+Enter"),
            gap=6,
        )
        show_if(self._how, False)
        self._quick.toggled.connect(self._key_in)
        self.findings = Marks(name="filling-findings")
        self.add(Flow(self._quick, self._how, gap=12), self.filling, self.findings)
        leave = quiet(_("Back"), name="leave-filling")
        leave.clicked.connect(self.shell.back)
        throw = quiet(_("Throw away what I typed"), name="discard-filling")
        throw.clicked.connect(self._throw_away)
        self._keep = primary(_("Keep"), name="keep-filling")
        self._keep.clicked.connect(self.keep)
        self.action_row.start.add(leave, throw)
        self.action_row.end.add(self._keep)
        self.filling.changed.connect(self._typed)

    def keep(self) -> None:
        """Keep the form where nothing is missing or wrong, and go back."""
        entry = self.filling.entry
        entry.finish()
        if self.filling.show_findings():
            return
        if is_about_staff(collect(entry)):
            self._lead_outside()
            return
        state, files, told = self._state, self._media.files(entry), self._told
        # What is typed from now on is not part of it.
        screen = FormEntry(
            entry.form, entry.answers(), language=entry.language, files=state.usable.files
        )

        def keep(work: UnitOfWork) -> None:
            answers = collect(with_meanwhile(work, state, screen, told))
            keep_filled(
                work, state.subject, with_files(work, state.subject, answers, files), state.again
            )

        self.desk.write(self, keep, self._kept, self._failed)

    def _failed(self, error: KnownError) -> None:
        if not isinstance(error, GateClosed):
            self.desk.failed.emit(error)
            return
        self._told = tuple(one for one in error.findings if one.code == MEANWHILE)
        self.findings.show_findings([words.finding_words(one) for one in error.findings])
        self.findings.shown[0].setFocus()

    def _lead_outside(self) -> None:
        """Keep nothing of it, not even a draft, and show where it is told (R-402)."""
        self._touched = False
        self._drafts.discard()
        self._media.discard(self.filling.entry)
        self.shell.go(Destination(Place.INCIDENTS, part="staff"))
        self.shell.say(_("Nothing of it was kept here"))

    def _kept(self, _nothing: None) -> None:
        self._touched = False
        self._drafts.discard()
        self._media.discard(self.filling.entry)
        self.shell.back()
        self.shell.say(_("The form is kept"))

    def _look_at(self, attachment_id: AttachmentId) -> None:
        open_file(
            self.shell,
            lambda work: open_answer(work, attachment_id),
            self._state.usable.definition.title,
            "",
            copy="evidence copy saved",
            subject=self._state.subject,
        )

    def _typed(self) -> None:
        self._touched = True
        self._drafts.touch()

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Remember the question too, once there is anything to remember."""
        if now is None or not self.filling.isAncestorOf(now):
            return
        self._stood = self.filling.where()
        if self._touched:
            self._drafts.touch()

    def _draft(self) -> FillingDraft:
        entry = self.filling.entry
        part, path = self._stood
        return FillingDraft(
            version=entry.form.version,
            answers=entry.answers(),
            language=entry.language,
            part=part,
            path=path,
            before=self._state.before,
        )

    def _return(self) -> None:
        if self._state.draft is not None:
            self.filling.return_to(self._state.draft.part, self._state.draft.path)

    def _throw_away(self) -> None:
        kept = self._draft()
        self._touched = False
        self._drafts.discard()
        desk, drafts = self.desk, (self._state.drafted_under, self._state.draft_name)
        shell = self.shell
        shell.back()
        shell.say(
            _("What you typed was thrown away"),
            lambda: desk.save_draft(*drafts, to_bytes(kept)),
        )

    def _key_in(self, on: bool) -> None:
        show_if(self._how, on)
        if on:
            self.filling.show_whole()
        self._keying.turn(on=on)

    def _to_the_end(self) -> None:
        self._keep.setFocus()
        self.show_part(self.filling)
