"""About somebody who works here: where it is told, outside this centre and outside this program.

Who, about whom and what it was is never typed here: there is no field for it (R-401 to R-403).
"""

from __future__ import annotations

from caseworker.centre.incidents import (
    PRINCIPLES,
    acknowledge_principles,
    outside_channels,
    send_to_focal_point,
)
from caseworker.ports import UnitOfWork
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import quiet, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead


class StaffPage(Screen):
    """Shows the channels outside; keeps at most that somebody was sent to one of them."""

    def __init__(self, shell: Shell) -> None:
        leave = quiet(_("Back"), name="leave-staff")
        leave.clicked.connect(shell.back)
        super().__init__(
            shell,
            _("About somebody who works here"),
            _("It is told outside this centre, so that no colleague can read or stop it."),
            leave,
            name="incident-staff",
        )
        self._columns = TwoColumns(gap=24)
        self._show_channels()
        self._show_principles()
        self.add(self._columns)

    def _show_channels(self) -> None:
        main = self._columns.main
        channels = self.desk.ask(outside_channels)
        main.addWidget(SectionHead(_("Where to tell it")))
        if not channels:
            main.addWidget(
                Notice(
                    Tone.WARN,
                    "warning-circle",
                    _("No channel outside is written down yet"),
                    _("Ask the administrator to write it down today. Until then, any office of"
                      " another organisation takes it."),
                )
            )  # fmt: skip
        else:
            rows = RowList()
            rows.add(*(self._channel(place, each) for place, each in enumerate(channels)))
            main.addWidget(rows)
        for sentence in (
            _("Do not write here who it was, about whom, or what happened."),
            _("Nobody needs proof. A worry is enough, and who tells in good faith is protected."),
            _("When you press the button, only this is kept: somebody was sent to the focal"
              " point. No line manager can read it."),
        ):  # fmt: skip
            main.addWidget(small(sentence))

    def _channel(self, place: int, channel: str) -> Row:
        sent = secondary(_("Sent there"), name=f"sent-{place}", small=True)
        sent.setAccessibleName(_("Sent to {channel}", channel=channel))
        sent.clicked.connect(lambda: self._send(channel))
        return Row(channel, icon="phone", acts=(sent,))

    def _show_principles(self) -> None:
        side = self._columns.side
        side.addWidget(SectionHead(_("Six rules for all of us")))
        rows = RowList()
        rows.add(
            *(
                Row(_(rule), _(why), lead=text().number(place))
                for place, (rule, why) in enumerate(PRINCIPLES, start=1)
            )
        )
        side.addWidget(rows)
        read = secondary(_("I have read them"), name="acknowledge", small=True)
        read.clicked.connect(self._acknowledge)
        side.addWidget(Flow(read))

    def _send(self, channel: str) -> None:
        def act(work: UnitOfWork) -> None:
            send_to_focal_point(work, channel)

        self.desk.write(
            self, act, lambda _nothing: self.shell.say(_("Kept, and nothing else was written"))
        )

    def _acknowledge(self) -> None:
        self.desk.write(
            self,
            acknowledge_principles,
            lambda _nothing: self.shell.say(_("Thank you. It is kept")),
        )
