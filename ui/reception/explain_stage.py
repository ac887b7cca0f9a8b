"""Orientation: topics as they are explained, in the person's language (R-269 to R-276)."""

from __future__ import annotations

from caseworker.model.arrival import OrientationTopic
from caseworker.ports import UnitOfWork
from caseworker.reception.screening import explain, screen
from caseworker.views.reception import ArrivalPage
from ui import words
from ui.explanations.showing import ExplainedCard
from ui.language import _
from ui.reception.spoken import language_options
from ui.reception.stage import StageView, Way
from ui.widgets.button import primary
from ui.widgets.choice_list import CheckRow, ChoiceList
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.select import Select


class ExplainStage(StageView):
    """Ticked as they are said; said back in own words at the end."""

    def __init__(self, way: Way, shown: ArrivalPage) -> None:
        super().__init__(way)
        self._shown = shown
        self.topics = ChoiceList(
            [(topic.name.lower(), words.called(topic)) for topic in OrientationTopic],
            name="topics",
            label=_("What is explained"),
        )
        self.topics.set_values([topic.name.lower() for topic in shown.topics])
        self.language = Select(
            language_options(),
            name="explained-in",
            label=_("Explained in"),
            unanswered=_("Choose a language"),
            searchable=True,
        )
        self.language.set_value(shown.explained_in or None)
        media = (
            ("spoken", _("Spoken")),
            ("read", _("Read aloud")),
            ("pictures", _("With pictures")),
            ("recorded", _("Recorded")),
        )
        self.medium = Segments(
            media, name="medium", label=_("How"), value=shown.medium or "spoken", equal=0
        )
        self.back = CheckRow(
            _("It was said back in own words"), name="explained-back", checked=shown.said_back
        )
        self.keep = primary(_("Keep and go on"), name="keep-explained")
        self.keep.clicked.connect(self._keep)
        self.explained = ExplainedCard(way.shell)
        self.language.chosen.connect(self._show_explanations)
        self._build()
        self._show_explanations(self.language.value() or "")

    def _build(self) -> None:
        told, how = Card(), Card()
        told.content.addWidget(section(_("Explain, one by one")))
        told.content.addWidget(
            small(_("Take the time it takes. Nobody has to decide anything now."))
        )
        told.content.addWidget(self.topics)
        how.content.addWidget(Field(_("Explained in"), self.language))
        how.content.addWidget(Field(_("How"), self.medium))
        how.content.addWidget(self.back)
        columns = TwoColumns()
        columns.main.addWidget(told)
        columns.main.addWidget(self.explained)
        columns.side.addWidget(how)
        self.add(columns)
        self.add_acts(self.keep)

    def _show_explanations(self, language: str) -> None:
        self.explained.show_explanations(language, OrientationTopic)

    def _keep(self) -> None:
        topics = tuple(OrientationTopic[key.upper()] for key in self.topics.values())
        language, medium = self.language.value() or "", self.medium.value() or ""
        said_back, shown = self.back.isChecked(), self._shown

        def keep(work: UnitOfWork) -> None:
            screening_id = shown.screening_id
            if screening_id is None:
                screening_id = screen(work, shown.row.id, criteria_met=()).id
            explain(
                work,
                screening_id,
                topics=topics,
                language=language,
                medium=medium,
                said_back=said_back,
            )

        self.desk.write(self, keep, lambda _kept: self.way.go_on())
