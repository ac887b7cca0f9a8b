"""What is chosen on this laptop: language, text size, colours, its network. About nobody."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from caseworker.text import LANGUAGES, SOURCE_LANGUAGE
from ui.theme.tokens import Mode

FILE = "preferences.json"
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True)
class Preferences:
    """What can be chosen before anybody unlocks."""

    language: str = SOURCE_LANGUAGE
    text_scale: float = 1.0
    mode: Mode = Mode.LIGHT
    exchange_paused: bool = False
    """Whether the exchange by the hub waits until somebody lets it go on."""
    spare_paid_networks: bool = True
    """Whether attachments wait while the network is paid by volume."""

    @property
    def looks(self) -> tuple[str, float, Mode]:
        """What the window has to be built anew for."""
        return self.language, self.text_scale, self.mode


class Looks(Protocol):
    """Who keeps language, text size and colours of this laptop."""

    @property
    def preferences(self) -> Preferences:
        """How the window looks now."""
        ...

    def change(self, wanted: Preferences) -> None:
        """Look different from now on, and remember it."""
        ...


def load(folder: Path) -> Preferences:
    """Return the preferences kept in *folder*; whatever is missing or odd is as usual."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _sound(kept if isinstance(kept, dict) else {})


def save(folder: Path, preferences: Preferences) -> None:
    """Keep *preferences*; where the folder cannot be written, they hold until the end."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(json.dumps(asdict(preferences)), encoding="utf-8")
    except OSError:
        return


def _sound(kept: dict[str, Any]) -> Preferences:
    usual = Preferences()
    if kept.get("language") in LANGUAGES:
        usual = replace(usual, language=kept["language"])
    if kept.get("text_scale") in TEXT_SCALES:
        usual = replace(usual, text_scale=kept["text_scale"])
    if kept.get("mode") in set(Mode):
        usual = replace(usual, mode=Mode(kept["mode"]))
    for name in ("exchange_paused", "spare_paid_networks"):
        if isinstance(kept.get(name), bool):
            usual = replace(usual, **{name: kept[name]})
    return usual
