"""Beside the purposes: can this be decided today, how is it said, and keep the answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.findings import Findings as Found
from caseworker.model.consent import CanDecide
from caseworker.model.person import Tie
from caseworker.model.values import Answer
from ui import words
from ui.consent.evidence_part import EvidencePart
from ui.consent.state import GuardianState
from ui.consent.talk_model import TalkModel
from ui.evidence.chosen_file import ChosenFile
from ui.language import _, ngettext
from ui.widgets.button import primary
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.label import section, small
from ui.widgets.panel import Card, Hairline
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.stack import Column, show_if
from ui.widgets.text_input import TextField

_WHO = (Tie.MOTHER, Tie.FATHER, Tie.GUARDIAN, Tie.UNCLE_OR_AUNT, Tie.GRANDPARENT,
        Tie.OTHER_RELATIVE, Tie.CAREGIVER)  # fmt: skip


class DecisionPanel(Card):
    """The side of the talk. The button that keeps is never off: findings say what is missing."""

    kept = Signal()

    def __init__(self, model: TalkModel, certifier: str, chosen: ChosenFile) -> None:
        super().__init__()
        self._model = model
        self.setObjectName("consent-decision")
        self.findings = Findings(name="consent-findings")
        self.keep = primary(_("Keep the answers"), name="keep-answers", wide=True)
        self.keep.clicked.connect(self.kept)
        self._open = small("")
        for part in (
            *self._can_decide(),
            Hairline(),
            *self._whose_word(),
            Hairline(),
            EvidencePart(model, certifier, chosen),
            Hairline(),
            small(_("Minds can change any day, for one line or for all. Nothing depends on it.")),
            self.findings,
            self.keep,
            self._open,
        ):
            self.content.addWidget(part)
        model.changed.connect(self._count)
        self._count()

    def show_findings(self, findings: Found) -> None:
        """Say at the button what is still missing."""
        self.findings.show_findings([words.finding_words(finding) for finding in findings])

    def _can_decide(self) -> list[QWidget]:
        options = (CanDecide.YES, CanDecide.WITH_SUPPORT, CanDecide.ANOTHER_DAY)
        chosen = Segments(
            [(option.value, words.called(option)) for option in options],
            name="can-decide",
            label=_("Can this be decided today?"),
            value=self._model.state.can_decide.value,
            equal=0,
        )
        chosen.chosen.connect(lambda key: self._model.change(can_decide=CanDecide(key)))
        return [
            section(_("Can this be decided today?")),
            chosen,
            small(_("Age, understanding, health, feelings: looked at together.")),
        ]

    def _whose_word(self) -> list[QWidget]:
        speaks = CheckRow(
            _("Somebody speaks for a child"),
            name="guardian-speaks",
            checked=self._model.state.guardian is not None,
        )
        details = self._guardian(self._model.state.guardian or GuardianState())
        show_if(details, self._model.state.guardian is not None)

        def chosen(on: bool) -> None:
            details.setVisible(on)
            self._model.change(guardian=GuardianState() if on else None)

        speaks.clicked.connect(chosen)
        return [speaks, details]

    def _guardian(self, said: GuardianState) -> QWidget:
        change = self._model.change_guardian
        tie = Select(
            [(each.value, words.called(each)) for each in _WHO],
            name="guardian-tie",
            label=_("Who it is to the child"),
            unanswered=_("Not known yet"),
        )
        tie.set_value(said.tie.value if said.tie else None)
        tie.chosen.connect(lambda key: change(tie=Tie(key)))
        name = TextField(said.name, name="guardian-name")
        name.textEdited.connect(lambda text: change(name=text))
        verified = TextField(said.verified_how, name="guardian-verified")
        verified.textEdited.connect(lambda text: change(verified_how=text))
        doubt = TextField(said.doubt, name="guardian-doubt")
        doubt.textEdited.connect(lambda text: change(doubt=text))
        assent = Segments(
            [
                (each.value, words.called(each))
                for each in (Answer.YES, Answer.NO, Answer.NOT_ASKED)
            ],
            name="assent",
            label=_("What the child says"),
            value=self._model.state.assent.value,
        )
        assent.chosen.connect(lambda key: self._model.change(assent=Answer(key)))
        return Column(
            Field(_("Who it is to the child"), tie),
            Field(_("Name"), name),
            Field(_("How somebody made sure"), verified, _("Empty means: not verified")),
            Field(_("What makes you wonder"), doubt, _("Leave empty if nothing does")),
            Field(_("What the child says"), assent),
        )

    def _count(self) -> None:
        left = self._model.state.open_lines
        show_if(self._open, bool(left))
        self._open.setText(
            ngettext(
                "{count} line is not asked yet. That is fine.",
                "{count} lines are not asked yet. That is fine.",
                left,
            )
        )
