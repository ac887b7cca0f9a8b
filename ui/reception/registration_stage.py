"""The record: opens only behind a yes or another basis, and keeps all of it together (R-207)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QTimer

from caseworker.answers import Answers, collect, keep_free, typed
from caseworker.consent.age import is_child
from caseworker.errors import GateClosed, InvalidValue, KnownError
from caseworker.findings import Finding, stopping
from caseworker.form_library.filling import keep_beside, keep_filled
from caseworker.form_library.versions import form_begun
from caseworker.model.ids import AttachmentId, PersonId, ScreeningId, UserId
from caseworker.people.duplicates.records import AtTheDesk
from caseworker.ports import UnitOfWork
from caseworker.reception.registration import (
    Facts,
    HouseholdPlace,
    Registration,
    register,
    register_again,
    registration_findings,
)
from caseworker.views.reception import ArrivalPage, Stage
from forms import FormEntry
from forms.language_names import closest
from ui import words
from ui.consent.showing import Showing, showing
from ui.consent.state import asked, guardian, talk
from ui.drafts import DraftKeeper, FormDraft
from ui.evidence.chosen_file import kept_file
from ui.form.form_view import FormView
from ui.language import _, text
from ui.reception.consent_draft import (
    CONSENT_FILE,
    CONSENT_FORM,
    REGISTRATION_FORM,
    ConsentDraft,
    other_basis,
)
from ui.reception.consent_stage import ATTACHED
from ui.reception.known_already import KnownAlready
from ui.reception.stage import StageView, Way
from ui.theme.tokens import Tone
from ui.widgets.button import primary, secondary
from ui.widgets.chip import FilterChip
from ui.widgets.finding import FindingAct, Findings, FindingWords
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.sheet import Sheet
from ui.widgets.stack import Column
from ui.window.navigation import Destination, Place

ADULT, CHILD = "registration", "registration_child"
"""The two forms that ask for the basic record."""
LOOK_AFTER = 300
"""Milliseconds after the last change, until what will stop at the end is looked for."""


@dataclass(frozen=True, kw_only=True)
class _ToKeep:
    """Everything one act of registering needs, gathered before it leaves the window."""

    screening_id: ScreeningId
    consent: ConsentDraft
    answers: Answers
    shown_by: Showing
    household: HouseholdPlace | None


class RegistrationStage(StageView):
    """The registration form, behind its gate."""

    def __init__(self, way: Way, shown: ArrivalPage) -> None:
        super().__init__(way)
        self._shown = shown
        screening_id = shown.screening_id
        consent = self._consent(screening_id)
        if screening_id is None or consent is None or not consent.agreed:
            self._ask_consent_first()
            return
        self._consent_draft = consent
        self._shown_by = showing(consent.talk, kept_file(self.desk, screening_id, CONSENT_FILE))
        self._screening_id = screening_id
        self._keeper = DraftKeeper(self, self.desk, screening_id, REGISTRATION_FORM, self.draft)
        kept = self._keeper.load(FormDraft)
        # Whoever has a guardian is asked as a child; one press goes over to the other form.
        form = kept.form if kept else CHILD if guardian(consent.talk) else ADULT
        self.entry = self._entry(form, kept, {"person.languages": shown.row.language})
        self.form = FormView(self.entry, name="registration-form")
        self.form.changed.connect(self._keeper.touch)
        self._child = FilterChip(
            _("Registration of a child"), name="register-child", checked=form == CHILD
        )
        self._child.toggled.connect(self._ask_as)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_AFTER)
        self._looking.timeout.connect(self._look_ahead)
        self.form.changed.connect(self._looking.start)
        self.findings = Findings(name="registration-findings")
        self.findings.acted.connect(lambda _place, stage: way.open_stage(stage))
        self.known = KnownAlready(self.desk)
        self.known.wanted.connect(lambda key: way.shell.go(Destination(Place.PERSON, key)))
        self.known.is_she.connect(self._ask_whether_known)
        self.keep = primary(_("Keep the record"), name="keep-record")
        self.keep.clicked.connect(self._keep)
        self._asked = Column(self.form, gap=0)
        self.add(Flow(self._child), self.findings, self.known, self._asked)
        self.add_acts(self.keep)
        self._look_ahead()

    def draft(self) -> FormDraft:
        """Return what the draft keeps."""
        form = self.entry.form
        return FormDraft(answers=self.entry.answers(), version=form.version, form=form.identifier)

    def _entry(self, form: str, kept: FormDraft | None, first: Mapping[str, str]) -> FormEntry:
        usable = self.desk.ask(lambda reads: form_begun(reads, form, kept.version if kept else ""))
        return FormEntry(
            usable.definition,
            kept.answers if kept else None,
            prefill=first,
            language=closest(usable.definition.languages, text().language),
            files=usable.files,
        )

    def _ask_as(self, child: bool) -> None:
        """Go over to the form for a child, or back; what both ask for stays answered."""
        said = {name: words for name, words in collect(self.entry).bound.items() if words}
        self.entry = self._entry(CHILD if child else ADULT, None, said)
        self.form = FormView(self.entry, name="registration-form")
        self.form.changed.connect(self._keeper.touch)
        self.form.changed.connect(self._looking.start)
        self._asked.fill(self.form)
        self._keeper.touch()
        self._look_ahead()

    def _consent(self, screening_id: ScreeningId | None) -> ConsentDraft | None:
        if screening_id is None:
            return None
        keeper = DraftKeeper(self, self.desk, screening_id, CONSENT_FORM, lambda: None)
        return keeper.load(ConsentDraft)

    def _ask_consent_first(self) -> None:
        act = primary if not self._shown.registered else secondary
        ask = act(_("Ask now"), name="to-consent")
        ask.clicked.connect(lambda: self.way.open_stage(Stage.CONSENT.value))
        names = text().listed(name for _id, name in self._shown.registered)
        heading = _("No name is on screen before a yes to a record")
        if names:
            heading = _("A record is kept: {names}. Each person says yes or no.", names=names)
        sentence = _("Bed, food and care go on by number.")
        self.add(Notice(Tone.CHOSEN, "hand", heading, sentence, (ask,)))

    def _keep(self) -> None:
        if self.form.show_findings():
            return
        self.keep.turn_off(_("The record is kept."))
        to_keep = self._gather()
        self.desk.write(self, lambda work: _register(work, to_keep), self._kept, self._failed)

    def _ask_whether_known(self, key: str, name: str) -> None:
        """Ask once more: an answer that is kept with somebody else's record stays hers."""
        sheet = Sheet(_("Is it {name}?", name=name), _("It is this person"), name="is-she")
        sheet.say(
            _("What the person says yes or no to today is kept in the record that is there. It"
              " also gets what it lacks: allergies, food, languages.")
        )  # fmt: skip
        sheet.say(
            _("If it is somebody else, go back: that person would be bound by these answers."),
            second=True,
        )
        sheet.agreed.connect(lambda: self._is_known(key))
        self.way.shell.open_sheet(sheet)

    def _is_known(self, key: str) -> None:
        """Keep the answers with the record that is there; it says who she is."""
        self.keep.turn_off(_("The record is kept."))
        to_keep, person_id = self._gather(), PersonId(UUID(key))
        self.desk.write(
            self, lambda work: _register(work, to_keep, person_id), self._kept, self._failed
        )

    def _look_ahead(self) -> None:
        """Say at the head what will stop at the end, as soon as age and guardian tell it."""
        actor, attached = self.desk.actor.user_id, ATTACHED if self._shown_by.there else None
        try:
            registration = _registration(self._gather(), actor, self.desk.now(), attached)
        except InvalidValue:
            return
        facts = vars(registration.facts)
        self.known.look(AtTheDesk(**{each.name: facts[each.name] for each in fields(AtTheDesk)}))
        self._show_findings(
            stopping(self.desk.ask(lambda reads: registration_findings(reads, registration)))
        )

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        self.findings.show_findings([_mended(finding) for finding in findings])

    def _gather(self) -> _ToKeep:
        together = self._shown.people > 1 or self._shown.household_id is not None
        household = HouseholdPlace(
            household_id=self._shown.household_id, head=self._shown.household_id is None
        )
        return _ToKeep(
            screening_id=self._screening_id,
            consent=self._consent_draft,
            answers=collect(self.entry),
            shown_by=self._shown_by,
            household=household if together else None,
        )

    def _kept(self, _person: PersonId) -> None:
        self._keeper.discard()
        for form in (CONSENT_FORM, CONSENT_FILE):
            self.desk.discard_draft(self._screening_id, form)
        self.way.shell.say(_("The record is kept"))
        self.way.go_on()

    def _failed(self, error: KnownError) -> None:
        self.keep.turn_on()
        if isinstance(error, GateClosed):
            self._show_findings(error.findings)
            self.findings.shown[0].setFocus()
        else:
            self.desk.failed.emit(error)


def _mended(finding: Finding) -> FindingWords:
    """Return a finding with the way to the stage that mends it."""
    if finding.answer == "screening":
        act = FindingAct(Stage.ELIGIBILITY.value, _("Can we help"))
    else:
        act = FindingAct(Stage.CONSENT.value, _("Yes or no"))
    return words.finding_words(finding, act)


def _registration(
    to_keep: _ToKeep, certifier: UserId, now: datetime, attachment: AttachmentId | None = None
) -> Registration:
    state, basis = to_keep.consent.talk, to_keep.consent.basis
    return Registration(
        screening_id=to_keep.screening_id,
        facts=Facts(**typed(Facts, to_keep.answers.of("person"))),
        asked=asked(state) if basis is None else (),
        talk=talk(state, certifier, now, attachment),
        guardian=guardian(state),
        assent=state.assent,
        other_basis=other_basis(basis) if basis else None,
        household=to_keep.household,
    )


def _register(work: UnitOfWork, to_keep: _ToKeep, known: PersonId | None = None) -> PersonId:
    """Make a record, or keep the answers with the one of a person who is *known*."""
    attachment = to_keep.shown_by.keep(work) if to_keep.consent.basis is None else None
    registration = _registration(to_keep, work.actor.user_id, work.now(), attachment)
    if known is not None:
        again = register_again(work, registration, known)
        keep_beside(work, again.id, to_keep.answers)
        return again.id
    person = register(work, registration)
    if to_keep.answers.form == CHILD and is_child(person, work.now().date()):
        keep_filled(work, person.id, to_keep.answers)
    else:
        keep_free(work, person.id, to_keep.answers)
    return person.id
