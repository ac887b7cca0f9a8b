from __future__ import annotations

import pytest

from ui.theme.tokens import Mode, Tokens, contrast, tokens

READ = 4.5
SEEN = 3.0
MODES = tuple(Mode)


def text_pairs(colours: Tokens) -> dict[str, tuple[str, str]]:
    grounds = {
        "bg": colours.bg,
        "side": colours.side,
        "surface": colours.surface,
        "sunken": colours.sunken,
        "quiet": colours.quiet,
    }
    pairs = {}
    for name, ground in grounds.items():
        pairs[f"text on {name}"] = (colours.text, ground)
        pairs[f"text2 on {name}"] = (colours.text2, ground)
    return pairs | {
        "accent on bg": (colours.accent, colours.bg),
        "accent on surface": (colours.accent, colours.surface),
        "accent on sunken": (colours.accent, colours.sunken),
        "hovered accent on sunken": (colours.accent_hover, colours.sunken),
        "pressed accent on quiet": (colours.accent_pressed, colours.quiet),
        "on accent": (colours.on_accent, colours.accent),
        "on hovered accent": (colours.on_accent, colours.accent_hover),
        "on pressed accent": (colours.on_accent, colours.accent_pressed),
        "chosen": (colours.soft_text, colours.soft),
        "text on chosen": (colours.text, colours.soft),
        "text2 on chosen": (colours.text2, colours.soft),
        "segment chosen": (colours.soft_text, colours.surface),
        "warn": (colours.warn_text, colours.warn),
        "warn on bg": (colours.warn_text, colours.bg),
        "warn on surface": (colours.warn_text, colours.surface),
        "text on warn": (colours.text, colours.warn),
        "bad": (colours.bad_text, colours.bad),
        "bad on surface": (colours.bad_text, colours.surface),
        "text on bad": (colours.text, colours.bad),
        "ok": (colours.ok_text, colours.ok),
        "ok on surface": (colours.ok_text, colours.surface),
        "text on ok": (colours.text, colours.ok),
        "toast": (colours.on_toast, colours.toast),
        "undo in toast": (colours.on_toast_accent, colours.toast),
    }


@pytest.mark.parametrize("mode", MODES)
def test_words_can_be_read_in_every_mode(mode: Mode) -> None:
    weak = {
        name: round(contrast(ink, ground), 2)
        for name, (ink, ground) in text_pairs(tokens(mode)).items()
        if contrast(ink, ground) < READ
    }
    assert weak == {}


@pytest.mark.parametrize("mode", MODES)
def test_edges_and_rings_can_be_seen_in_every_mode(mode: Mode) -> None:
    colours = tokens(mode)
    edges = {
        "edge on surface": (colours.edge, colours.surface),
        "edge on bg": (colours.edge, colours.bg),
        "wrong edge": (colours.bad_edge, colours.surface),
        "focus of fields": (colours.accent, colours.surface),
        "focus ring on surface": (colours.text, colours.surface),
        "focus ring on bg": (colours.text, colours.bg),
        "chosen border on track": (colours.accent, colours.quiet),
    }
    weak = {name: pair for name, pair in edges.items() if contrast(*pair) < SEEN}
    assert weak == {}


def test_the_figures_of_the_design_hold() -> None:
    light, dark = tokens(Mode.LIGHT), tokens(Mode.DARK)
    assert contrast(light.text, light.surface) == pytest.approx(14.9, abs=0.1)
    assert contrast(dark.text, dark.surface) == pytest.approx(12.1, abs=0.1)
    assert contrast(light.text2, light.quiet) == pytest.approx(5.6, abs=0.1)
    assert contrast(dark.bad_text, dark.bad) == pytest.approx(7.1, abs=0.1)


@pytest.mark.parametrize("mode", [Mode.CONTRAST, Mode.CONTRAST_DARK])
def test_high_contrast_has_one_ground_and_strong_edges(mode: Mode) -> None:
    colours = tokens(mode)
    grounds = {colours.bg, colours.side, colours.surface, colours.quiet, colours.soft, colours.warn}
    assert grounds == {colours.surface}
    assert colours.line == colours.edge == colours.text
    assert colours.border == 2
