"""Lists that organisers send as CSV: people, tables, facilitators, each fault with its line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from citizenspring.city.models import Territory
from citizenspring.city.queries import communes
from citizenspring.engines.errors import BadInput
from citizenspring.engines.seating.languages import spoken_well
from citizenspring.processes.texts import folded, in_languages

from .errors import ListUnreadable, ListWithoutColumn, TooManyAtOnce
from .models import OFFERS, Registration
from .services import MOST_AT_ONCE, FacilitatorFacts, RegistrationFacts, TableFacts

__all__ = ["LARGEST_LIST", "read_facilitators", "read_people", "read_tables"]

LARGEST_LIST = 5 * 2**20
Age, Gender, Education = Registration.Age, Registration.Gender, Registration.Education
# By its first year of life, whatever bands a list has: "25-34", "65+", "41".
OLDEST = ((18, Age.UNDER_18), (35, Age.TO_34), (65, Age.TO_64), (200, Age.OVER_64))
# A band that begins before 18 and goes on beyond is one of young adults.
YOUNGEST_BAND, ADULT = 16, 18
WORDS: dict[str, str] = {
    **dict.fromkeys(("f", "w", "v", "woman", "female", "femme", "vrouw"), Gender.WOMAN),
    **dict.fromkeys(("m", "h", "man", "male", "homme"), Gender.MAN),
    **dict.fromkeys(("x", "other", "autre", "ander", "anders", "non-binary"), Gender.OTHER),
    **dict.fromkeys(
        ("basic", "none", "primary", "lower-sec", "lower secondary", "primaire", "lager"),
        Education.BASIC,
    ),
    **dict.fromkeys(
        ("secondary", "upper-sec", "upper secondary", "secondaire", "secundair"),
        Education.SECONDARY,
    ),
    **dict.fromkeys(
        ("higher", "bachelor", "master", "doctorate", "superieur", "hoger"), Education.HIGHER
    ),
}
COLUMNS = {
    "name": ("name", "nom", "naam"),
    "id": ("id", "number", "no", "nr", "code"),
    "language": ("language", "languages", "langue", "langues", "taal", "talen", "speaks"),
    "commune": ("commune", "gemeente", "municipality"),
    "age": ("age", "leeftijd"),
    "gender": ("gender", "genre", "sexe", "geslacht"),
    "education": ("education", "schooling", "diplome", "diploma", "opleiding"),
    "needs": ("needs", "besoins", "noden"),
    "table": ("table", "tafel"),
    "seats": ("seats", "places", "plaatsen"),
    "place": ("place", "lieu", "plaats", "where"),
    "offers": ("offers", "offre", "aanbod"),
}
LONGEST_NEEDS, LONGEST_NUMBER = 600, 5
KNOWN_LANGUAGES = dict(settings.LANGUAGES)
Row = Mapping[str, str]


def read_people(content: bytes) -> list[RegistrationFacts]:
    """People to register: a name, and what they said of themselves."""
    places = {key: one for one in communes() for key in _names_of(one)}
    return [_person(row, line, places) for line, row in _rows(content, needed=("name", "id"))]


def _names_of(place: Territory) -> set[str]:
    return {
        place.code,
        *place.postcodes,
        *(_plain(name) for name in in_languages(place.name).values()),
    }


def _person(row: Row, line: int, places: Mapping[str, Territory]) -> RegistrationFacts:
    spoken = _languages(row, line)
    said = row.get("commune", "")
    return RegistrationFacts(
        name=row.get("name") or _("Person %(number)s") % {"number": row["id"]},
        language=next((one for one in spoken if one in KNOWN_LANGUAGES), settings.LANGUAGE_CODE),
        speaks=spoken,
        home=_commune(said, places, line) if said else None,
        age=_age(row.get("age", ""), line),
        gender=_word(row.get("gender", ""), Gender, line),
        education=_word(row.get("education", ""), Education, line),
        needs=row.get("needs", "")[:LONGEST_NEEDS],
    )


def _languages(row: Row, line: int) -> tuple[str, ...]:
    try:
        return spoken_well(row.get("language", ""))
    except BadInput as fault:
        raise ListUnreadable(line=line, found=row["language"][:40]) from fault


def _plain(name: str) -> str:
    """Folded and in full words: ``Woluwe-St-Lambert`` is ``woluwe saint lambert``."""
    words = folded(name).replace("-", " ").replace("'", " ").split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def _commune(said: str, places: Mapping[str, Territory], line: int) -> Territory:
    """By code, postcode or name; part of a name will do where only one place has it."""
    plain = _plain(said)
    if plain in places:
        return places[plain]
    words = set(plain.split())
    near = {
        place.code: place
        for name, place in places.items()
        if words <= (known := set(name.split())) or known <= words
    }
    if len(near) != 1:
        raise ListUnreadable(line=line, found=said[:40])
    return near.popitem()[1]


def _age(said: str, line: int) -> str:
    if not said or said in Age.values:
        return said
    first = re.match(r"\d{1,3}", said.lstrip("<≤ "))
    if first is None:
        raise ListUnreadable(line=line, found=said[:40])
    years = int(first[0])
    if YOUNGEST_BAND <= years < ADULT and first[0] != said:
        years = ADULT
    return next((band for below, band in OLDEST if years < below), Age.OVER_64)


def _word(said: str, kind: type[TextChoices], line: int) -> str:
    plain = folded(said).strip()
    found = plain if plain in kind.values else WORDS.get(plain, "")
    if plain and found not in kind.values:
        raise ListUnreadable(line=line, found=said[:40])
    return str(found)


def read_tables(content: bytes) -> list[TableFacts]:
    """Tables of a room: a number, and if wished seats, place and what each offers."""
    return [
        TableFacts(
            number=_whole(row["table"], line),
            seats=_whole(row.get("seats") or "9", line),
            place=row.get("place", ""),
            offers=_offers(row.get("offers", ""), line),
        )
        for line, row in _rows(content, needed=("table",))
    ]


def _offers(said: str, line: int) -> tuple[str, ...]:
    found = tuple(part.replace("-", "_") for part in re.split(r"[+;,|\s]+", said.lower()) if part)
    for part in found:
        if part not in OFFERS:
            raise ListUnreadable(line=line, found=part[:40])
    return found


def read_facilitators(content: bytes) -> list[FacilitatorFacts]:
    """Facilitators: a name and the languages each speaks well."""
    return [
        FacilitatorFacts(row["name"], _languages(row, line))
        for line, row in _rows(content, needed=("name",))
    ]


def _whole(said: str, line: int) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < LONGEST_NUMBER):
        raise ListUnreadable(line=line, found=said[:40])
    return int(said)


def _rows(content: bytes, *, needed: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """Each row under our names of its columns; one of ``needed`` must be filled in."""
    text = _decoded(content)
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        header = [folded(cell).strip() for cell in next(reader, [])]
        at = {
            name: header.index(word)
            for name, words in COLUMNS.items()
            for word in reversed(words)
            if word in header
        }
        if not any(name in at for name in needed):
            raise ListWithoutColumn(column=needed[0])
        for count, cells in enumerate(reader):
            if count >= MOST_AT_ONCE:
                raise TooManyAtOnce(most=MOST_AT_ONCE)
            if not any(cell.strip() for cell in cells):
                continue
            row = {name: cells[k].strip() for name, k in at.items() if k < len(cells)}
            if not any(row.get(name) for name in needed):
                raise ListUnreadable(line=reader.line_num, found="")
            yield reader.line_num, row
    except csv.Error as fault:
        raise ListUnreadable(line=reader.line_num, found=str(fault)[:40]) from fault


def _decoded(content: bytes) -> str:
    """Spreadsheets of offices still write the old western letters."""
    try:
        return content.decode("utf-8-sig").replace("\x00", "")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").replace("\x00", "")
