"""What is held back is asked each time Today opens: it is found by its place in the journal."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event

from tests.store.laptop import add_person
from tests.sync.stores import world


def test_what_is_held_back_is_found_without_going_through_the_journal(tmp_path: Path) -> None:
    asked: list[str] = []
    with world(tmp_path) as centre:
        amina = centre.first()
        amina.act(add_person("Selam"))
        engine = amina.office.store.reading

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        assert amina.office.ask(lambda reads: reads.held_back()) == []
        event.remove(engine, "before_cursor_execute", note)
        with engine.connect() as connection:
            plans = [
                row[3]
                for statement in asked
                if "journal_quarantine" in statement
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
            ]
    assert any("SCAN q" in plan for plan in plans)
    assert not [plan for plan in plans if "SCAN" in plan and "SCAN q" not in plan]
