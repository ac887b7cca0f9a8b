"""What two laptops say differently, in short, wherever somebody is about to act on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from caseworker.text import isolate
from caseworker.views.conflicts import ConflictLine
from ui.language import _, text
from ui.shell import Shell
from ui.sync.value_words import answer_words, field_words
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.notice import Notice
from ui.window.navigation import Destination, Place


def differing_words(lines: Sequence[ConflictLine], zone: tzinfo | None) -> list[str]:
    """Return a sentence for each field, with every version and who wrote it."""
    return [
        _(
            "{field}: {versions}",
            field=field_words(line.conflict),
            versions=text().listed(
                _("“{value}” ({who})",
                  value=isolate(answer_words(line.conflict, version.value, zone, {})),
                  who=isolate(author))
                for version, author in zip(line.conflict.versions, line.authors, strict=True)
            ),
        )
        for line in lines
    ]  # fmt: skip


def differing_notice(shell: Shell, lines: Sequence[ConflictLine]) -> Notice:
    """Return all versions of *lines*, with the way to decide."""
    decide = secondary(_("Decide"), name="decide-differing", small=True)
    decide.clicked.connect(lambda: shell.go(Destination(Place.SYNC)))
    return Notice(
        Tone.WARN,
        "warning-circle",
        _("Written differently on two laptops"),
        "\n".join(differing_words(lines, shell.desk.now().tzinfo)),
        (decide,),
    )
