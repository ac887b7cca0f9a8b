"""The words of the frame, invented."""

from __future__ import annotations

from ui.theme.theme import theme
from ui.window.navigation import Place
from ui.window.words import SyncWords, WindowWords


def window_words() -> WindowWords:
    """Return the frame's words in the theme's language."""
    if theme().right_to_left:
        counts = {Place.RECEPTION: "٣", Place.REFERRALS: "٢", Place.CALENDAR: "٤"}
        sync = SyncWords("١٢ تغييرًا في الانتظار", "آخر تبادل مع المركز: الثلاثاء ١٤:١٠")
        return WindowWords("مركز بوابة الميناء", "أمينة ك.", "أخصائية حالة", "أ ك", sync, counts)
    counts = {Place.RECEPTION: "3", Place.REFERRALS: "2", Place.CALENDAR: "4"}
    sync = SyncWords("12 changes wait", "Last exchange with the centre Tuesday 14:10")
    return WindowWords("Harbour Gate centre", "Amina K.", "Caseworker", "AK", sync, counts)
