"""What somebody said yes or no to, as it stands; ask again, or take a yes back."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.consent.later import keep_said
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.documents.consent_form import WHO_SEES_IT
from caseworker.errors import GateClosed, KnownError
from caseworker.evidence.keeping import open_evidence
from caseworker.evidence.kinds import Sort
from caseworker.model.consent import KindOfConsent
from caseworker.model.rights import RequestKind
from caseworker.model.values import Answer
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.referral.recall import provider_told
from caseworker.text import isolate
from caseworker.views.people import ConsentLine, PersonPage, RecallLine
from ui import words
from ui.consent.consent_talk import ConsentTalk
from ui.consent.showing import showing
from ui.consent.state import TalkState, said
from ui.consent.talk_model import TalkModel
from ui.drafts import DraftKeeper
from ui.evidence.chosen_file import ChosenFile
from ui.evidence.opening import open_file
from ui.language import _, text
from ui.rights.asking_sheet import asking_button
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.row_list import Row, RowList
from ui.widgets.sheet import Sheet

TALK = "consent-talk"
TALK_FILE = "consent-talk-file"


class ConsentSection(QWidget):
    """Withdrawing, stopping services, objecting, erasing: four acts, kept apart."""

    def __init__(self, shell: Shell, shown: PersonPage) -> None:
        super().__init__()
        self._shell, self._shown, self._desk = shell, shown, shell.desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        may_tell = may(self._desk.actor, Act.REFER)
        for place, recall in enumerate(shown.recalls if may_tell else ()):
            self._column.addWidget(self._recall(place, recall))
        rows = RowList()
        rows.add(*(self._row(line) for line in shown.consents))
        self._column.addWidget(rows)
        rows.setVisible(bool(shown.consents))
        ask = ghost(_("Ask now"), name="ask-consent", icon="plus", small=True)
        ask.clicked.connect(self._open_talk)
        other = [asking_button(shell, shown.id, kind) for kind in RequestKind]
        self._column.addWidget(Flow(ask, *other, gap=4))

    def _row(self, line: ConsentLine) -> Row:
        title = line.purpose_text or words.called(line.purpose)
        usual = WHO_SEES_IT.get(line.purpose, "")
        who = line.recipient or (_(usual) if usual else "")
        said = words.joined(
            words.called(line.form) if line.form else "", words.day(line.asked_at), line.asked_by
        )
        acts = [self._showing(line, line.shown_by, title)] if line.shown_by else []
        if line.stands:
            take_back = quiet(_("Take back"), name=f"withdraw-{line.id}", small=True)
            take_back.setAccessibleName(_("Take back: {what}", what=title))
            take_back.clicked.connect(lambda: self._ask_withdrawal(line, title))
            acts.append(take_back)
        detail = words.joined(who, said)
        return Row(title, detail, chips=(_chip(line),), acts=acts)

    def _recall(self, place: int, recall: RecallLine) -> Notice:
        told = secondary(_("They were told"), name=f"partner-told-{place}", small=True)
        told.clicked.connect(lambda: self._keep_told(recall))
        return Notice(
            Tone.WARN,
            "hand",
            _("The yes was taken back after {who} heard of it", who=isolate(recall.recipient)),
            _("Ask them to delete it and to stop. Think first whether telling them is safe."),
            (told,),
        )

    def _keep_told(self, recall: RecallLine) -> None:
        self._desk.write(
            self._shell_owner(),
            lambda work: provider_told(work, recall.disclosure_id),
            lambda _n: self._shell.say(_("Kept: the partner was told")),
        )

    def _showing(self, line: ConsentLine, sort: Sort, title: str) -> QWidget:
        """Return the act that shows what is attached; the look is audited first (R-441)."""
        act = quiet(_SHOW[sort](), name=f"evidence-{line.id}", small=True)
        act.setAccessibleName(f"{act.text()}: {title}")
        person_id = self._shown.id
        act.clicked.connect(
            lambda: open_file(
                self._shell,
                lambda work: open_evidence(work, line.id),
                _("What shows the answer"),
                words.joined(title, words.called(line.form) if line.form else "",
                             words.day(line.asked_at)),
                copy="evidence copy saved",
                subject=person_id,
            )
        )  # fmt: skip
        return act

    def _ask_withdrawal(self, line: ConsentLine, title: str) -> None:
        """It needs no reason; whether somebody presses is noticed, not asked."""
        sheet = Sheet(_("Take back a yes"), _("Take it back"), name="withdrawal")
        sheet.say(title)
        sheet.say(_("It holds at once. Bed, food, care and work together go on."))
        sheet.say(_("What has already gone out stays known. You decide whether to recall it."),
                  second=True)  # fmt: skip
        sheet.agreed.connect(lambda: self._withdraw(line))
        self._shell.open_sheet(sheet)

    def _withdraw(self, line: ConsentLine) -> None:
        scope = Scope(purpose=line.purpose, provider_id=line.provider_id, recipient=line.recipient)
        person_id = self._shown.id

        def take_back(work: UnitOfWork) -> None:
            withdraw(work, person_id, scope)

        self._desk.write(
            self._shell_owner(), take_back, lambda _n: self._shell.say(_("The yes is taken back"))
        )

    def _shell_owner(self) -> QWidget:
        """Return what outlives this section, which is built anew after each change."""
        return self.window()

    def _open_talk(self) -> None:
        """Ask again, below; answers live in a draft until they are kept."""
        keeper = DraftKeeper(self, self._desk, self._shown.id, TALK, lambda: model.state)
        first = TalkState(language=next(iter(self._shown.languages), ""))
        model = TalkModel(keeper.load(TalkState) or first, self)
        model.changed.connect(keeper.touch)
        chosen = ChosenFile(self, self._shell, self._shown.id, TALK_FILE)
        asking = ConsentTalk(model, self._desk.actor.name, chosen)
        asking.kept.connect(lambda: self._keep(asking, (model, chosen), keeper))
        self._column.addWidget(asking)
        asking.setFocus()

    def _keep(
        self, asking: ConsentTalk, told: tuple[TalkModel, ChosenFile], keeper: DraftKeeper
    ) -> None:
        model, chosen = told
        state, person_id = model.state, self._shown.id
        shown_by = showing(state, chosen.file)

        def keep(work: UnitOfWork) -> None:
            attachment = shown_by.keep(work)
            keep_said(work, person_id, said(state, work.actor.user_id, work.now(), attachment))

        def kept(_nothing: None) -> None:
            keeper.discard()
            chosen.discard()
            self._shell.say(_("The answers are kept"))

        def refused(error: KnownError) -> None:
            if isinstance(error, GateClosed):
                asking.show_findings(error.findings)
            else:
                self._desk.failed.emit(error)

        self._desk.write(self, keep, kept, refused)


_SHOW = {
    Sort.SCAN: lambda: _("See it"),
    Sort.SOUND: lambda: _("Listen"),
    Sort.PICTURES: lambda: _("Watch"),
}


def _chip(line: ConsentLine) -> Chip:
    if line.kind is KindOfConsent.ASSENT:
        return Chip(words.called(line.kind), Tone.QUIET, "user")
    if line.answer is Answer.NO:
        return Chip(_("No"), Tone.QUIET, "x")
    if not line.stands:
        return Chip(_("Ended"), Tone.WARN, "clock")
    if line.valid_until is not None:
        until = text().day(line.valid_until, "d MMM")
        return Chip(_("Yes, until {day}", day=until), Tone.OK, "check")
    return Chip(_("Yes"), Tone.OK, "check")
