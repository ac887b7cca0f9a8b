"""The places that are not needed every day."""

from __future__ import annotations

from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.row_list import OpenRow, RowList
from ui.window.navigation import Destination, Place


class MorePage(Screen):
    """One line each, in words that say what is done there."""

    def __init__(self, shell: Shell, offered: frozenset[Place]) -> None:
        super().__init__(shell, _("More"), "", name="more")
        lines = (
            (Place.INCIDENTS, "first-aid-kit", _("Somebody is not safe"),
             _("What to do, and what never")),
            (Place.FEEDBACK, "chat-circle-text", _("About the centre"),
             _("Feedback and complaints, how it is for people, the house, courses")),
            (Place.RIGHTS, "scales", _("Data rights"),
             _("Wishes about records, other bases, who did what")),
            (Place.EXPLANATIONS, "speaker-high", _("Explanations"),
             _("Words, voice and pictures in the languages of those who arrive")),
            (Place.USERS, "key", _("People and keys"), _("Who can unlock this laptop")),
            (Place.LAPTOPS, "laptop", _("Laptops"),
             _("Which belong to the centre, a new one, and one that is lost")),
            (Place.CENTRES, "handshake", _("Other centres"),
             _("Their cards, and cases that are handed over")),
            (Place.FORMS, "clipboard-text", _("Forms"),
             _("What the centre asks, blank forms to print, and their versions")),
            (Place.BACKUP, "usb", _("Backup"), _("The last one, and a new one on a stick")),
            (Place.CENTRE, "house-line", _("The centre"),
             _("Criteria, approvals, where staff are reported")),
            (Place.SETTINGS, "translate", _("My settings"),
             _("Language, text size, colours, passphrase")),
        )  # fmt: skip
        rows = RowList()
        for place, icon, title, sentence in lines:
            if place not in offered:
                continue
            row = OpenRow(title, sentence, name=f"more-{place.value}", icon=icon)
            row.clicked.connect(lambda _on=False, place=place: shell.go(Destination(place)))
            rows.add(row)
        self.add(rows)
