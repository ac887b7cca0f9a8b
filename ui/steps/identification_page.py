"""Step 1 on screen: how the person came, how to reach her safely, how soon to look again."""

from __future__ import annotations

from typing import ClassVar

from caseworker.answers import free_answers
from caseworker.findings import Finding
from caseworker.model.case import Case, Step
from caseworker.model.entity import Entity
from caseworker.model.person import Person, SafeContact
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import identification
from ui.language import _
from ui.steps.form_card import FormCard, FormCardSpec, Kept
from ui.steps.step_view import StepView
from ui.widgets.finding import FindingAct
from ui.window.navigation import Destination, Place

_ON_PERSON_PAGE = frozenset(
    {"name-missing", "age-missing", "language-missing", "record-without-consent"}
)


class IdentificationPage(StepView):
    """Facts of the person are mended on her page; the case begins here."""

    step: ClassVar[Step] = Step.IDENTIFICATION
    watches: ClassVar[tuple[type[Entity], ...]] = (Person, SafeContact)

    def build(self) -> None:
        """Show the identification form."""
        self.form = FormCard(
            self.shell,
            FormCardSpec(
                form="identification",
                title=_("How the work begins"),
                subject=self.case_id,
                load=self._load,
                keep=lambda work, answers: identification.keep(work, self.case_id, answers),
                said=_("Kept"),
            ),
            opened=not self.window_of_case.shown.assigned_to or self._fresh(),
        )
        self.body.addWidget(self.form)

    def mends(self, finding: Finding) -> FindingAct | None:
        """Offer to take the case, or the place where the fact is mended."""
        if finding.code == "no-caseworker":
            return FindingAct("take", _("I take it"), "user")
        if finding.code == "safe-contact-missing":
            return FindingAct("form", _("Write it down"))
        if finding.code in _ON_PERSON_PAGE:
            return FindingAct("person", _("Open the person"))
        return None

    def mend(self, finding: Finding, key: str) -> None:
        """Take the case, or go where the fact is mended."""
        if key == "take":
            self._take()
        elif key == "form":
            self.form.unfold()
        else:
            person = str(self.window_of_case.shown.person_id)
            self.shell.go(Destination(Place.PERSON, person))

    def _take(self) -> None:
        def take(work: UnitOfWork) -> None:
            identification.assign(work, self.case_id, work.actor.user_id)

        self.desk.write(self, take, lambda _n: self.shell.say(_("The case is yours")))

    def _fresh(self) -> bool:
        return not self.desk.ask(lambda reads: free_answers(reads, self.case_id, "identification"))

    def _load(self, reads: Reads) -> Kept:
        case = reads.get(Case, self.case_id)
        ways = reads.matching(SafeContact, person_id=case.person_id, never=False, limit=1)
        entities: dict[str, object] = {"case": case}
        if ways:
            entities["safe_contact"] = ways[0]
        return Kept(entities, free=free_answers(reads, self.case_id, "identification"))
