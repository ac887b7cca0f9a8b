"""How to reach somebody safely, shown before any act of contact."""

from __future__ import annotations

from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.ports import Reads
from caseworker.text import isolate
from caseworker.views.conflicts import ConflictLine, differing_ways
from caseworker.views.people import WayLine, ways
from ui import words
from ui.language import _
from ui.shell import Shell
from ui.sync.differing import differing_words
from ui.widgets.sheet import Sheet


def show_safe_contact(shell: Shell, case_id: CaseId, name: str) -> None:
    """Show the ways to reach the person of a case; what must never be used comes first."""

    def lines(reads: Reads) -> tuple[tuple[WayLine, ...], tuple[ConflictLine, ...]]:
        case = reads.get(Case, case_id)
        return ways(reads, case.person_id), differing_ways(reads, case.person_id)

    found, differing = shell.desk.ask(lines)
    sheet = Sheet(
        _("How to reach {name} safely", name=name or _("this person")),
        _("I have read it"),
        name="safe-contact",
    )
    if not found:
        sheet.say(_("Nothing is written down yet. Ask in person, and write it down."))
    for way in found:
        sheet.say(_sentence(way), second=way.never)
    if differing:
        sheet.say(_("Two laptops say it differently. Until somebody decides, heed all of it."))
        for sentence in differing_words(differing, shell.desk.now().tzinfo):
            sheet.say(sentence)
    shell.open_sheet(sheet)


def _sentence(way: WayLine) -> str:
    channel = words.called(way.channel)
    if way.never:
        return _("Never: {channel}. {note}", channel=channel, note=way.note)
    pretext = _("If somebody else answers: {pretext}", pretext=way.pretext) if way.pretext else ""
    return ". ".join(
        part for part in (words.joined(channel, isolate(way.address), way.when), pretext) if part
    )
