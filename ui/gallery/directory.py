"""Services that fit a need, invented."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.theme import theme
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.chip import Chip, FilterChip
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import Fact, FitMark
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.panel import Card, Hairline
from ui.widgets.pick_card import NumberedCard, heading
from ui.widgets.search_field import SearchField
from ui.widgets.stack import Column, Line


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
