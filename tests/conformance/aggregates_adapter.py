"""Publishing with disclosure control behind the interface of the conformance runner."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from caseworker.aggregates.history import PublicationFolder
from caseworker.aggregates.publishing import publish as publish_table
from caseworker.aggregates.table import Dimension, Table, tabulate
from caseworker.aggregates.table_file import rows


def publish(
    microdata_csv: str | Path,
    dimensions: Sequence[str],
    out_csv: str | Path,
    history_dir: str | Path,
) -> None:
    """Write the table of *microdata_csv* over *dimensions*, protected against all of the history.

    The file has the dimensions' columns and `count`; margins are `Total`, hidden cells `*`.
    """
    with Path(microdata_csv).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = set(reader.fieldnames or ()) | set(dimensions)
        records = list(reader)

    def count(names: Iterable[str]) -> Table:
        return tabulate(records, [Dimension(name) for name in columns & set(names)])

    history = PublicationFolder(Path(history_dir))
    publication = publish_table(dimensions, count, history.all()).publication
    with Path(out_csv).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(count(dimensions), publication, dimensions))
    history.add(publication)
