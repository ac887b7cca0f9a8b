"""The hub's tables, in SQLite or PostgreSQL: sealed bytes, ids, numbers and times."""
