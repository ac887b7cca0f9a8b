"""What a place among the forms names.

subject ""                 part ""                 all forms
subject ""                 part "install"          a file to be looked over and installed
subject "<identifier>"     part "<version>"        one version of a form
subject "<identifier>"     part "export:<version>" its answers, before they leave
subject "<case or person>" part "about"            the forms filled about somebody
subject "<case, person or centre>" part "fill:<form>"  a form being filled
subject "<filled form>"    part "filled"           one that was filled
subject "<filled form>"    part "correct"          the same, being corrected in its version
subject "<filled form>"    part "onward"           begun anew from it, in the version in use
"""

from __future__ import annotations

from uuid import UUID

from caseworker.errors import GateClosed
from caseworker.form_library.filling import read_filled
from caseworker.model.ids import FilledFormId
from caseworker.permissions import Act, may
from ui.form_library.about_page import AboutPage
from ui.form_library.export_page import ExportPage
from ui.form_library.filled_page import FilledPage
from ui.form_library.filling_page import FillingPage
from ui.form_library.filling_state import beginning, correcting, going_on
from ui.form_library.form_page import FormPage
from ui.form_library.forms_page import FormsPage
from ui.form_library.install_page import InstallPage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def forms_screen(shell: Shell, place: Destination) -> Screen:
    """Return the screen at *place* among the forms; all forms, where it is for others."""
    actor, part = shell.desk.actor, place.part
    if not place.subject:
        installing = part == "install" and may(actor, Act.INSTALL_FORMS)
        return InstallPage(shell) if installing else FormsPage(shell)
    if part.startswith("export:"):
        if not may(actor, Act.EXPORT_ANSWERS):
            return FormsPage(shell)
        return ExportPage(shell, place.subject, part.partition(":")[2])
    if part in _ABOUT_SOMEBODY or part.startswith("fill:"):
        return _about_somebody(shell, UUID(place.subject), part)
    return FormPage(shell, place.subject, part)


_ABOUT_SOMEBODY = frozenset({"about", "filled", "correct", "onward"})


def _about_somebody(shell: Shell, subject: UUID, part: str) -> Screen:
    if part == "about":
        return AboutPage(shell, subject)
    if part.startswith("fill:"):
        form, _colon, key = part.removeprefix("fill:").partition(":")
        begun_from = UUID(key) if key else None
        try:
            return FillingPage(shell, beginning(shell.desk, subject, form, begun_from))
        except GateClosed as closed:
            shell.explain(closed)
            return AboutPage(shell, subject)
    filled_id = FilledFormId(subject)
    filled = shell.desk.ask(lambda reads: read_filled(reads, filled_id))
    if part == "filled":
        return FilledPage(shell, filled)
    make = correcting if part == "correct" else going_on
    return FillingPage(shell, make(shell.desk, filled))
