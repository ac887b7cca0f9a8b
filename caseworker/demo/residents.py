"""Who lives at Harbour Gate: names, ages and languages of a dozen customs, all invented."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.demo.talks import Shows, on_paper, signed, spoken, thumbprint
from caseworker.model.person import DocumentStatus, Sex

F, M = Sex.FEMALE, Sex.MALE
SOME, NONE = DocumentStatus.SOME, DocumentStatus.NONE


@dataclass(frozen=True)
class Resident:
    """One person as she is received; `journey` begins a household, `joins` names its head."""

    key: str
    given: str
    family: str
    sex: Sex
    age: int
    country: str
    languages: tuple[str, ...]
    days: int
    """How many days ago she arrived."""
    seen: str
    bed: str
    shows: Shows = spoken
    called: str = ""
    documents: DocumentStatus = DocumentStatus.NOT_ASKED
    needs: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    """What calls for special care."""
    journey: str = ""
    people: int = 1
    children: int = 0
    joins: str = ""
    about: bool = False
    """The age is a guess."""
    photo: bool = False
    figures: bool = True
    notes: bool = True
    asked_for: str = ""
    """A woman or a man as interpreter."""
    diet: str = ""


ADULTS = (
    Resident("selam", "Selam", "Tesfay", F, 29, "ER", ("ti",), 15, "Woman, about 30, two children",
             "Room 4, bed 1", signed(1.4), needs=("health", "telephone"), documents=SOME,
             care=("alone_with_children",),
             journey="By boat, three weeks", people=3, children=2, asked_for="female",
             figures=False, diet="No pork"),
    Resident("yusuf", "Yusuf", "Abdi", M, 34, "SO", ("so", "ar"), 40, "Man, about 35",
             "Room 7, bed 3", signed(1.1), documents=NONE, journey="Over land, two years",
             needs=("legal_advice", "family")),
    Resident("mariam", "Mariam", "Diallo", F, 41, "GN", ("ff", "fr"), 33,
             "Woman, about 40, two children", "Room 5, bed 1", thumbprint("Cabinet 2, folder 8"),
             journey="By boat", people=3, children=2, needs=("children",), asked_for="female"),
    Resident("farid", "Farid", "Noori", M, 22, "AF", ("prs",), 26, "Man, about 20",
             "Room 8, bed 2", spoken, documents=NONE, about=True, journey="Over land",
             needs=("place_to_sleep", "clothes")),
    Resident("binta", "Binta", "Sow", F, 27, "SN", ("wo", "fr"), 29, "Woman with a baby",
             "Room 5, bed 4", signed(0.9), people=2, children=1, needs=("health",), care=("baby",),
             journey="By boat", photo=True),
    Resident("hodan", "Hodan", "Warsame", F, 31, "SO", ("so",), 58, "Woman, about 30",
             "Room 4, bed 4", on_paper("Cabinet 2, folder 3"), asked_for="female"),
    Resident("oksana", "Oksana", "Melnyk", F, 36, "UA", ("uk", "ru"), 21,
             "Two women and a girl", "Room 6, bed 1", signed(1.7), documents=SOME,
             journey="By train and bus", people=3, children=1, needs=("legal_advice",)),
    Resident("halyna", "Halyna", "Melnyk", F, 67, "UA", ("uk",), 21, "", "Room 6, bed 2",
             signed(0.7), documents=SOME, joins="oksana", needs=("health",), care=("older",)),
    Resident("yusmary", "Yusmary", "Rondón", F, 43, "VE", ("es",), 44, "Family of four",
             "Room 9, bed 1", signed(1.2), documents=SOME, journey="By plane", people=4,
             children=2, photo=True),
    Resident("carlos", "Carlos", "Rondón", M, 45, "VE", ("es",), 44, "", "Room 9, bed 2",
             signed(1.9), documents=SOME, joins="yusmary"),
    Resident("abebe", "Abebe", "Girma", M, 26, "ET", ("am",), 19, "Man, about 25",
             "Room 7, bed 1", spoken, documents=NONE,
             needs=("food", "place_to_sleep")),
    Resident("tsion", "Tsion", "Bekele", F, 19, "ET", ("am", "en"), 12, "Woman, about 20",
             "Room 4, bed 3", spoken, documents=NONE, asked_for="female",
             needs=("health", "safety")),
    Resident("ibrahim", "Ibrahim", "Musa", M, 38, "NG", ("ha", "en"), 36, "Man and woman",
             "Room 10, bed 1", signed(1.5), journey="By boat", people=2,
             needs=("place_to_sleep", "legal_advice")),
    Resident("aisha", "Aisha", "Musa", F, 33, "NG", ("ha",), 36, "", "Room 10, bed 2",
             thumbprint("Cabinet 2, folder 14"), joins="ibrahim", asked_for="female",
             needs=("health", "clothes")),
    Resident("rafiq", "Md. Rafiqul", "Islam", M, 29, "BD", ("bn",), 23, "Man, about 30",
             "Room 7, bed 4", signed(1.3), called="Rafiq", documents=SOME,
             needs=("telephone", "legal_advice")),
    Resident("nasreen", "Nasreen", "Begum", F, 30, "BD", ("bn",), 9, "Woman, about 30",
             "Room 4, bed 5", spoken, asked_for="female",
             needs=("food", "clothes", "health")),
    Resident("rojin", "Rojîn", "Kaya", F, 24, "TR", ("ku", "tr"), 17, "Woman and man, about 20",
             "Room 11, bed 1", signed(1.6), journey="Over land", people=2,
             needs=("legal_advice", "place_to_sleep")),
    Resident("dilan", "Dilan", "Kaya", M, 20, "TR", ("ku", "tr"), 17, "", "Room 11, bed 2",
             signed(1.0), joins="rojin",
             needs=("place_to_sleep", "clothes")),
    Resident("karwan", "Karwan", "Ahmed Hama", M, 28, "IQ", ("ku", "ar"), 50, "Man, about 30",
             "Room 8, bed 1", on_paper("Cabinet 2, folder 5"), documents=SOME),
    Resident("layla", "ليلى", "حداد", F, 39, "SY", ("ar",), 31, "Woman, about 40, two boys",
             "Room 12, bed 1", signed(1.8), called="Layla", documents=SOME, journey="By boat",
             people=3, children=2, needs=("family", "children")),
    Resident("zahra", "Zahra", "Ahmadi", F, 35, "AF", ("fa", "prs"), 14,
             "Woman, about 35, a girl and a small boy", "Room 12, bed 4", spoken, about=True,
             journey="Over land, five months", people=3, children=2, asked_for="female",
             needs=("children", "health", "clothes")),
    Resident("moussa", "Moussa", "Traoré", M, 31, "ML", ("fr",), 38, "Man, about 30",
             "Room 7, bed 2", signed(1.2), documents=NONE, photo=True,
             needs=("food", "clothes")),
    Resident("moussa again", "Musa", "Trawally", M, 31, "ML", ("fr",), 4, "Man, about 30",
             "Room 8, bed 5", spoken, documents=NONE, about=True, photo=True),
    Resident("fatoumata", "Fatoumata", "Koné", F, 25, "CI", ("fr",), 27, "Woman, about 25",
             "Room 5, bed 5", signed(1.4),
             needs=("place_to_sleep", "food")),
    Resident("reza", "Reza", "Hosseini", M, 44, "IR", ("fa",), 48, "Man, about 45",
             "Room 8, bed 3", signed(0.8), documents=SOME),
    Resident("grace", "Grace", "Okello", F, 52, "UG", ("en",), 60, "Woman, about 50",
             "Room 6, bed 4", signed(1.1), documents=SOME),
    Resident("samir", "Samir", "", M, 33, "XX", ("ar",), 11, "Man, about 35", "Room 8, bed 4",
             spoken, documents=NONE, about=True,
             needs=("food", "legal_advice")),
    Resident("amadou", "Amadou", "Bah", M, 47, "GN", ("ff", "fr"), 55, "Man, about 45",
             "Room 10, bed 4", signed(1.5)),
)  # fmt: skip
"""In no order; each said yes to a record."""

CHILDREN = (
    Resident("natnael", "Natnael", "Tesfay", M, 8, "ER", ("ti",), 15, "", "Room 4, bed 2",
             joins="selam",
             needs=("children",)),
    Resident("liya", "Liya", "Tesfay", F, 4, "ER", ("ti",), 15, "", "Room 4, bed 1",
             joins="selam"),
    Resident("kadiatou", "Kadiatou", "Diallo", F, 11, "GN", ("ff", "fr"), 33, "",
             "Room 5, bed 2", joins="mariam"),
    Resident("awa", "Awa", "Sow", F, 1, "SN", ("wo",), 29, "", "Room 5, bed 4", joins="binta"),
    Resident("darya", "Darya", "Melnyk", F, 12, "UA", ("uk",), 21, "", "Room 6, bed 3",
             joins="oksana"),
    Resident("valentina", "Valentina", "Rondón", F, 6, "VE", ("es",), 44, "", "Room 9, bed 3",
             joins="yusmary"),
    Resident("omar", "عمر", "حداد", M, 14, "SY", ("ar",), 31, "", "Room 12, bed 2",
             called="Omar", joins="layla",
             needs=("family",)),
    Resident("sami", "سامي", "حداد", M, 7, "SY", ("ar",), 31, "", "Room 12, bed 3",
             called="Sami", joins="layla"),
    Resident("mina", "Mina", "Ahmadi", F, 13, "AF", ("fa",), 14, "", "Room 12, bed 5",
             joins="zahra",
             needs=("children", "clothes")),
    Resident("ali", "Ali", "Ahmadi", M, 5, "AF", ("fa",), 14, "", "Room 12, bed 4",
             joins="zahra",
             needs=("children", "health")),
)  # fmt: skip
"""Each came with a parent, who speaks for the child; from six years on the child is asked too."""

ADOLESCENTS = (
    Resident("ousmane", "Ousmane", "Diallo", M, 15, "GN", ("ff", "fr"), 33, "", "Room 5, bed 3",
             signed(1.3), joins="mariam",
             needs=("family", "telephone")),
    Resident("jesus", "Jesús", "Rondón", M, 17, "VE", ("es",), 44, "", "Room 9, bed 4",
             signed(1.6), joins="yusmary"),
)  # fmt: skip
"""Old enough in this centre to decide for themselves."""
