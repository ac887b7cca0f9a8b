"""A whole day, typed as day.month.year or year-month-day."""

from __future__ import annotations

from datetime import date, datetime

from ui.language import _
from ui.widgets.field import Field
from ui.widgets.text_input import TextField

_PATTERNS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y")


def day_of(typed: str) -> date | None:
    """Return the day that was typed, or None where it is none."""
    western = "".join(str(int(sign)) if sign.isdigit() else sign for sign in typed.strip())
    for pattern in _PATTERNS:
        try:
            # A day on a paper has no time and no zone.
            return datetime.strptime(western, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


class DayField(Field):
    """A field for one day; `day` is None where nothing or nonsense is typed."""

    def __init__(self, label: str, *, name: str, value: date | None = None, hint: str = "") -> None:
        self._typed = TextField(
            f"{value:%d.%m.%Y}" if value else "", name=name, example="30.06.2027"
        )
        super().__init__(label, self._typed, hint)

    def day(self) -> date | None:
        """Return the day."""
        return day_of(self._typed.text())

    def check(self, *, needed: bool) -> bool:
        """Return whether the day can be kept, and say what would help where it cannot."""
        empty = not self._typed.text().strip()
        wrong = self.day() is None and (needed or not empty)
        self.set_error(_("Write day, month and year, as 30.06.2027") if wrong else "")
        return not wrong
