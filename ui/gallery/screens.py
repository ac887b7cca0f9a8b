"""Some screens with invented content, as the design shows them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.gallery.components import steps
from ui.gallery.words import SIGNATURE, Purpose, consent_words
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Tone
from ui.widgets.button import ghost, primary, quiet, secondary
from ui.widgets.chip import Chip, FilterChip
from ui.widgets.columns import TwoColumns
from ui.widgets.desk_view import DeskViewStrip
from ui.widgets.fact import Fact, FitMark
from ui.widgets.finding import Finding, FindingAct, FindingWords
from ui.widgets.flow import Flow
from ui.widgets.icon import Icon
from ui.widgets.label import Label, body, section, small, strong
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.panel import Card, Hairline
from ui.widgets.pick_card import NumberedCard, heading
from ui.widgets.row_list import OpenRow, Row, RowList, SectionHead
from ui.widgets.search_field import SearchField
from ui.widgets.segments import Segments
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.stack import Column, Line
from ui.widgets.stepper import Stepper
from ui.widgets.timeline import Happening, Timeline
from ui.window.navigation import Place
from ui.window.words import SyncWords, WindowWords


def window_words() -> WindowWords:
    """Return the frame's words in the theme's language."""
    if theme().right_to_left:
        counts = {Place.RECEPTION: "٣", Place.REFERRALS: "٢", Place.CALENDAR: "٤"}
        sync = SyncWords("١٢ تغييرًا في الانتظار", "آخر تبادل مع المركز: الثلاثاء ١٤:١٠")
        return WindowWords("مركز بوابة الميناء", "أمينة ك.", "أخصائية حالة", "أ ك", sync, counts)
    counts = {Place.RECEPTION: "3", Place.REFERRALS: "2", Place.CALENDAR: "4"}
    sync = SyncWords("12 changes wait", "Last exchange with the centre Tuesday 14:10")
    return WindowWords("Harbour Gate centre", "Amina K.", "Caseworker", "AK", sync, counts)


def today() -> QWidget:
    """Return the caseworker's day."""
    page = Page(
        "Good morning, Amina",
        "Wednesday 18 November · your day ends with 16:00, Farid N.",
        secondary("New arrival", name="new-arrival", icon="plus"),
        name="today",
    )
    columns = TwoColumns()
    columns.main.addWidget(SectionHead("Arrivals waiting", "3"))
    columns.main.addWidget(_arrivals())
    week = ghost("Whole week", name="whole-week", small=True)
    columns.main.addWidget(SectionHead("Follow-ups due", "4", week))
    columns.main.addWidget(_follow_ups())
    columns.side.addWidget(SectionHead("Referrals without answer", "2"))
    columns.side.addWidget(_referrals())
    columns.side.addWidget(SectionHead("For you to look at", "3"))
    columns.side.addWidget(_to_look_at())
    page.add(columns)
    return page


def _arrivals() -> RowList:
    rows = RowList()
    nurse = Chip("Nurse sees them first", Tone.WARN, "first-aid-kit")
    stays = Chip("Someone stays with him", Tone.WARN, "users")
    rows.add(
        Row(
            "Woman, about 30, and two children",
            "Waiting 25 minutes · Tigrinya",
            lead="A41",
            detail_chips=[nurse],
            acts=[primary("Check in", name="check-in-a41", small=True)],
        ),
        Row(
            "Man, about 40",
            "Waiting 20 minutes · French",
            lead="A42",
            acts=[secondary("Check in", name="check-in-a42", small=True)],
        ),
        Row(
            "Boy, says he is 16",
            "Waiting 5 minutes · Dari",
            lead="A43",
            detail_chips=[stays],
            acts=[secondary("Check in", name="check-in-a43", small=True)],
        ),
    )
    return rows


def _follow_ups() -> RowList:
    rows = RowList()
    late = Chip("1 day late", Tone.WARN, "clock")
    for hour, who, what in (
        ("09:00", "Yusuf A.", "Visit to the housing office together"),
        ("10:30", "Selam T.", "Look at the plan again, room 2, interpreter booked"),
        ("14:00", "Mariam D.", "Call about the school place"),
        ("16:00", "Farid N.", "Home visit, with Josephine"),
    ):
        contact = quiet("Safe contact", name=f"contact-{hour}", icon="phone", small=True)
        chips = [late] if who == "Yusuf A." else []
        lead = strong(hour, wrap=False)
        rows.add(Row(who, what, lead=lead, chips=chips, acts=[contact]))
    return rows


def _referrals() -> RowList:
    rows = RowList()
    rows.add(
        OpenRow(
            "Port Maren legal aid",
            "Binta S. · sent 9 days ago",
            name="referral-1",
            icon="paper-plane-tilt",
            after=[Chip("2 days late", Tone.WARN, "clock")],
        ),
        OpenRow(
            "Open Door school",
            "Mariam D. · sent 4 days ago",
            name="referral-2",
            icon="paper-plane-tilt",
        ),
    )
    return rows


def _to_look_at() -> RowList:
    rows = RowList()
    for index, (icon, what, more) in enumerate(
        (
            ("clipboard-text", "Plan to review: Yusuf A.", "Agreed to look again by 20 November"),
            ("check-square", "Approval asked: close a case", "Hodan W. · asked by Daniel M."),
            (
                "git-merge",
                "Two people changed the same record",
                "Both versions are safe. Choose together.",
            ),
        )
    ):
        rows.add(OpenRow(what, more, name=f"look-{index}", icon=icon))
    return rows


def case() -> QWidget:
    """Return a case at its planning step."""
    page = Page(
        "Selam T.",
        "Case 7QK-482 · adult, household of 3 · Tigrinya, with interpreter",
        secondary("Print", name="print", icon="printer"),
        primary("Write a note", name="write-note", icon="note-pencil"),
        name="case",
    )
    page.add(Stepper(steps()), DeskViewStrip())
    columns = TwoColumns(side_width=288, gap=32)
    guidance = ghost("Guidance", name="guidance", icon="book-open", small=True)
    columns.main.addWidget(
        SectionHead("The plan, agreed with her", "2 of 3 goals have gaps", guidance)
    )
    columns.main.addWidget(_goals())
    columns.side.addWidget(SectionHead("What happened", "", ghost("All", name="all", small=True)))
    columns.side.addWidget(_happened())
    page.add(columns)
    row = page.action_row
    row.start.add(ghost("Add a goal", name="add-goal", icon="plus"))
    row.end.add(
        small("Saved on this laptop 10:42", wrap=False),
        secondary("Read it together and sign", name="sign", icon="pen-nib"),
    )
    return page


def _goals() -> RowList:
    rows = RowList()
    day = FindingWords(
        "Day to look at it again is missing",
        "Without a day, nobody is reminded to look at this with her.",
        acts=(FindingAct("day", "Choose a day", "calendar-plus"),),
    )
    words = FindingWords(
        "Her own words are missing",
        "The plan is hers. One sentence as she says it keeps it so.",
        acts=(
            FindingAct("private", "She prefers not to say", mild=True),
            FindingAct("write", "Write them"),
        ),
    )
    for number, goal, quote, state, finding in (
        (
            "1",
            "A place to stay after the centre",
            "“A room with a door I can close.”",
            "2 of 3 actions done · Amina K., housing office · look again 2 December",
            None,
        ),
        (
            "2",
            "A school place for her son",
            "“He should be with children his age.”",
            "1 of 2 actions done · Amina K., Open Door school",
            day,
        ),
        ("3", "See a dentist", "", "Not begun · Amina K., health post", words),
    ):
        rows.add(_goal(number, goal, quote, state, finding))
    return rows


def _goal(number: str, goal: str, quote: str, state: str, finding: FindingWords | None) -> QWidget:
    words = Column(strong(goal), gap=3)
    if quote:
        words.box.addWidget(body(quote, Ink.TEXT2))
    words.box.addWidget(small(state))
    opens = ghost("Open", name=f"open-goal-{number}", small=True)
    below = Column(Flow(words, opens, lead=240), gap=6)
    if finding is not None:
        below.box.addWidget(Finding(finding, name=f"goal-{number}"))
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, theme().space(10), 0, theme().space(10))
    across.setSpacing(theme().space(20))
    lead = Label(number, Role.STRONG, Ink.TEXT2, wrap=False)
    across.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(below, 1)
    return row


def _happened() -> Timeline:
    return Timeline(
        (
            Happening(
                "phone", "Spoke with the school office about a place", "Today 09:10 · Amina K."
            ),
            Happening("note-pencil", "Goal “See a dentist” added", "Mon 16 Nov · Amina K."),
            Happening("check", "Assessment finished, read back to her", "12 Nov · Amina K."),
            Happening("hand", "Said yes to 2 of 4 purposes", "5 Nov · Amina K., interpreter 07"),
            Happening(
                "sign-in", "Arrived with her son and daughter", "3 Nov · Reception, Daniel M."
            ),
        )
    )


def consent() -> QWidget:
    """Return what she says yes or no to."""
    words = consent_words()
    page = Page(
        words.title,
        words.sentence,
        secondary(words.copy, name="print", icon="printer"),
        name="consent",
    )
    columns = TwoColumns(side_width=352, gap=24)
    room = Card(padding=14)
    room.content.addWidget(
        Flow(
            Flow(
                Line(Icon("users", 18), strong(words.room, wrap=False), gap=10),
                *(Chip(who) for who in words.present),
            ),
            ghost(words.change, name="change-room", small=True),
            lead=200,
        )
    )
    columns.main.addWidget(room)
    play = secondary(words.again, name="play", icon="play", small=True)
    columns.main.addWidget(Notice(Tone.CHOSEN, "speaker-high", words.explained, words.told, [play]))
    rows = RowList()
    for index, purpose in enumerate(words.purposes):
        rows.add(_purpose(purpose, words.answers, f"purpose-{index}"))
    columns.main.addWidget(rows)
    draft = small(words.draft, wrap=False)
    columns.main.addWidget(
        Flow(Flow(ghost(words.add, name="add-purpose", icon="plus", small=True)), draft, lead=200)
    )
    columns.side.addWidget(_how_she_says_it())
    page.add(columns)
    return page


def _purpose(purpose: Purpose, answers: tuple[tuple[str, str], ...], name: str) -> QWidget:
    words = Column(strong(purpose.title), small(purpose.who), small(purpose.what), gap=3)
    if purpose.until:
        until = Label(purpose.until, Role.SMALL_STRONG, Ink.WARN)
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Icon("clock", 15, Ink.WARN), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(until, 1)
        words.box.addWidget(line)
    answer = Segments(answers, name=name, label=purpose.title, value=purpose.answer)
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, theme().space(10), 0, theme().space(10))
    across.addWidget(Flow(words, answer, lead=300))
    return row


def _how_she_says_it() -> Card:
    words = consent_words()
    card = Card()
    card.content.addWidget(section(words.decide))
    card.content.addWidget(
        Segments(words.capacity, name="capacity", label=words.decide, value="yes", equal=0)
    )
    card.content.addWidget(Column(FitMark(words.looked, fits=True), small(words.later), gap=4))
    card.content.addWidget(Hairline())
    card.content.addWidget(section(words.how))
    card.content.addWidget(
        Segments(words.ways, name="way", label=words.how, value="signs", equal=0)
    )
    pad = SignaturePad()
    pad.set_strokes(SIGNATURE)
    card.content.addWidget(pad)
    card.content.addWidget(
        Flow(small(words.signs), quiet(words.clear, name="clear", small=True), lead=120)
    )
    card.content.addWidget(Hairline())
    card.content.addWidget(Label(words.mind, Role.SMALL))
    card.content.addWidget(primary(words.keep, name="keep", wide=True))
    card.content.addWidget(Label(words.fine, Role.SMALL, Ink.TEXT2, centred=True))
    return card


def directory() -> QWidget:
    """Return services that fit a need."""
    page = Page(
        "Find help for a need",
        "For Selam T. · 6 of 41 services fit",
        secondary("Print this list", name="print", icon="printer"),
        name="directory",
    )
    search = SearchField(name="need", label="What is needed")
    search.setText("Legal advice")
    search.setFixedWidth(round(260 * min(theme().text_scale, 1.6)))
    chosen = ("Speaks Tigrinya", "Woman adviser", "Agreement in force")
    filters = [
        FilterChip(words, name=f"filter-{index}", checked=words in chosen)
        for index, words in enumerate((*chosen, "Open now", "Childcare"))
    ]
    more = ghost("More", name="more-filters", small=True)
    page.add(
        Flow(
            Flow(Line(search, small("Looking for", wrap=False), gap=16), *filters, gap=8),
            more,
            lead=300,
        )
    )
    columns = TwoColumns(side_width=320, gap=24)
    for number, card in enumerate(_services()):
        if number == 0:
            card.setChecked(True)
        columns.main.addWidget(card)
    why = ghost("Why this order", name="why-order", icon="info", small=True)
    best = small("Best fit first: language, who she wishes to see, open hours, distance.")
    columns.main.addWidget(Flow(best, why, lead=240))
    columns.side.addWidget(_provider())
    page.add(columns)
    return page


def _services() -> list[NumberedCard]:
    old = Chip("Checked 5 months ago", Tone.WARN, "clock")
    cards = []
    for number, (name, how_far, what, fits, misses) in enumerate(
        (
            (
                "Port Maren legal aid",
                "1.2 km · 15 min walk",
                "Lawyers’ cooperative, Quay Street",
                ("Speaks Tigrinya", "Woman lawyer Wed, Thu", "No papers asked", "Open until 17:00"),
                (),
            ),
            (
                "Law clinic, Northbank college",
                "2.6 km · bus 4",
                "Students with a supervising lawyer",
                ("Tigrinya by phone", "Woman adviser", "No papers asked"),
                ("Opens tomorrow",),
            ),
            (
                "Harbour rights desk",
                "0.8 km · 10 min walk",
                "Town hall, ground floor",
                ("Woman adviser", "Open until 16:00"),
                ("No Tigrinya: bring interpreter",),
            ),
            (
                "Lantern advice line",
                "Free call",
                "By telephone only",
                ("Speaks Tigrinya", "Open day and night"),
                ("No woman promised",),
            ),
            (
                "Bridge mediation house",
                "3.1 km · bus 7",
                "Family and neighbours only, Mill Lane",
                ("No papers asked", "Woman adviser"),
                ("By appointment",),
            ),
        ),
        start=1,
    ):
        card = NumberedCard(str(number), name, name=f"service-{number}")
        chips = (old,) if name == "Lantern advice line" else ()
        marks = [FitMark(words, fits=True) for words in fits]
        marks += [FitMark(words, fits=False) for words in misses]
        card.add(heading(name, how_far, *chips), small(what), Flow(*marks, gap=14, line_gap=2))
        cards.append(card)
    return cards


def _provider() -> Card:
    card = Card(spacing=10)
    about = small("Advice on papers, asylum and family, free of charge")
    card.content.addWidget(Column(section("Port Maren legal aid"), about, gap=2))
    card.content.addWidget(Hairline())
    facts = QVBoxLayout()
    facts.setSpacing(theme().space(12))
    for icon, what, words in (
        ("clock", "Open", "Mon to Fri 9:00 to 17:00"),
        ("translate", "Languages", "Tigrinya, Arabic, French, English"),
        ("baby", "Childcare", "A corner to play, no carer"),
        ("identification-card", "Papers asked", "None for the first visit"),
        ("handshake", "Agreement", "In force until 30 June 2027"),
        ("check-circle", "Last checked", "2 November, by telephone"),
    ):
        facts.addWidget(Fact(icon, what, words))
    card.content.addLayout(facts)
    card.content.addWidget(
        Notice(
            Tone.CHOSEN,
            "hand",
            "",
            "Selam has not yet said yes to sharing with this provider. "
            "You ask her in the next step.",
        )
    )
    card.content.addWidget(
        primary("Start a referral", name="start-referral", icon="paper-plane-tilt", wide=True)
    )
    return card
