"""The tables of the store itself. Those of each kind of entity stand in `entity_tables`."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)

metadata = MetaData()

identity = Table(
    "store_identity",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""What this store is: its device, its secrets, the ids of its audiences."""

series = Table(
    "series",
    metadata,
    Column("name", String, primary_key=True),
    Column("last", Integer, nullable=False),
)
"""Numbers given out on this laptop."""
OUTREACH_FROM = "outreach from"
"""Under this name of `series` an outreach laptop remembers from which position on it is one."""
WITHOUT_HEALTH = "without health"
"""Under this name of `series` a laptop remembers that it may not have what is about health."""

slot_holders = Table(
    "slot_holder",
    metadata,
    Column("user_id", LargeBinary, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
)
"""Which key slot is whose; the key file itself does not say."""

drafts = Table(
    "draft",
    metadata,
    Column("author", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, primary_key=True),
    Column("form", String, primary_key=True),
    Column("saved_at", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

commits = Table(
    "journal_commit",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", LargeBinary, nullable=False),
    Column("audience", LargeBinary, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("device_signature", LargeBinary, nullable=False),
    Column("person_signature", LargeBinary, nullable=False),
    Column("seed", LargeBinary, nullable=False),
    Column("first_change", Integer, nullable=False),
    Column("running", LargeBinary, nullable=False),
    Index("journal_commit_id", "id"),
)
"""Every commit applied here, own or received, by its position on this laptop.

The seed gives the salts of its entries; it is empty once values of them were erased.
"""

ERASES_PERHAPS = "substr(packed, 1, 2) = x'A100'"
"""What says of an entity that it exists, or no longer, and nothing else: as every erasure does."""

changes = Table(
    "journal_change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("entity", LargeBinary, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("proof", LargeBinary, nullable=False),
    Index("journal_change_entity", "entity", "number"),
    Index("journal_change_erasing", "position", sqlite_where=text(ERASES_PERHAPS)),
)
"""What a commit says of one entity, in one packed row.

Where the salt does not follow from a seed it stands as the proof; where the values were erased, the
hash does.
"""

heads = Table(
    "journal_head",
    metadata,
    Column("entity", LargeBinary, primary_key=True),
    Column("field", Integer, primary_key=True),
    Column("kind", Integer, nullable=False),
    Column("commits", LargeBinary, nullable=False),
    Column("state", String, nullable=False),
    sqlite_with_rowid=False,
)
"""Heads that the last change of a field does not tell: exceptions only, conflicts among them."""

quarantined = Table(
    "journal_quarantine",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("reason", String, nullable=False),
)
"""Commits in the journal that do not count, and why. They keep their place in the chain."""

left_behind = Table(
    "journal_left",
    metadata,
    Column("position", Integer, primary_key=True),
)
"""Commits whose values were removed here because this laptop no longer holds their circle."""

handed_in = Table(
    "handed_in",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("batch", LargeBinary, nullable=False),
    Column("log", Integer, nullable=False),
)
"""Commits that go from here once another laptop told to have what was handed in up to *batch*.

*log* is how many entries the membership log had; *batch* is empty where nothing had to be.
"""

left_attachments = Table(
    "left_attachment",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("size", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Contents that go from this laptop as soon as their pieces have been handed over."""

left_circles = Table(
    "left_circle",
    metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("audience", LargeBinary, primary_key=True),
    Column("at", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Which laptop has removed which circle: this one, and others by their own word."""

known_keys = Table(
    "known_key",
    metadata,
    Column("laptop", LargeBinary, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which keys that take the place of others each other laptop knows to be named, by its own word."""

lacked_circles = Table(
    "lacked_circle",
    metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("audience", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which other laptop holds which circle by the log alone, and has no key of it, by its own word."""

absent = Table(
    "journal_absent",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
"""Commits that others name and that have not arrived."""

membership = Table(
    "membership_entry",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("entry", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("told", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""The membership log; `told` once a batch of this laptop has carried the entry."""

hub_passes = Table(
    "hub_pass",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("pass", LargeBinary, nullable=False, key="signed"),
    Column("signature", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Passes that let laptops in at the hub, or out: what was signed here, or stood there."""

audience_keys = Table(
    "audience_key",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("audience", LargeBinary, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("at", Integer, nullable=False),
)
"""Keys of the circles that this laptop holds; `at` is when each was made, or came here."""

batches = Table(
    "batch",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("laptop", LargeBinary, nullable=False),
    Column("run", LargeBinary, nullable=False),
    Column("number", Integer, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("result", String, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("commits", Integer, nullable=False),
    Column("up_to", Integer, nullable=False),
    Column("handed", Boolean, nullable=False),
    Column("made", Boolean, nullable=False),
    Column("at", Integer, nullable=False),
    Column("content", LargeBinary),
)
"""Every batch made here or received, with its result; `quiet` where it tells a frontier alone.

`commits` counts those of this laptop, `up_to` is the position of the journal up to which it and
the batches before it carry them, or at which it stood when it had come; `handed` once a carrier
has taken it; `made` where this store made it: one that went back is also brought what it has
forgotten to have made.
The content is kept until all others have it, and passed on as it came.
"""

chunks = Table(
    "chunk",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("place", Integer, nullable=False),
    Column("here", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""Sealed pieces of attachments as carriers name them; those that are not here are asked for."""

cursors = Table(
    "carrier_cursor",
    metadata,
    Column("carrier", String, primary_key=True),
    Column("cursor", String, nullable=False),
)
"""Up to where the list of each carrier was read."""

frontiers = Table(
    "frontier",
    metadata,
    Column("peer", LargeBinary, primary_key=True),
    Column("batch", LargeBinary, primary_key=True),
    Column("device", LargeBinary, nullable=False),
    Column("by", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The last batches before which each other laptop has everything, and the batch that said so.

`device` is the laptop that made it, as it was told.
"""

entity_sums = Table(
    "entity_sum",
    metadata,
    Column("entity", LargeBinary, primary_key=True),
    Column("kind", Integer, primary_key=True),
    Column("circle", LargeBinary, nullable=False),
    Column("rows", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What each entity adds to the sum of its circle (batch.md, key 4)."""

circle_sums = Table(
    "circle_sum",
    metadata,
    Column("circle", LargeBinary, primary_key=True),
    Column("commits", LargeBinary, nullable=False),
    Column("rows", LargeBinary, nullable=False),
    Column("told", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""What this laptop has of each circle, as far as it is summed up; `told` once others were told."""

past_sums = Table(
    "past_sum",
    metadata,
    Column("circle", LargeBinary, primary_key=True),
    Column("commits", LargeBinary, primary_key=True),
    Column("centre", LargeBinary, primary_key=True),
    Column("rows", LargeBinary, nullable=False),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What this laptop had of each circle; `centre` is the sum of the centre's commits beside it."""

told_sums = Table(
    "told_sum",
    metadata,
    Column("laptop", LargeBinary, primary_key=True),
    Column("circle", LargeBinary, primary_key=True),
    Column("commits", LargeBinary, nullable=False),
    Column("rows", LargeBinary, nullable=False),
    Column("centre", LargeBinary, nullable=False),
    Column("verdict", String, nullable=False),
    sqlite_with_rowid=False,
)
"""What other laptops told to have of each circle, and whether it is what this one had of it."""

search_entries = Table(
    "search_entry",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("entity", LargeBinary, nullable=False, unique=True),
    Column("kind", Integer, nullable=False),
    Column("words", String, nullable=False),
    Column("folded", String, nullable=False),
)

_FOLDED = "folded, content='search_entry', content_rowid='number'"
_BY_START = "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'"

SEARCH_INDEXES = (
    f"CREATE VIRTUAL TABLE search_prefix USING fts5({_FOLDED}, {_BY_START})",
    f"CREATE VIRTUAL TABLE search_trigram USING fts5({_FOLDED}, tokenize='trigram')",
    "INSERT INTO search_prefix(search_prefix, rank) VALUES('secure-delete', 1)",
    "INSERT INTO search_trigram(search_trigram, rank) VALUES('secure-delete', 1)",
)
"""The word indexes, which SQLAlchemy cannot describe."""
