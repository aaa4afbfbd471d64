"""In which language answers are typed, and how much their accents count."""

from dataclasses import dataclass
from enum import StrEnum

ENGLISH = "en"


class Accents(StrEnum):
    """What an answer is that differs from a right one in accents only: wrong, nearly, or right."""

    STRICT = "strict"
    NEARLY = "nearly"
    LENIENT = "lenient"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a typed answer is spelled. language: the code that `language_of` gives."""

    language: str = ENGLISH
    accents: Accents = Accents.NEARLY

    @property
    def is_english(self) -> bool:
        """Whether the rules for English words apply."""
        return self.language == ENGLISH


USUAL = Spelling()


_NAMES = {
    "english": "en",
    "spanish": "es",
    "french": "fr",
    "italian": "it",
    "portuguese": "pt",
    "german": "de",
    "russian": "ru",
    "arabic": "ar",
    "latvian": "lv",
    "basque": "eu",
    "dutch": "nl",
    "persian": "fa",
    "japanese": "ja",
    "chinese": "zh",
    "korean": "ko",
    "latin": "la",
    "greek": "el",
    "polish": "pl",
    "swedish": "sv",
    "deutsch": "de",
    "español": "es",
    "français": "fr",
    "italiano": "it",
    "português": "pt",
    "nederlands": "nl",
}

_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
akk ang arc ast ceb chr ckb cmn cop dsb egy enm fil frm fro fur gez gmh goh got grc gsw haw hbo hsb
lij lld lzh mul nap nds non orv pms pro scn sux syc tlh und vec yue
"""
"""ISO 639-1, and languages that are learnt and have a code of three letters only."""


def language_of(written: str) -> str | None:
    """The code of a language, as BCP 47 has it, without region or script; None of no language."""
    code, *parts = written.casefold().replace("_", "-").split("-")
    fits = all(part.isalnum() and part.isascii() and 1 < len(part) <= 8 for part in parts)
    return code if code in _CODES.split() and fits else None


def suggested_languages(written: str) -> dict[str, str]:
    """The codes that may have been meant, by how they may have been written."""
    first = written.casefold().partition("-")[0]
    near = {name: code for name, code in _NAMES.items() if name.startswith(first[:3])}
    return {**near, **_NAMES} if len(first) > 2 else {code: code for code in _NAMES.values()}
