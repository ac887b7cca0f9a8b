"""The tables of the hub. Nothing in them names a person, a case or a place."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

_BIG = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself only in a column of this very type."""

generation = Table(
    "hub_generation",
    metadata,
    Column("ordinal", _BIG, primary_key=True, autoincrement=True),
    Column("id", LargeBinary, nullable=False, unique=True),
)
space = Table(
    "hub_space",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("counter", _BIG, nullable=False),
    # Locked by whoever gives the next number, until that batch is kept: no cursor skips one.
    Column("used", _BIG, nullable=False),
    Column("quota", _BIG, nullable=False),
    Column("damaged", _BIG, nullable=False),
    # Files that the disk spoilt and that were dropped.
)
root = Table(
    "hub_root",
    metadata,
    Column("space", LargeBinary, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
)
era = Table(
    "hub_era",
    metadata,
    Column("space", LargeBinary, primary_key=True),
    Column("ordinal", _BIG, primary_key=True),
    Column("reached", _BIG, nullable=False),
)
invitation = Table(
    "hub_invitation",
    metadata,
    Column("kept", LargeBinary, primary_key=True),
    Column("quota", _BIG, nullable=False),
    Column("space", LargeBinary),
)
word = Table(
    "hub_word",
    metadata,
    Column("place", _BIG, primary_key=True, autoincrement=True),
    Column("space", LargeBinary, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("checksum", LargeBinary, nullable=False),
    UniqueConstraint("space", "id"),
)
asking = Table(
    "hub_asking",
    metadata,
    Column("space", LargeBinary, primary_key=True),
    Column("laptop", LargeBinary, primary_key=True),
    Column("came_at", _BIG, nullable=False),
    Column("request", LargeBinary, nullable=False),
)
file = Table(
    "hub_file",
    metadata,
    Column("place", _BIG, primary_key=True, autoincrement=True),
    Column("space", LargeBinary, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("number", _BIG),
    # Of batches: counted by the space, never by a sequence of the database, which skips late ones.
    Column("size", _BIG, nullable=False),
    Column("came_at", _BIG, nullable=False),
    Column("checksum", LargeBinary, nullable=False),
    # Of id and content: what the disk spoilt is never served (soundness.py).
    Column("content", LargeBinary),
    # Missing where the batch was let go.
    UniqueConstraint("space", "kind", "id"),
    Index("hub_file_by_number", "space", "number", unique=True),
)
part = Table(
    "hub_part",
    metadata,
    Column("space", LargeBinary, primary_key=True),
    Column("laptop", LargeBinary, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("start", _BIG, primary_key=True),
    Column("size", _BIG, nullable=False),
    # Of the part.
    Column("whole", _BIG, nullable=False),
    Column("came_at", _BIG, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
laptop = Table(
    "hub_laptop",
    metadata,
    Column("space", LargeBinary, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("seen_at", _BIG, nullable=False),
    Column("acknowledged", _BIG, nullable=False),
)
