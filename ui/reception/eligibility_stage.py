"""Can the centre help: its own criteria, looked at without identity (R-206)."""

from __future__ import annotations

from caseworker.model.arrival import Eligibility
from caseworker.ports import UnitOfWork
from caseworker.reception.screening import screen
from caseworker.views.reception import ArrivalPage
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.reception.stage import StageView, Way
from ui.theme.tokens import Tone
from ui.widgets.button import primary
from ui.widgets.choice_list import ChoiceList, RadioList
from ui.widgets.field import Field
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text_input import TextField


class EligibilityStage(StageView):
    """Criteria that are met, and what follows. Help, bed and food never wait for it."""

    def __init__(self, way: Way, shown: ArrivalPage) -> None:
        super().__init__(way)
        self._id = shown.row.id
        self._criteria = shown.criteria
        self.met = ChoiceList(
            [(str(place), criterion) for place, criterion in enumerate(shown.criteria)],
            name="criteria",
            label=_("What is true"),
        )
        self.met.set_values(
            [str(place) for place, one in enumerate(shown.criteria) if one in shown.criteria_met]
        )
        self.result = RadioList(
            [(each.name.lower(), words.called(each)) for each in Eligibility],
            name="eligibility",
            label=_("What follows"),
        )
        started = shown.screening_id is not None
        self.result.set_value(shown.result.name.lower() if started else None)
        self.met.changed.connect(self._follow)
        self.reason = TextField(shown.result_note, name="eligibility-reason")
        self.keep = primary(_("Keep and go on"), name="keep-eligibility")
        self.keep.clicked.connect(self._keep)
        self._build()

    def _build(self) -> None:
        card = Card()
        card.content.addWidget(section(_("Can this centre help")))
        if self._criteria:
            card.content.addWidget(small(_("The centre's criteria. No name is asked here.")))
            card.content.addWidget(self.met)
        else:
            card.content.addWidget(small(_("This centre has set no criteria: it helps everybody.")))
            if self.result.value() is None:
                self.result.set_value(Eligibility.ELIGIBLE.name.lower())
        self._follows = Field(_("What follows"), self.result)
        card.content.addWidget(self._follows)
        card.content.addWidget(Field(_("Note, without a name"), self.reason))
        self.add(card)
        self.add(
            Notice(
                Tone.CHOSEN,
                "info",
                "",
                _("Urgent help, bed and food never wait for this. Whom another place can help"
                  " better is brought there, not sent away."),
            )
        )  # fmt: skip
        self.add_acts(self.keep)
        self._typed = WordsKeeper(self, self.desk, self._id, "eligibility")

    def _follow(self, met: tuple[str, ...]) -> None:
        follows = Eligibility.ELIGIBLE if met else Eligibility.UNCLEAR
        self.result.set_value(follows.name.lower())
        self._follows.clear_error()

    def _keep(self) -> None:
        met = tuple(self._criteria[int(place)] for place in self.met.values())
        chosen = self.result.value()
        if chosen is None:
            self._follows.set_error(_("Tick what is true, or choose what follows."))
            self.result.setFocus()
            return
        result = Eligibility[chosen.upper()]
        reason = self.reason.text().strip()

        def keep(work: UnitOfWork) -> None:
            screen(work, self._id, criteria_met=met, result=result, reason=reason)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self.way.go_on()

        self.desk.write(self, keep, kept)
