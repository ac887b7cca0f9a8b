"""Drafts: what was typed and not yet kept, sealed for whoever typed it."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import ColumnElement, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.errors import StoreDamaged
from db.store.failures import told_plainly
from db.store.reading import Clock
from db.store.tables import drafts
from db.store.values import moment_from_text, moment_to_text
from db.store.writer import Writer


class StoreDrafts:
    """The drafts of one person. Never journalled, never searched, never sent."""

    def __init__(
        self, writer: Writer, engine: Engine, author: UUID, key: bytes, clock: Clock
    ) -> None:
        self._writer = writer
        self._engine = engine
        self._author = author.bytes
        self._cipher = ChaCha20Poly1305(key)
        self._clock = clock

    def save(self, subject: UUID, form: str, content: bytes) -> None:
        """Keep *content* as the author's only draft of *form* about *subject*."""
        nonce = secrets.token_bytes(12)
        row = {
            "author": self._author,
            "subject": subject.bytes,
            "form": form,
            "saved_at": moment_to_text(self._clock()),
            "sealed": nonce + self._cipher.encrypt(nonce, content, self._about(subject, form)),
        }
        statement = insert(drafts).values(row)
        renewed = {name: statement.excluded[name] for name in ("saved_at", "sealed")}

        def job() -> None:
            with told_plainly(), self._engine.begin() as connection:
                connection.execute(statement.on_conflict_do_update(set_=renewed))

        self._writer.run(job)

    def load(self, subject: UUID, form: str) -> bytes | None:
        """Return the author's draft, or None."""

        def job() -> bytes | None:
            query = select(drafts.c.sealed).where(*self._where(subject, form))
            with told_plainly(), self._engine.begin() as connection:
                sealed: bytes | None = connection.scalar(query)
                return sealed

        sealed = self._writer.run(job)
        if sealed is None:
            return None
        try:
            return self._cipher.decrypt(sealed[:12], sealed[12:], self._about(subject, form))
        except InvalidTag as error:
            raise StoreDamaged from error

    def discard(self, subject: UUID, form: str) -> None:
        """Erase the author's draft, if there is one."""

        def job() -> None:
            with told_plainly(), self._engine.begin() as connection:
                connection.execute(delete(drafts).where(*self._where(subject, form)))

        self._writer.run(job)

    def all(self) -> list[tuple[UUID, str, datetime]]:
        """Return subject, form and last moment of each of the author's drafts, newest first."""

        def job() -> list[tuple[UUID, str, datetime]]:
            query = (
                select(drafts.c.subject, drafts.c.form, drafts.c.saved_at)
                .where(drafts.c.author == self._author)
                .order_by(drafts.c.saved_at.desc())
            )
            with told_plainly(), self._engine.begin() as connection:
                return [
                    (UUID(bytes=row.subject), row.form, moment_from_text(row.saved_at))
                    for row in connection.execute(query)
                ]

        return self._writer.run(job)

    def _where(self, subject: UUID, form: str) -> list[ColumnElement[bool]]:
        return [
            drafts.c.author == self._author,
            drafts.c.subject == subject.bytes,
            drafts.c.form == form,
        ]

    def _about(self, subject: UUID, form: str) -> bytes:
        return self._author + subject.bytes + form.encode()
