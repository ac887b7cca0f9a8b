"""Who works at Harbour Gate. Everybody is invented."""

from __future__ import annotations

from caseworker.keys import Newcomer
from caseworker.model.staff import Role, Training

CENTRE_NAME = "Harbour Gate centre"
COUNTRY = "MT"
PASSPHRASE = "harbour gate demo"  # noqa: S105  shown to everybody
"""The same for everybody and no secret: nothing in the demo centre is about anybody."""

AMINA = Newcomer(
    name="Amina Karim",
    staff_code="07",
    roles=frozenset({Role.CASEWORKER, Role.RECEPTION}),
    trainings=frozenset(
        {
            Training.PROTECTION_SCREENING,
            Training.PSYCHOLOGICAL_FIRST_AID,
            Training.CHILD_PROTECTION,
            Training.DATA_PROTECTION,
        }
    ),
)
JOSEPHINE = Newcomer(
    name="Josephine Okafor",
    staff_code="02",
    roles=frozenset({Role.SUPERVISOR, Role.CASEWORKER}),
    trainings=frozenset(
        {
            Training.PROTECTION_SCREENING,
            Training.GENDER_BASED_VIOLENCE,
            Training.CHILD_PROTECTION,
            Training.SUICIDE_RISK,
            Training.DATA_PROTECTION,
        }
    ),
)
DANIEL = Newcomer(
    name="Daniel Mensah",
    staff_code="11",
    roles=frozenset({Role.RECEPTION}),
    trainings=frozenset({Training.PSYCHOLOGICAL_FIRST_AID}),
)
NADIA = Newcomer(
    name="Nadia Saleh",
    staff_code="05",
    roles=frozenset({Role.CASEWORKER}),
    trainings=AMINA.trainings,
)
PAVEL = Newcomer(
    name="Pavel Horák",
    staff_code="08",
    roles=frozenset({Role.CASEWORKER}),
    trainings=AMINA.trainings,
)
LUCIA = Newcomer(
    name="Lucía Ferrer",
    staff_code="04",
    roles=frozenset({Role.DATA_PROTECTION_OFFICER}),
    trainings=frozenset({Training.DATA_PROTECTION}),
)
TOMAS = Newcomer(name="Tomas Berg", staff_code="01", roles=frozenset({Role.ADMINISTRATOR}))
"""He set the centre up."""

COLLEAGUES = (AMINA, JOSEPHINE, DANIEL, NADIA, PAVEL, LUCIA)
EVERYBODY = (TOMAS, *COLLEAGUES)
