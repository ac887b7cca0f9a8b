"""What was decided lately is read from the audit trail, which grows with every look at a record."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event

from caseworker.views.conflicts import decided_lines
from tests.store.laptop import add_person
from tests.sync.stores import world


def test_it_is_found_without_going_through_the_audit_trail(tmp_path: Path) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    with world(tmp_path) as centre:
        amina = centre.first()
        amina.act(add_person("Selam"))
        engine = amina.office.store.reading

        def note(
            _connection: object,
            _cursor: object,
            statement: str,
            values: tuple[object, ...],
            *_more: object,
        ) -> None:
            asked.append((statement, values))

        event.listen(engine, "before_cursor_execute", note)
        assert amina.office.ask(decided_lines) == []
        event.remove(engine, "before_cursor_execute", note)
        with engine.connect() as connection:
            plans = [
                row[3]
                for statement, values in asked
                if "FROM audit_event" in statement
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            ]
    assert any("ix_audit_event_listed" in plan for plan in plans)
    # Neither read whole, nor sorted whole.
    assert not [plan for plan in plans if "SCAN" in plan or "FOR ORDER BY" in plan]
