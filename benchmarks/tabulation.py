"""`tabulate_ratio`: everybody of a large store counted by age and sex, against the bare SQL.

`tabulate_cases_ratio` counts those with an open case by age, sex and risk.

The bare SQL groups what the store keeps and reads nothing: it knows no age, no consent and no
centre's time. Both run on the same encrypted store.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.measuring import Figure, ratio, side_by_side
from benchmarks.population import NAME, PASSPHRASE
from caseworker.aggregates.counting import Counting
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.table import Table
from caseworker.ports import Reads
from db.store.office import StoreOffice
from db.store.opening import unlock

ROUNDS = 7
_BARE_PEOPLE = "SELECT date_of_birth, sex, count(*) FROM person GROUP BY date_of_birth, sex"
_BARE_CASES = """
SELECT date_of_birth, sex, risk, count(*) FROM "case" JOIN person ON person.id = person_id
GROUP BY date_of_birth, sex, risk
"""
_COMPARED = "the bare SQL, grouping on the same encrypted store"


def measure(folder: Path) -> dict[str, Figure]:
    """Return how long it takes to tabulate the people of the store in *folder*, and its cases."""
    office = unlock(folder, NAME, PASSPHRASE)
    figures = {
        **_measured(office, "tabulate", Population.REGISTERED, _BARE_PEOPLE),
        **_measured(office, "tabulate_cases", Population.WITH_OPEN_CASE, _BARE_CASES),
    }
    office.close()
    return figures


def _measured(
    office: StoreOffice, name: str, population: Population, bare: str
) -> dict[str, Figure]:
    now = datetime.now().astimezone()
    scope = Scope(population, date(2000, 1, 1), now.date())
    facets = {Facet.AGE, Facet.SEX, Facet.RISK}

    def counted(reads: Reads) -> Table:
        return Counting(reads, scope, now).over(facets)

    def grouped(connection: Connection) -> int:
        return len(connection.exec_driver_sql(bare).all())

    ours, theirs = side_by_side(lambda: office.ask(counted), lambda: office.read(grouped), ROUNDS)
    return {
        f"{name}_ratio": Figure(ratio(ours, theirs), "times", "lower", _COMPARED, ROUNDS),
        f"{name}_ms": Figure(round(ours * 1000), "ms", "lower", "1,000 ms", ROUNDS),
    }
