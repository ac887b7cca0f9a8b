"""`python -m db.store.migrations.write`: write down how to get to the tables as they are.

Until the first release it writes the whole schema anew, to `revision_0001.sql`. Afterwards it
prints the operations of the next revision, to be looked at, kept as a module and listed.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, Literal

import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations.ops import UpgradeOps
from sqlalchemy import Connection, Engine, create_engine

from db.store.columns import Packed, Scalar
from db.store.entity_tables import whole_schema
from db.store.migrations import RELEASED, REVISIONS
from db.store.migrations.upgrade import apply
from db.store.schema import create_schema
from db.store.tables import SEARCH_INDEXES

FIRST = Path(__file__).with_name("revision_0001.sql")


def first_schema() -> str:
    """Return the statements that make the tables as they are, one after the other."""
    with empty_engine().begin() as connection:
        create_schema(connection)
        # The word indexes make tables of their own, which are not told again.
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%'"
            " ESCAPE '\\' OR name = 'search_entry' ORDER BY type DESC, name"
        )
        statements = [*(_tidy(row[0]) for row in made), *SEARCH_INDEXES]
    return "".join(f"{statement};\n" for statement in statements)


def next_operations() -> str:
    """Return the operations that lead from the released schema to the tables as they are."""
    engine = empty_engine()
    apply(engine, REVISIONS[:RELEASED])
    with engine.begin() as connection:
        return textwrap.dedent("    " + _operations(connection))


def empty_engine() -> Engine:
    """Return an engine on an empty database in memory, with the word indexes of the store."""
    return create_engine("sqlite://", module=sqlcipher)


def _operations(connection: Connection) -> str:
    options = {"render_item": _render, "include_object": _is_ours}
    context = MigrationContext.configure(connection, opts=options)
    script = produce_migrations(context, whole_schema())
    operations = script.upgrade_ops or UpgradeOps(ops=[])
    return render_python_code(operations, render_item=_render, migration_context=context)


def _render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    if kind == "type" and isinstance(item, Packed):
        return "sa.LargeBinary()"
    if kind == "type" and isinstance(item, Scalar):
        return "sa.LargeBinary()" if item.keeps_bytes else "sa.String()"
    return False


def _is_ours(_: Any, name: str | None, kind: str, *__: Any) -> bool:
    return not (kind == "table" and (name or "").startswith(("search_prefix", "search_trigram")))


def _tidy(statement: str) -> str:
    return "\n".join(line.strip().replace("\t", "") for line in statement.splitlines())


def main() -> None:
    """Write the first schema, or print the operations of the next revision."""
    if RELEASED == 0:
        FIRST.write_text(first_schema(), encoding="utf-8", newline="\n")
    else:
        print(next_operations())


if __name__ == "__main__":
    main()
