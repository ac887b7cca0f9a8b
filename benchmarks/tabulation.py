"""`tabulate_ratio`: everybody of a large store counted by age and sex, against the bare SQL.

The bare SQL groups what the store keeps and reads nothing: it knows no age, no consent and no
centre's time. Both run on the same encrypted store.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.measuring import Figure, ratio, side_by_side
from benchmarks.population import NAME, PASSPHRASE
from caseworker.aggregates.populations import Facet, Population, Scope, dimension, records
from caseworker.aggregates.table import Table, tabulate
from caseworker.ports import Reads
from db.store.opening import unlock

ROUNDS = 7
FACETS = (Facet.AGE, Facet.SEX)
_BARE = "SELECT date_of_birth, sex, count(*) FROM person GROUP BY date_of_birth, sex"


def measure(folder: Path) -> dict[str, Figure]:
    """Return how long it takes to tabulate the people of the store in *folder*."""
    office = unlock(folder, NAME, PASSPHRASE)
    now = datetime.now().astimezone()
    scope = Scope(Population.REGISTERED, date(2000, 1, 1), now.date())

    def counted(reads: Reads) -> Table:
        return tabulate(records(reads, scope, now), [dimension(facet) for facet in FACETS])

    def grouped(connection: Connection) -> int:
        return len(connection.exec_driver_sql(_BARE).all())

    ours, theirs = side_by_side(lambda: office.ask(counted), lambda: office.read(grouped), ROUNDS)
    office.close()
    compared = "the bare SQL, grouping on the same encrypted store"
    return {
        "tabulate_ratio": Figure(ratio(ours, theirs), "times", "lower", compared, ROUNDS),
        "tabulate_ms": Figure(round(ours * 1000), "ms", "lower", "1,000 ms", ROUNDS),
    }
