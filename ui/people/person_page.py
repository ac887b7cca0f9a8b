"""One person: who she is, how to reach her, what she said yes or no to, her cases."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.documents.consent_form import consent_form
from caseworker.documents.intake_sheet import intake_sheet
from caseworker.form_access import may_open
from caseworker.form_library.chosen_words import chosen_words
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Consent, Disclosure, Withdrawal
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.handover import ReceivedHandover
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.paper import Paper
from caseworker.model.person import Person, Relationship, SafeContact
from caseworker.model.rights import PersonRequest, Restriction
from caseworker.people.ties import verify
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.steps.identification import Opening, open_case
from caseworker.views.people import CaseLine, TieLine, person_page
from caseworker.views.people import PersonPage as Shown
from caseworker.views.rights import wishes_of
from forms import library
from ui import words
from ui.drafts import WordsKeeper
from ui.handover.perhaps_also import perhaps_also_notices
from ui.language import _, text
from ui.laptops.where_card import where_it_lies
from ui.papers.paper_card import PaperCard
from ui.papers.papers_part import PapersPart
from ui.people.consent_section import ConsentSection
from ui.people.other_records import other_records_notices
from ui.people.safe_contact_card import SafeContactCard
from ui.rights.words import wish_row
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.label import body, small
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.sheet import Sheet
from ui.widgets.stack import Column, let_go
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place

_CHECK = "relative_verification"


class PersonPage(Screen):
    """Each adult has a page of her own; nothing of a partner's stands on it (R-169)."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Person,
        Consent,
        Withdrawal,
        Disclosure,
        SafeContact,
        Relationship,
        Case,
        Duplicate,
        PersonRequest,
        Restriction,
        Paper,
        ReceivedHandover,
    )

    def __init__(self, shell: Shell, person_id: PersonId) -> None:
        self._print = secondary(_("Intake sheet"), name="print-intake", icon="printer")
        self._open_case = primary(_("Open a case"), name="open-case", icon="folder-simple")
        self._forms = ghost(_("Fill in a form"), name="fill-in-form", icon="clipboard-text")
        super().__init__(shell, " ", " ", self._forms, self._print, self._open_case, name="person")
        self._id = person_id
        self._forms.clicked.connect(
            lambda: shell.go(Destination(Place.FORMS, str(person_id), "about"))
        )
        self._paper: PaperCard | None = None
        self._print.clicked.connect(self._show_intake)
        self._open_case.clicked.connect(self._begin_case)
        shown = self._ask()
        self.desk.saw(person_id, restricted=shown.restricted)
        self._show(shown)

    def reload(self) -> None:
        """Show the person as she is now."""
        self._show(self._ask())

    def _ask(self) -> Shown:
        return self.desk.ask(lambda reads: person_page(reads, self._id))

    def _show(self, shown: Shown) -> None:
        self.head.say(words.named(shown.full_name), _sentence(shown))
        running = any(case.status is CaseStatus.OPEN for case in shown.cases)
        begins = not running and shown.goes_on_in is None
        self._open_case.setVisible(may(self.desk.actor, Act.WORK_ON_CASE) and begins)
        self._spoken = shown.languages
        self._paper = None
        self.clear()
        columns = TwoColumns()
        perhaps = (
            *other_records_notices(self.shell, self._id),
            *perhaps_also_notices(self.shell, self._id),
        )
        for widget in (*perhaps, *self._cases(shown), *self._consents(shown), *self._papers()):
            columns.main.addWidget(widget)
        lies = where_it_lies(self.desk, self._id)
        for widget in (*self._reaching(shown), *self._around(shown), *self._facts(shown), *lies):
            columns.side.addWidget(widget)
        self.add(columns)

    def _cases(self, shown: Shown) -> list[QWidget]:
        if not shown.cases or not may(self.desk.actor, Act.READ_CASE):
            return []
        rows = RowList()
        rows.add(*(self._case(case) for case in shown.cases))
        return [SectionHead(_("Cases"), text().number(len(shown.cases))), rows]

    def _case(self, case: CaseLine) -> OpenRow:
        row = OpenRow(
            _("Case {number}", number=case.number),
            words.joined(words.called(case.status), case.assigned_to),
            name=f"case-{case.number}",
            icon="folder-simple",
        )
        row.clicked.connect(lambda: self.shell.go(Destination(Place.CASE, str(case.id))))
        return row

    def _consents(self, shown: Shown) -> list[QWidget]:
        form = ghost(_("Consent form"), name="print-consent", icon="printer", small=True)
        form.clicked.connect(self._show_consent)
        head = SectionHead(_("Yes or no"), "", (form,))
        return [head, ConsentSection(self.shell, shown), *self._wishes(), self._rights()]

    def _wishes(self) -> list[QWidget]:
        """Return what was asked about this record, for those who answer it or carry it out."""
        if not may(self.desk.actor, Act.READ_REQUEST):
            return []
        now = self.desk.now()
        lines = self.desk.ask(lambda reads: wishes_of(reads, self._id, now.date()))
        if not lines:
            return []
        rows = RowList()
        for line in lines:
            place = Destination(Place.RIGHTS, str(line.id), "wish")
            rows.add(wish_row(line, now, partial(self.shell.go, place), named=False))
        return [SectionHead(_("Wishes"), text().number(len(lines))), rows]

    def _rights(self) -> QWidget:
        """Return the ways to who used the record, and to who may see it."""
        acts = []
        for needed, words_of_it, name, icon, part in (
            ((Act.READ_REQUEST,), _("Who used the record"), "open-extract", "eye", "used"),
            ((Act.RESTRICT, Act.CLOSE_AT_ONCE), _("Who may see the record"), "open-restriction",
             "lock-simple", "seen by"),
        ):  # fmt: skip
            if any(may(self.desk.actor, act) for act in needed):
                button = ghost(words_of_it, name=name, icon=icon, small=True)
                place = Destination(Place.RIGHTS, str(self._id), part)
                button.clicked.connect(lambda _on=False, place=place: self.shell.go(place))
                acts.append(button)
        return Flow(*acts, gap=4)

    def _papers(self) -> list[QWidget]:
        """Return the papers of the person in every case, for those who read cases."""
        if not may(self.desk.actor, Act.READ_CASE):
            return []
        part = PapersPart(self.shell, self._id, private=True)
        part.attaching.connect(lambda: self._attach(part))
        return [part]

    def _attach(self, part: PapersPart) -> None:
        if self._paper is not None:
            self._paper.kind.setFocus()
            return
        card = PaperCard(self.shell, self._id, None)
        card.left.connect(self._close_paper)
        self._paper = card
        part.show_card(card)

    def _close_paper(self) -> None:
        card, self._paper = self._paper, None
        if card is not None:
            let_go(card)

    def _reaching(self, shown: Shown) -> list[QWidget]:
        return [SectionHead(_("How to reach safely")), SafeContactCard(self.shell, shown)]

    def _around(self, shown: Shown) -> list[QWidget]:
        if not shown.household and not shown.ties:
            return []
        rows = RowList()
        for person_id, name in shown.household:
            row = OpenRow(words.named(name), _("Same household"), name=f"with-{person_id}")
            row.clicked.connect(
                lambda _on=False, key=person_id: self.shell.go(Destination(Place.PERSON, str(key)))
            )
            rows.add(row)
        for tie in shown.ties:
            verified = tie.verified and not tie.doubt
            said = _("Verified") if verified else _("Not verified")
            chip = Chip(said, Tone.OK if verified else Tone.WARN, "check" if verified else "clock")
            acts = [] if verified else self._verifying(tie)
            name = words.named(tie.name) if tie.name else _("Somebody")
            rows.add(
                Row(name, words.joined(words.called(tie.tie), tie.doubt), chips=(chip,), acts=acts)
            )
        return [SectionHead(_("People around")), rows]

    def _verifying(self, tie: TieLine) -> list[QWidget]:
        """Return the acts that verify a tie, step by step for those trained for it."""
        acts: list[QWidget] = []
        if may_open(self.desk.actor, library.access(_CHECK)):
            check = quiet(_("Check step by step"), name=f"check-{tie.id}", small=True)
            place = Destination(Place.FORMS, str(self._id), f"fill:{_CHECK}:{tie.id}")
            check.clicked.connect(lambda: self.shell.go(place))
            acts.append(check)
        return [*acts, self._verify_now(tie)]

    def _verify_now(self, tie: TieLine) -> QWidget:
        """Return the act that verifies a tie; it asks how, and only caseworkers do it."""
        act = quiet(_("Verify"), name=f"verify-{tie.id}", small=True)
        if not may(self.desk.actor, Act.WORK_ON_CASE):
            act.turn_off(_("A caseworker verifies it."))
        act.clicked.connect(lambda: self._ask_how(tie))
        return act

    def _ask_how(self, tie: TieLine) -> None:
        sheet = Sheet(_("How somebody made sure"), _("Keep"), name="verify-tie")
        how = TextField(name="verified-how", label=_("How somebody made sure"))
        sheet.content.addWidget(how)
        typed = WordsKeeper(sheet, self.desk, tie.id, "how a tie was verified")

        def agreed() -> None:
            said = how.text().strip()

            def keep(work: UnitOfWork) -> None:
                verify(work, tie.id, said)

            if said:
                typed.discard()
                self.desk.write(self, keep, lambda _n: self.shell.say(_("Kept")))

        sheet.agreed.connect(agreed)
        self.shell.open_sheet(sheet)

    def _facts(self, shown: Shown) -> list[QWidget]:
        card = Card()
        facts = (
            (_("Date of birth"), words.born(shown.date_of_birth)),
            (_("Sex"), words.called(shown.sex)),
            (
                _("Nationality"),
                text().listed(text().country_name(code) for code in shown.nationalities),
            ),
            (_("Languages"), words.languages(shown.languages)),
            (
                _("What makes speaking easier"),
                chosen_words("person.communication_needs", shown.communication_needs, text()),
            ),
            (_("Bed"), shown.bed),
            (
                _("Needed at the registration"),
                chosen_words("person.immediate_needs", shown.immediate_needs, text()),
            ),
            (
                _("Special care"),
                chosen_words("person.vulnerabilities", shown.special_care, text()),
            ),
            (_("Food and allergies"), words.joined(shown.diet, shown.allergies)),
            (_("People and places to avoid"), shown.avoid),
        )
        for label, value in facts:
            if value:
                card.content.addWidget(Column(small(label), body(value), gap=0))
        return [SectionHead(_("Facts")), card]

    def _show_intake(self) -> None:
        self.shell.show_document(
            lambda reads, language: intake_sheet(reads, self._id, language), self._id
        )

    def _show_consent(self) -> None:
        self.shell.show_document(
            lambda reads, language: consent_form(reads, self._id, language),
            self._id,
            spoken=self._spoken,
        )

    def _begin_case(self) -> None:
        def begin(work: UnitOfWork) -> CaseId:
            opening = Opening(person_id=self._id, assigned_to=work.actor.user_id)
            return open_case(work, opening).id

        self.desk.write(
            self,
            begin,
            lambda case_id: self.shell.go(Destination(Place.CASE, str(case_id))),
        )


def _sentence(shown: Shown) -> str:
    return words.joined(
        shown.number,
        _("Child") if shown.is_child else "",
        words.born(shown.date_of_birth),
        words.languages(shown.languages[:2]),
        _("with interpreter") if shown.interpreter_needed else "",
    )
