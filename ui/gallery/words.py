"""The invented words of the gallery, in English and Arabic."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme.theme import theme


@dataclass(frozen=True)
class Purpose:
    """One purpose she may say yes or no to."""

    title: str
    who: str
    what: str
    answer: str
    until: str = ""


@dataclass(frozen=True)
class ConsentWords:
    """The words of the consent screen."""

    title: str
    sentence: str
    copy: str
    room: str
    present: tuple[str, str]
    change: str
    explained: str
    told: str
    again: str
    purposes: tuple[Purpose, ...]
    answers: tuple[tuple[str, str], ...]
    add: str
    draft: str
    decide: str
    capacity: tuple[tuple[str, str], ...]
    looked: str
    later: str
    how: str
    ways: tuple[tuple[str, str], ...]
    signs: str
    clear: str
    mind: str
    keep: str
    fine: str


_ENGLISH = ConsentWords(
    "What Selam says yes or no to",
    "Take the time it takes. She can say no and still get bed, food and care.",
    "Print for her",
    "In the room",
    ("Selam and you", "Interpreter 07: woman, independent, has signed"),
    "Change",
    "Explained in ትግርኛ (Tigrinya), recorded by this centre",
    "First told what is not secret: danger to life, a child at risk, harm by staff, the law. "
    "She said it back in her own words: understood.",
    "Play again",
    (
        Purpose(
            "Keep a record of our work together",
            "Who sees it: your caseworker and her supervisor",
            "What: name, family, needs, plan",
            "yes",
        ),
        Purpose(
            "Ask Open Door school for a place for her son",
            "Who sees it: the school office",
            "What: his first name, age, languages. Not the journey",
            "yes",
            "Until 5 February, then we ask again",
        ),
        Purpose(
            "Use a photo of her in the centre’s leaflets",
            "Who sees it: visitors, partners, donors",
            "What: a photo, no name",
            "no",
        ),
        Purpose(
            "Count her in figures without names",
            "Who sees it: anyone who reads the monthly report",
            "What: age group, sex. Groups under 5 stay hidden",
            "not-asked",
        ),
    ),
    (("yes", "Yes"), ("no", "No"), ("not-asked", "Not asked")),
    "Add a purpose or recipient",
    "Draft kept 11:20",
    "Can she decide today?",
    (("yes", "Yes"), ("support", "With support"), ("later", "Another day")),
    "Age · understanding · health · how she feels",
    "Looked at together. If one changes, stop and come back.",
    "How she says it",
    (("signs", "Signs"), ("aloud", "Says it aloud"), ("paper", "On paper")),
    "Signs here, 5 November 11:20",
    "Clear",
    "She can change her mind any day, for one line or for all. Nothing she receives depends on it.",
    "Keep her answers",
    "One line is not asked yet. That is fine.",
)

_ARABIC = ConsentWords(
    "ما توافق عليه سلام وما ترفضه",
    "خذا كل الوقت اللازم. الرفض لا يحرمها من المأوى أو الطعام أو الرعاية.",
    "طباعة نسخة لها",
    "في الغرفة",
    ("سلام وأنتِ", "المترجمة ٠٧: مستقلة، وقّعت التعهد"),
    "تغيير",
    "شُرح لها بالتغرينية (\u2068ትግርኛ\u2069)، بتسجيل من هذا المركز",
    "قيل لها أولًا ما لا يُكتم: خطر على الحياة، طفل في خطر، أذى من موظف، القانون. "
    "أعادت الشرح بكلماتها: مفهوم.",
    "إعادة التشغيل",
    (
        Purpose(
            "الاحتفاظ بسجل لعملنا معًا",
            "من يراه: أخصائية الحالة ومشرفتها",
            "ماذا: الاسم، الأسرة، الاحتياجات، الخطة",
            "yes",
        ),
        Purpose(
            "طلب مقعد لابنها في مدرسة الباب المفتوح",
            "من يراه: إدارة المدرسة",
            "ماذا: اسمه الأول، عمره، لغاته، دون ذكر الرحلة",
            "yes",
            "حتى ٥ فبراير، ثم نسألها من جديد",
        ),
        Purpose(
            "استعمال صورة لها في منشورات المركز",
            "من يراه: الزوار والشركاء والمانحون",
            "ماذا: صورة بلا اسم",
            "no",
        ),
        Purpose(
            "احتسابها في أرقام بلا أسماء",
            "من يراه: كل من يقرأ التقرير الشهري",
            "ماذا: الفئة العمرية والجنس. تُخفى المجموعات دون ٥",
            "not-asked",
        ),
    ),
    (("yes", "نعم"), ("no", "لا"), ("not-asked", "لم يُسأل")),
    "إضافة غرض أو جهة",
    "حُفظت المسودة ١١:٢٠",
    "هل تستطيع أن تقرر اليوم؟",
    (("yes", "نعم"), ("support", "بمساندة"), ("later", "يوم آخر")),
    "العمر · الفهم · الصحة · حالتها النفسية",
    "نُظر فيها معًا. إن تغيّر شيء نتوقف ونعود لاحقًا.",
    "كيف تعبّر عن قرارها",
    (("signs", "توقيع"), ("aloud", "شفهيًا"), ("paper", "على ورق")),
    "توقّع هنا، ٥ نوفمبر ١١:٢٠",
    "مسح",
    "يمكنها تغيير رأيها في أي يوم، لبند واحد أو للكل. ولا يتوقف على ذلك أي شيء تتلقاه.",
    "حفظ إجاباتها",
    "بند واحد لم يُسأل بعد. لا بأس بذلك.",
)


def consent_words() -> ConsentWords:
    """Return the words of the consent screen in the theme's language."""
    return _ARABIC if theme().right_to_left else _ENGLISH


SIGNATURE = (
    (
        (62.0, 66.0),
        (66.0, 52.0),
        (72.0, 36.0),
        (77.0, 26.0),
        (80.0, 32.0),
        (78.0, 55.0),
        (75.0, 78.0),
        (80.0, 90.0),
        (88.0, 88.0),
        (98.0, 74.0),
        (106.0, 56.0),
        (112.0, 50.0),
        (114.0, 60.0),
        (114.0, 76.0),
        (122.0, 66.0),
        (130.0, 52.0),
        (140.0, 50.0),
        (141.0, 64.0),
        (143.0, 78.0),
        (152.0, 66.0),
        (160.0, 54.0),
        (168.0, 54.0),
        (172.0, 68.0),
        (176.0, 80.0),
        (186.0, 66.0),
        (196.0, 56.0),
        (206.0, 64.0),
        (216.0, 68.0),
        (232.0, 58.0),
        (246.0, 54.0),
    ),
)
