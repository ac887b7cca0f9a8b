"""A form of a step: opens with what is kept, drafts what is typed, keeps it with one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.answers import Answers, collect, entry_of
from caseworker.errors import Bug, GateClosed, KnownError
from caseworker.evidence.answers import open_answer, with_files
from caseworker.findings import Findings
from caseworker.form_access import require_to_open
from caseworker.form_library.versions import UsableForm, carried_over, form_begun
from caseworker.meanwhile import MEANWHILE, findings, together, without_new_lines
from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId
from caseworker.ports import Reads, UnitOfWork
from forms import FormDefinition, FormEntry
from forms.access import access_of
from forms.language_names import closest
from ui import words
from ui.drafts import DraftKeeper, FormDraft
from ui.evidence.opening import open_file
from ui.form.form_view import FormView
from ui.form.media_questions import MediaQuestions
from ui.form.surroundings import Surroundings
from ui.language import _, text
from ui.shell import Shell
from ui.turns import soon
from ui.widgets.button import quiet, secondary
from ui.widgets.finding import Findings as Marks
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.stack import let_go, show_if


@dataclass(frozen=True)
class Kept:
    """What is kept already, by the names under which the form binds it."""

    entities: Mapping[str, object] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Entity]] = field(default_factory=dict)
    free: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FormCardSpec:
    """One form: where its answers come from and how they are kept."""

    form: str
    title: str
    sentence: str = ""
    subject: UUID
    """Under whose id the draft lies."""
    load: Callable[[Reads], Kept]
    keep: Callable[[UnitOfWork, Answers], object]
    said: str
    """What the toast says once it is kept."""


class FormCard(Card):
    """Folded to its title until it is opened; what was typed comes back."""

    kept = Signal()

    def __init__(self, shell: Shell, spec: FormCardSpec, *, opened: bool = False) -> None:
        super().__init__()
        self._shell, self._desk, self._spec = shell, shell.desk, spec
        self.setObjectName(f"form-{spec.form}")
        self.form: FormView | None = None
        self._usable: UsableForm | None = None
        self._before: Mapping[str, str] = {}
        """What was kept when the form was opened."""
        self._told: Findings = ()
        """What somebody wrote meanwhile, as far as it was told."""
        self._drafts = DraftKeeper(self, self._desk, spec.subject, spec.form, self._draft)
        self._media = MediaQuestions(shell, self, spec.subject, spec.form, self._look)
        self.open = secondary(text().within("act", "Open"), name=f"open-{spec.form}", small=True)
        self.open.setAccessibleName(_("Open: {what}", what=spec.title))
        self.open.clicked.connect(self.unfold)
        self._sentence = small(spec.sentence)
        show_if(self._sentence, bool(spec.sentence))
        self.content.addWidget(Flow(section(spec.title), self.open, lead=200))
        self.content.addWidget(self._sentence)
        if opened or self._drafts.load(FormDraft) is not None:
            self.open.hide()
            soon(self, self.unfold)

    def unfold(self) -> None:
        """Show the form with what is kept, and with what was typed since."""
        if self.form is not None:
            return
        self.open.hide()
        surroundings = Surroundings(controls=self._media.controls())
        self.form = FormView(
            self._entry(),
            name=f"{self._spec.form}-form",
            flat=True,
            surroundings=surroundings,
            in_turns=True,
        )
        self.form.changed.connect(self._drafts.touch)
        self.findings = Marks(name=f"{self._spec.form}-findings")
        self.keep_button = secondary(_("Keep"), name=f"keep-{self._spec.form}")
        self.keep_button.clicked.connect(self.keep)
        leave = quiet(_("Fold"), name=f"fold-{self._spec.form}")
        leave.clicked.connect(self.fold)
        self._acts = Flow(leave, self.keep_button, gap=12)
        self._acts.hide()
        self.form.completed.connect(self._acts.show)
        for widget in (self.form, self.findings, self._acts):
            self.content.addWidget(widget)

    def _look(self, attachment_id: AttachmentId) -> None:
        open_file(
            self._shell,
            lambda work: open_answer(work, attachment_id),
            self._spec.title,
            "",
            copy="evidence copy saved",
            subject=self._spec.subject,
        )

    def fold(self) -> None:
        """Fold the form; what was typed waits in its draft."""
        if self.form is not None:
            self._drafts.keep_now()
            self._close()

    def _close(self) -> None:
        if self.form is None:
            return
        for widget in (self.form, self.findings, self._acts):
            let_go(widget)
        self.form = None
        self.open.show()

    def keep(self) -> None:
        """Keep the answers where nothing is wrong."""
        if self.form is None or self.form.show_findings():
            return
        entry, spec = self.form.entry, self._spec
        files = self._media.files(entry)
        # What is typed from now on is not part of it.
        screen = self._filled(entry.form, entry.answers())

        def keep(work: UnitOfWork) -> None:
            answers = collect(self._with_meanwhile(work, screen))
            spec.keep(work, with_files(work, spec.subject, answers, files))

        self._desk.write(self, keep, self._kept, self._failed)

    def _with_meanwhile(self, reads: Reads, screen: FormEntry) -> FormEntry:
        """Return what is on the screen together with what was kept since the form was opened.

        Raises:
            GateClosed: both changed the same answer, and this was not told yet.
        """
        entry, kept = self._as_kept(reads)
        both = together(self._before, screen.answers(), kept)
        found = findings(screen, entry, both.differing, text())
        if set(map(repr, found)) - set(map(repr, self._told)):
            raise GateClosed(found)
        return self._filled(screen.form, both.answers)

    def _filled(self, form: FormDefinition, answers: Mapping[str, str]) -> FormEntry:
        files = self._usable.files if self._usable is not None else {}
        language = closest(form.languages, text().language)
        return FormEntry(form, answers, language=language, files=files)

    def _kept(self, _nothing: None) -> None:
        self._drafts.discard()
        if self.form is not None:
            self._media.discard(self.form.entry)
        self._close()
        self._shell.say(self._spec.said)
        self.kept.emit()

    def _failed(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self._told = tuple(one for one in error.findings if one.code == MEANWHILE)
            self.findings.show_findings([words.finding_words(one) for one in error.findings])
        else:
            self._desk.failed.emit(error)

    def _draft(self) -> FormDraft:
        if self.form is None:
            return FormDraft()
        entry = self.form.entry
        return FormDraft(
            answers=entry.answers(),
            version=entry.form.version,
            before=self._before,
        )

    def _entry(self) -> FormEntry:
        draft = self._drafts.load(FormDraft)

        def read(reads: Reads) -> FormEntry:
            usable = form_begun(reads, self._spec.form, draft.version if draft else "")
            require_to_open(reads.actor, access_of(usable.definition))
            self._usable, self._told = usable, ()
            if draft is None or not draft.answers:
                entry, self._before = self._as_kept(reads)
                return entry
            self._before = draft.before
            return self._filled(usable.definition, draft.answers)

        return self._desk.ask(read)

    def _as_kept(self, reads: Reads) -> tuple[FormEntry, Mapping[str, str]]:
        """Return the form as it is kept now, and its answers."""
        usable = self._usable
        if usable is None:
            raise Bug
        kept, form = self._spec.load(reads), usable.definition
        # Answers of every version lie together here: each move is followed once.
        free = carried_over(reads, kept.free, "", form) if usable.id else kept.free
        language = closest(form.languages, text().language)
        entry = entry_of(
            form, kept.entities, rows=kept.rows, free=free, language=language, files=usable.files
        )
        ids = {str(row.id) for rows in kept.rows.values() for row in rows}
        ids |= {path[path.rindex("[") + 1 : -1] for path in free if path.endswith("]")}
        return entry, without_new_lines(entry.answers(), ids)
