"""Words that several screens say in the same way: times, ages, names of values, findings."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from caseworker.documents import common
from caseworker.findings import Finding
from caseworker.model.partial_date import PartialDate
from caseworker.model.values import RiskLevel
from caseworker.text import isolate
from caseworker.words import name_of
from ui.language import _, ngettext, text
from ui.widgets.finding import FindingAct, FindingWords, Weight


def called(value: Enum) -> str:
    """Return what a value of the domain is called in the interface's language."""
    return name_of(value, text())


def risk(level: RiskLevel, reason: str = "") -> str:
    """Return a risk among other words: "Risk: Medium", "Risk: High · her brother is near"."""
    return _("Risk: {risk}", risk=joined(called(level), reason))


def waiting(since: datetime, now: datetime) -> str:
    """Return how long somebody has waited: "Waiting 25 minutes"."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    if not minutes:
        return _("Just arrived")
    if minutes < 60:
        return ngettext("Waiting {count} minute", "Waiting {count} minutes", minutes)
    hours = minutes // 60
    if hours < 24:
        return ngettext("Waiting {count} hour", "Waiting {count} hours", hours)
    return ngettext("Waiting {count} day", "Waiting {count} days", hours // 24)


def days_ago(since: datetime, now: datetime) -> str:
    """Return "sent today" or "sent 9 days ago"."""
    days = (now.date() - since.astimezone(now.tzinfo).date()).days
    if days < 1:
        return _("sent today")
    return ngettext("sent {count} day ago", "sent {count} days ago", days)


def late(days: int) -> str:
    """Return "2 days late"."""
    return ngettext("{count} day late", "{count} days late", days)


def day(value: date | datetime | None) -> str:
    """Return a day as lists show it: "18 Nov"."""
    if value is None:
        return ""
    return text().day(_local(value), "d MMM")


def long_day(value: date | datetime) -> str:
    """Return a day in full: "Wednesday 18 November"."""
    return text().day(_local(value), "EEEE d MMMM")


def span(first: date, last: date) -> str:
    """Return "16 Nov to 22 Nov", or one day where it is one."""
    if first == last:
        return day(first)
    return _("{first} to {last}", first=day(first), last=day(last))


def when(value: datetime, now: datetime) -> str:
    """Return a moment as the timeline shows it: "Today 09:10", "Mon 16 Nov", "3 Nov 2025"."""
    local = value.astimezone(now.tzinfo)
    if local.date() == now.date():
        return _("Today {time}", time=text().clock(local))
    if 0 < (now.date() - local.date()).days < 7:
        return text().day(local.date(), "EEE d MMM")
    same_year = local.year == now.year
    return text().day(local.date(), "d MMM" if same_year else "d MMM y")


def at(value: datetime, now: datetime) -> str:
    """Return a moment within a sentence: "today 08:10", "yesterday 17:05", "16 Nov 14:10"."""
    local = value.astimezone(now.tzinfo)
    time = text().clock(local)
    days = (now.date() - local.date()).days
    if days == 0:
        return _("today {time}", time=time)
    if days == 1:
        return _("yesterday {time}", time=time)
    same_year = local.year == now.year
    return f"{text().day(local.date(), 'd MMM' if same_year else 'd MMM y')} {time}"


def born(value: PartialDate | None) -> str:
    """Return a date of birth as far as it is known."""
    return common.born(value, text())


def partial(value: PartialDate | None) -> str:
    """Return any date as far as it is known: "about 1996", "May 2003"."""
    return common.born(value, text())


def languages(codes: tuple[str, ...]) -> str:
    """Return languages in words."""
    return common.languages(codes, text())


def named(name: str) -> str:
    """Return a name kept from turning the words around it; "Name hidden" for a restricted one."""
    return isolate(name) if name else _("Name hidden")


def joined(*parts: str) -> str:
    """Return the parts that say something, with a middle dot between them.

    Where the interface reads from right to left, no part turns its neighbours.
    """
    apart = isolate if text().right_to_left else str
    return " · ".join(apart(part) for part in parts if part)


def numbers(count: int) -> list[str]:
    """Return the numbers from 1 to *count* in the reader's digits."""
    return [text().number(number) for number in range(1, count + 1)]


def finding_words(finding: Finding, *acts: FindingAct) -> FindingWords:
    """Return a finding of the domain as the widget shows it."""
    what, why = finding.say(text())
    return FindingWords(what, why, Weight(finding.severity.value), acts)


def _local(value: date | datetime) -> date:
    return value.astimezone().date() if isinstance(value, datetime) else value
