"""Words in names that tell where the family name begins.

Sources: IFLA, "Names of Persons" (4th ed.); The Chicago Manual of Style (17th ed.), 8.5-8.19 and 16.71-16.87.
"""

import re
from typing import Final

SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"})
#: Before a family name and in lower case, these are its particle ("van der Maaten").
PARTICLES: Final = frozenset((
    "'t", "abu", "af", "al", "am", "ap", "auf", "av", "bin", "bint", "da", "dal", "dalla", "das", "de", "de'", "degli",
    "dei", "del", "della", "delle", "dello", "den", "der", "des", "di", "do", "dos", "du", "el", "het", "ibn", "la",
    "las", "le", "los", "op", "te", "ten", "ter", "tot", "uit", "van", "vom", "von", "zu", "zum", "zur",
))  # fmt: skip
#: Between or before particles they are part of the particle ("von und zu", "in 't").
JOINING: Final = {"und": frozenset({"zu", "zum", "zur", "von"}), "in": frozenset({"'t", "het", "der", "de"})}
#: With a capital they begin the family name, whatever comes before.
CAPITALISED: Final = frozenset((
    "Da", "Dal", "Dalla", "De", "Degli", "Del", "Della", "Delle", "Dello", "Den", "Der", "Des", "Di", "Dos", "Du", "La",
    "Las", "Le", "Lo", "Los", "Mac", "Mc", "Nic", "Ní", "Ó", "Op", "Saint", "Sainte", "St", "St.", "Ten", "Ter",
    "Van", "Vande", "Vander", "Von", "Zu", "Zum", "Zur", "'T",
))  # fmt: skip
#: With a capital they begin a family name of one more word, as in Arabic, Hebrew, Berber, Bengali and Spanish names.
BEFORE_LAST: Final = frozenset((
    "Abd", "Abdel", "Abdul", "Abou", "Abu", "Ait", "Aït", "Al", "Bar", "Ben", "Bou", "Das", "El", "Ibn", "Ould", "Sen",
))  # fmt: skip
#: After these a Spanish `San` is part of the family name.
SAINTS: Final = frozenset({"José", "Jose", "Juan", "Martín", "Martin", "Miguel", "Millán", "Pedro", "Román", "Segundo"})
#: Between two family names ("Ortega y Gasset", "Gaudí i Cornet", "Costa e Silva").
AND: Final = frozenset({"y", "i", "e"})
#: Names of relationship that Portuguese adds to a family name ("Silva Filho").
RELATIONS: Final = frozenset({"Filho", "Júnior", "Junior", "Neto", "Netto", "Sobrinho"})
#: Spanish family names of which a second one follows: patronymics in -ez, and others that are no given names.
FIRST_OF_TWO: Final = re.compile(
    r"(?:\w{2,}[eé]z|Garc[ií]a|D[ií]az|Ru[ií]z|Mu[ñn]oz|Ort[ií]z|Herrera|Aguilar|Vargas)\Z"
)
#: What follows Maria or José in a given name ("María del Carmen").
DEVOTIONS: Final = frozenset((
    "ángeles", "angeles", "carmen", "concepción", "dios", "dolores", "fátima", "guadalupe", "jesús", "jesus", "lourdes",
    "luz", "mar", "mercedes", "montserrat", "nieves", "pilar", "rosario", "soledad",
))  # fmt: skip
DEVOUT: Final = frozenset({"ma", "maria", "maría", "josé", "jose", "juan", "rosa", "ana"})
#: The family names of most Vietnamese, in whose names `Van`, `Thi` and `Le` are middle or given names.
VIETNAMESE: Final = frozenset((
    "bui", "cao", "chu", "dang", "dao", "dinh", "do", "doan", "duong", "ha", "ho", "hoang", "huynh", "lam", "le",
    "luong", "luu", "ly", "mai", "ngo", "nguyen", "pham", "phan", "phung", "quach", "ta", "thai", "to", "tran", "trinh",
    "truong", "vo", "vu", "vuong",
))  # fmt: skip
MIDDLE: Final = frozenset({"van", "thi"})
#: Titles before, and degrees after a name, which are no part of it.
TITLES: Final = frozenset({"Dr", "Dr.", "Prof", "Prof.", "Sir", "Dame", "Mr.", "Mrs.", "Ms."})
DEGREES: Final = frozenset(
    {"BSc", "DPhil", "DSc", "FACS", "FRCP", "FRS", "MBA", "MBBS", "MD", "MPH", "MSc", "PhD", "RN"}
)
ORGANISATION: Final = re.compile(
    r"\b(?:academy|agency|alliance|association|authority|bureau|cent(?:er|re|ro)|collaborat(?:ion|ive|ors)|college|"
    r"commission|committee|community|company|consorti(?:a|um)|corporation|council|department|developers|federation|"
    r"foundation|gesellschaft|gmbh|group|hospitals?|inc|initiative|institut[eos]*|institution|investigators|"
    r"laborator(?:y|ies)|llc|ltd|ministry|museum|nations|network|observatory|office|organi[sz]ation|program(?:me)?|"
    r"project|registry|society|société|survey|task force|team|trialists|universit(?:y|ies|é|ät|à|eit)|"
    r"universidade?|workgroup|working party|(?-i:of|for|and|on|AI))\b|^the\b|[&0-9@/]",
    re.IGNORECASE,
)
