"""The one stylesheet: what Qt draws itself (fields, lists, tables, bars, menus), in tokens.

Widgets of our own in `ui.widgets` paint themselves from the same tokens, because a stylesheet
knows no icons beside words, no line height and no half pixels. Fonts never stand here: they come
from `ui.theme.fonts`, times the text scale.

Habits of the style stand here too: a style of our own in Python is asked some ten times for each
widget that is made, which took a quarter of the time of a page.
"""

from __future__ import annotations

from string import Template

from ui.theme.tokens import Radius, Tokens

_SHEET = Template("""
QToolTip {
    background: $toast; color: $on_toast; border: none; padding: 6px 10px;
}
QMainWindow, QDialog, QWidget#window_body { background: $bg; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] {
    background: transparent; border: none;
}
QStackedWidget { background: transparent; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $surface; color: $text; placeholder-text-color: $text2;
    border: ${border}px solid $edge; border-radius: ${control}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { padding: 0 ${field_pad}px; min-height: ${field_height}px; }
QLineEdit[small="true"] { min-height: ${small_height}px; }
QLineEdit:focus { border: ${focus}px solid $accent; padding: 0 ${focus_pad}px;
    min-height: ${focus_height}px; }
QLineEdit[wrong="true"] { border: ${focus}px solid $bad_edge; padding: 0 ${focus_pad}px;
    min-height: ${focus_height}px; }
QLineEdit:read-only, QPlainTextEdit:read-only {
    background: $sunken; border: ${border}px solid $line;
}
QPlainTextEdit { padding: 6px ${text_pad}px; }
QPlainTextEdit:focus {
    border: ${focus}px solid $accent; padding: ${text_focus_top}px ${text_focus}px;
}
QPlainTextEdit[wrong="true"] {
    border: ${focus}px solid $bad_edge; padding: ${text_focus_top}px ${text_focus}px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $sunken; color: $text2; border-color: $line;
}

QLineEdit { lineedit-password-character: 8226; }
QComboBox { combobox-popup: 0; }
QComboBox { padding: 0 ${field_pad}px; min-height: ${field_height}px; }
QComboBox:focus, QComboBox:on { border: ${focus}px solid $accent; padding: 0 ${focus_pad}px;
    min-height: ${focus_height}px; }
QComboBox[wrong="true"] { border: ${focus}px solid $bad_edge; padding: 0 ${focus_pad}px;
    min-height: ${focus_height}px; }
QComboBox::drop-down { border: none; width: ${drop}px; subcontrol-position: center right; }
QComboBox::down-arrow { image: none; }
QComboBox QLineEdit, QComboBox QLineEdit:focus {
    border: none; padding: 0; min-height: 0; background: transparent;
}
QComboBox QAbstractItemView, QListView[popup="true"] {
    background: $surface; color: $text; border: ${border}px solid $edge; border-radius: 0;
    outline: none; padding: 4px;
    selection-background-color: $soft; selection-color: $soft_text;
}
QComboBox QAbstractItemView::item { min-height: ${item}px; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: $chosen_row; color: $chosen_text; }

QMenu { background: $surface; color: $text; border: ${border}px solid $edge; padding: 6px;
    icon-size: ${menu_icon}px; }
QMenu::item { padding: 8px 20px 8px 12px; border-radius: 6px; min-height: ${menu_item}px; }
QMenu::item:selected { background: $chosen_row; color: $chosen_text; }
QMenu::item:disabled { color: $text2; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::icon { padding-left: 10px; padding-right: 10px; }

QTableView, QListView {
    background: $surface; color: $text; border: none; outline: none;
    gridline-color: $line; selection-background-color: $soft; selection-color: $text;
}
QTableView { border-radius: ${card}px; }
QHeaderView, QHeaderView::section {
    background: $surface; color: $text2; border: none;
}
QHeaderView::section { padding: 0 ${header_pad}px; min-height: ${row}px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 2px; }
QScrollBar::handle { background: $edge; border-radius: ${bar_round}px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover { background: $text2; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QProgressBar { background: $quiet; border: $progress_edge; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def stylesheet(colours: Tokens, text_scale: float) -> str:
    """Return the stylesheet for *colours* at *text_scale*."""
    border = colours.border
    focus = 3 if colours.high_contrast else 2
    control = round(16 + 24 * text_scale)
    small = round(14 + 18 * text_scale)
    field_pad = round(12 * (1 + (text_scale - 1) / 5)) - border + 1
    chosen_row = colours.accent if colours.high_contrast else colours.soft
    values: dict[str, object] = {
        **{name: value for name, value in vars(colours).items() if isinstance(value, str)},
        "border": border,
        "focus": focus,
        "control": Radius.CONTROL,
        "card": Radius.CARD,
        "field_pad": field_pad,
        "focus_pad": field_pad - (focus - border),
        "field_height": control - 2 * border,
        "focus_height": control - 2 * focus,
        "small_height": small - 2 * border,
        "text_pad": field_pad - 4,
        "text_focus": field_pad - 4 - (focus - border),
        "text_focus_top": 6 - (focus - border),
        "drop": round(36 * text_scale),
        "item": round(34 * text_scale),
        "menu_icon": round(18 * (1 + (text_scale - 1) * 0.6)),
        "menu_item": round(20 * text_scale),
        "header_pad": 16,
        "row": round(36 * text_scale),
        "bar": 14,
        "bar_round": 5,
        "chosen_row": chosen_row,
        "chosen_text": colours.on_accent if colours.high_contrast else colours.soft_text,
        "progress_edge": f"1px solid {colours.edge}" if colours.high_contrast else "none",
    }
    return _SHEET.substitute(values)
