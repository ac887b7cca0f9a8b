"""The exchange by network on its page: its state, one act to pause it, and what it costs."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ui.language import _, text
from ui.sync.automatic_exchange import AutomaticExchange
from ui.sync.moment import Moment
from ui.sync.network import Costs
from ui.sync.outcome import bad_news
from ui.sync.words import sentence_of, short_of, told_by
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.choice_list import CheckRow
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.stack import clear, show_if

_WARNED = (Moment.LOGIN_FIRST, Moment.PROXY, Moment.REFUSED, Moment.FULL, Moment.TROUBLE)


class HubCard(Card):
    """Follows an `AutomaticExchange`; everybody may pause it on this laptop."""

    def __init__(self, automatic: AutomaticExchange) -> None:
        super().__init__()
        self.setObjectName("hub-card")
        self._automatic = automatic
        self._said = QVBoxLayout()
        self.content.addLayout(self._said)
        self._pause = secondary(_("Pause"), name="pause-exchange")
        self._go_on = secondary(_("Let it go on"), name="resume-exchange")
        self._pause.clicked.connect(automatic.pause)
        self._go_on.clicked.connect(automatic.go_on)
        self.content.addWidget(Flow(self._pause, self._go_on))
        self._spare = CheckRow(
            _("Where the network is paid by volume, pictures and files wait"),
            name="spare-paid-networks",
        )
        self._spare.setChecked(automatic.spares)
        self._spare.toggled.connect(lambda on: automatic.spare(paid_networks=on))
        self._costs = small("")
        self.content.addWidget(self._spare)
        self.content.addWidget(self._costs)
        # Methods of the card: Qt lets go of them when the page is left.
        automatic.told.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Show how it stands now."""
        clear(self._said)
        automatic, moment = self._automatic, self._automatic.moment
        place = automatic.place
        show_if(self, place is not None)
        if place is None:
            return
        self._said.addWidget(section(_("By network")))
        self._said.addWidget(small(_("The hub of the centre: {address}", address=place.address)))
        sentence = sentence_of(moment)
        if moment is Moment.TROUBLE and automatic.error is not None:
            sentence = " ".join(automatic.error.say(text()))
        if moment in _WARNED:
            self._said.addWidget(Notice(Tone.WARN, "warning-circle", short_of(moment), sentence))
        elif sentence:
            self._said.addWidget(body(sentence))
        report = automatic.report
        if report is not None and (report.sent or report.commits) and moment is Moment.RESTING:
            self._said.addWidget(small(" ".join(told_by(report))))
        for notice in bad_news(report) if report is not None else []:
            self._said.addWidget(notice)
        show_if(self._pause, moment is not Moment.PAUSED)
        show_if(self._go_on, moment is Moment.PAUSED)
        self._costs.setText(
            {
                Costs.YES: _("This network is paid by volume."),
                Costs.NO: _("This network is not paid by volume, as far as the system tells."),
                Costs.UNKNOWN: _(
                    "This system does not tell whether the network is paid by volume: then"
                    " everything goes along. Pause it where it costs too much."
                ),
            }[automatic.costs]
        )
