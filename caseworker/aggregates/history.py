"""A folder that remembers what was published: one document for each publication."""

from __future__ import annotations

import json
from pathlib import Path

from caseworker.aggregates.publication import Publication


class PublicationFolder:
    """Publications as files, numbered in the order they came; no clock decides the order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Publication]:
        """Return every publication, the first one first; none where the folder is not there."""
        return [
            Publication.from_document(json.loads(path.read_text(encoding="utf-8")))
            for path in self._paths()
        ]

    def add(self, publication: Publication) -> None:
        """Remember *publication*, in a folder that is made if it is not there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{len(self._paths()) + 1:06}.json"
        whole = path.with_suffix(".part")
        text = json.dumps(publication.document(), ensure_ascii=False, indent=1)
        whole.write_text(text, encoding="utf-8")
        whole.replace(path)

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))
