"""Yes or no, before any name: answers hang on the anonymous screening and live in a draft."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from caseworker.consent.gate import basis_findings
from caseworker.consent.validity import talk_findings
from caseworker.findings import stopping
from caseworker.model.consent import KindOfConsent, Purpose
from caseworker.model.ids import AttachmentId, ScreeningId
from caseworker.model.values import Answer
from caseworker.reception.refusal import Refused, refuse, take_back_refusal
from caseworker.views.reception import ArrivalPage, Stage
from ui.consent.consent_talk import ConsentTalk
from ui.consent.showing import showing
from ui.consent.state import TalkState, talk
from ui.consent.talk_model import TalkModel
from ui.drafts import DraftKeeper, to_bytes
from ui.evidence.chosen_file import ChosenFile
from ui.explanations.showing import ExplainedCard
from ui.language import _
from ui.reception.consent_draft import (
    CONSENT_FILE,
    CONSENT_FORM,
    REGISTRATION_FORM,
    BasisState,
    ConsentDraft,
    other_basis,
)
from ui.reception.other_basis_card import OtherBasisCard
from ui.reception.stage import StageView, Way
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.notice import Notice
from ui.window.navigation import Destination, Place

ATTACHED = AttachmentId(UUID(int=0))
"""Stands for a signature or file until it is attached together with the record."""


class ConsentStage(StageView):
    """The talk. A yes to a record opens the record; a no keeps helping by number."""

    def __init__(self, way: Way, shown: ArrivalPage) -> None:
        super().__init__(way)
        self._shown = shown
        if shown.screening_id is None or Stage.ELIGIBILITY not in shown.done:
            self._ask_eligibility_first()
            return
        self._begin(shown.screening_id)

    def _ask_eligibility_first(self) -> None:
        go = primary(_("Look at it now"), name="to-eligibility")
        go.clicked.connect(lambda: self.way.open_stage(Stage.ELIGIBILITY.value))
        self.add(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("Whether the centre can help is not yet clear"),
                _("A record starts once the centre can help. Help itself never waits."),
                (go,),
            )
        )

    def _begin(self, screening_id: ScreeningId) -> None:
        self._screening_id = screening_id
        self._keeper = DraftKeeper(self, self.desk, screening_id, CONSENT_FORM, self.draft)
        kept = self._keeper.load(ConsentDraft) or ConsentDraft(
            talk=TalkState(language=self._shown.explained_in, said_back=self._shown.said_back)
        )
        self._basis = kept.basis
        self._agreed = kept.agreed
        self.model = TalkModel(kept.talk, self)
        self.model.changed.connect(self._keeper.touch)
        self.chosen = ChosenFile(self, self.way.shell, screening_id, CONSENT_FILE)
        self.talk = ConsentTalk(self.model, self.desk.actor.name, self.chosen)
        self.talk.kept.connect(self._keep)
        self.card = OtherBasisCard(kept.basis or BasisState())
        self.card.setVisible(kept.basis is not None)
        self.card.agreed.connect(self._go_on_another_basis)
        self.card.dismissed.connect(self.card.hide)
        other = ghost(_("A yes or no is not possible now"), name="other-basis")
        other.clicked.connect(self.card.show)
        self.refuse = secondary(_("No record: help goes on by number"), name="refuse-record")
        self.refuse.clicked.connect(self._refuse)
        self.add(self.talk, self._explained(kept.talk.language), self.card)
        self.add_acts(self.refuse, other)

    def _explained(self, language: str) -> ExplainedCard:
        """Return what the centre has recorded about the purposes, in the person's language."""
        shown = ExplainedCard(self.way.shell)
        shown.show_explanations(language, Purpose)
        return shown

    def draft(self) -> ConsentDraft:
        """Return what the draft keeps."""
        return ConsentDraft(talk=self.model.state, basis=self._basis, agreed=self._agreed)

    def _keep(self) -> None:
        state = self.model.state
        if state.refuses_record:
            self._refuse()
            return
        attachment = ATTACHED if showing(state, self.chosen.file).there else None
        said = talk(state, self.desk.actor.user_id, self.desk.now(), attachment)
        # Whether the guardian's tie is verified is looked at with the record, where it is kept.
        looked_at = replace(said, kind=_own(said.kind))
        findings = stopping(talk_findings(looked_at)) if state.says_yes else ()
        self.talk.show_findings(findings)
        if findings:
            return
        if not _yes_to_record(state):
            self.way.shell.say(_("Kept. A record needs a yes of its own, or a no."))
            self._keeper.keep_now()
            return
        self._basis, self._agreed = None, True
        self._keeper.keep_now()
        self.way.open_stage(Stage.REGISTRATION.value)

    def _go_on_another_basis(self, basis: BasisState) -> None:
        findings = stopping(basis_findings(other_basis(basis)))
        self.card.show_findings(findings)
        if findings:
            return
        self._basis, self._agreed = basis, True
        self._keeper.keep_now()
        self.way.open_stage(Stage.REGISTRATION.value)

    def _refuse(self) -> None:
        """Keep an anonymous count; the draft and any signature or file are erased (R-432).

        The window alone remembers the draft, as long as the no can be taken back.
        """
        screening_id, number, shell = self._screening_id, self._shown.row.number, self.way.shell
        desk, talk = shell.desk, to_bytes(self.draft())
        also = {
            form: desk.load_draft(screening_id, form) for form in (REGISTRATION_FORM, CONSENT_FILE)
        }
        self.model.blockSignals(True)
        self._keeper.discard()
        for form in also:
            desk.discard_draft(screening_id, form)

        def undone(_nothing: None) -> None:
            desk.save_draft(screening_id, CONSENT_FORM, talk)
            for form, kept in also.items():
                if kept is not None:
                    desk.save_draft(screening_id, form, kept)
            shell.go(arrival)

        def told(refused: Refused) -> None:
            shell.say(
                _("The no is respected: nothing was written down. Help goes on with {number}.",
                  number=number),
                lambda: desk.write(desk, lambda work: take_back_refusal(work, refused), undone),
            )  # fmt: skip
            shell.go(Destination(Place.RECEPTION))

        arrival = Destination(Place.RECEPTION, str(self._shown.row.id), Stage.CONSENT.value)
        desk.write(self, lambda work: refuse(work, screening_id), told)


def _own(kind: KindOfConsent) -> KindOfConsent:
    return KindOfConsent.ASSENT if kind is KindOfConsent.GUARDIAN else kind


def _yes_to_record(state: TalkState) -> bool:
    return any(line.purpose is Purpose.RECORD and line.answer is Answer.YES for line in state.lines)
