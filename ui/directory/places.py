"""What a place in the directory names.

subject ""          part ""               everything
subject ""          part "<case id>"      help for this case
subject ""          part "<case id>:<objective id>:<need>"   the same, for one goal of its plan
subject ""          part "new"            a new provider
subject "<id>"      part ""               one provider
subject "<id>"      part "edit"           change a provider
subject "<id>"      part "service"        a new service of this provider
subject "<id>"      part "<service id>"   change a service
"""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import CaseId, ProviderId, ServiceId
from ui.directory.directory_page import DirectoryPage
from ui.directory.provider_form_page import ProviderFormPage
from ui.directory.provider_page import ProviderPage
from ui.directory.service_form_page import ServiceFormPage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def directory_screen(shell: Shell, place: Destination) -> Screen:
    """Return the screen at *place* in the directory."""
    if not place.subject:
        if place.part == "new":
            return ProviderFormPage(shell)
        case, _colon, for_goal = place.part.partition(":")
        return DirectoryPage(shell, CaseId(UUID(case)) if case else None, for_goal)
    provider_id = ProviderId(UUID(place.subject))
    if place.part == "edit":
        return ProviderFormPage(shell, provider_id)
    if place.part == "service":
        return ServiceFormPage(shell, provider_id)
    if place.part:
        return ServiceFormPage(shell, provider_id, ServiceId(UUID(place.part)))
    return ProviderPage(shell, provider_id)
