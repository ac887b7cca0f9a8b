"""Fusion, with the few measures and habits of Caseworker that a stylesheet cannot say."""

from __future__ import annotations

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

_METRICS = {
    QStyle.PixelMetric.PM_LineEditIconSize: 16,
    QStyle.PixelMetric.PM_SmallIconSize: 18,
    QStyle.PixelMetric.PM_ButtonIconSize: 18,
    QStyle.PixelMetric.PM_ListViewIconSize: 20,
}

_HABITS = {
    QStyle.StyleHint.SH_ToolTip_WakeUpDelay: 500,
    QStyle.StyleHint.SH_UnderlineShortcut: 0,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_LineEdit_PasswordCharacter: 0x2022,
}


class CaseworkerStyle(QProxyStyle):
    """Fusion whose icons grow with the text."""

    def __init__(self, text_scale: float) -> None:
        super().__init__("Fusion")
        self._metrics = {
            metric: round(size * (1 + (text_scale - 1) * 0.6)) for metric, size in _METRICS.items()
        }

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return the size of an icon beside text, scaled; the rest is Fusion's."""
        size = self._metrics.get(metric)
        return super().pixelMetric(metric, option, _truly(widget)) if size is None else size

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Return Caseworker's habit, where it has one of its own."""
        habit = _HABITS.get(hint)
        if habit is not None:
            return habit
        return super().styleHint(hint, option, _truly(widget), returned)


def _truly(widget: object) -> QWidget | None:
    """Return *widget* where it is one.

    While a widget is being made, the wrapper of a layout's item that stood at the same address
    and is gone may be handed over in its place; an error here would end the process.
    """
    return widget if isinstance(widget, QWidget) else None
