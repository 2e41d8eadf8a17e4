"""The languages in which something may be published: BCP 47 codes, own names, direction."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Language:
    """A language: BCP 47 code, its own name, its English name, whether it runs from right to left."""

    code: str
    name: str
    name_en: str
    rtl: bool = False

    @property
    def dir(self) -> str:
        """The value of HTML's `dir`."""
        return "rtl" if self.rtl else "ltr"


# The six official languages of the United Nations come first, then those of the region.
LANGUAGES = (
    Language("ar", "العربية", "Arabic", rtl=True),
    Language("zh", "中文", "Chinese"),
    Language("en", "English", "English"),
    Language("fr", "Français", "French"),
    Language("ru", "Русский", "Russian"),
    Language("es", "Español", "Spanish"),
    Language("prs", "دری", "Dari", rtl=True),
    Language("ps", "پښتو", "Pashto", rtl=True),
    Language("ur", "اردو", "Urdu", rtl=True),
    Language("fa", "فارسی", "Persian", rtl=True),
    Language("ckb", "کوردیی ناوەندی", "Central Kurdish", rtl=True),
    Language("kmr", "Kurmancî", "Northern Kurdish"),
    Language("bn", "বাংলা", "Bengali"),
    Language("ne", "नेपाली", "Nepali"),
)
CODES = tuple(one.code for one in LANGUAGES)
_BY_CODE = {one.code: one for one in LANGUAGES}


def language(code: str) -> Language:
    """The language of a code; raises KeyError for a code that nothing is published in."""
    return _BY_CODE[code]


def chrome(code: str) -> Language:
    """The language of buttons and headings for a reader of `code`: English where they are not translated."""
    return _BY_CODE[code if code in {known for known, _name in settings.LANGUAGES} else "en"]


def in_order(codes: set[str] | frozenset[str]) -> list[Language]:
    """The languages of some codes, in the order in which they are always listed."""
    return [one for one in LANGUAGES if one.code in codes]
