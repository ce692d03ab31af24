"""Keep the translations: extract the sentences, compile the catalogues, find what is missing.

``python -m citizenspring.common.catalogues extract|compile|check``; pure Python, no gettext tools.
"""

import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

__all__ = ["catalogue_path", "compile_all", "extract_all", "incomplete"]

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "nl", "en")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources() -> Iterator[tuple[Path, bytes]]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "tests" not in path.parts and "migrations" not in path.parts:
            yield path, path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            spoken = templatize(path.read_text("utf-8"), origin=str(path))
            # The reader takes it for Python, where the indentation of a page means nothing good.
            yield path, "\n".join(line.strip() for line in spoken.splitlines()).encode()


def _template() -> Catalog:
    found = Catalog(charset="utf-8")
    for path, source in _sources():
        where = path.relative_to(PACKAGE).as_posix()
        for _line, message, comments, context in extract(
            "python", io.BytesIO(source), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            found.add(message, None, [(where, 0)], auto_comments=comments, context=context)
    return found


def extract_all() -> None:
    """Bring every catalogue up to the sentences in the code; English translates to itself."""
    template = _template()
    for language in LANGUAGES:
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        old = Catalog(locale=language, charset="utf-8")
        if path.exists():
            with path.open("rb") as file:
                old = read_po(file, locale=language, charset="utf-8")
        old.update(template, no_fuzzy_matching=True)
        old.obsolete.clear()
        old.project, old.fuzzy = "Citizen Spring", False
        # Dates in the header would make every branch conflict with every other.
        old.creation_date = old.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
        old.header_comment = f"# Citizen Spring in {language}."
        with path.open("wb") as file:
            write_po(
                file, old, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False
            )


def compile_all() -> None:
    for language in LANGUAGES:
        path = catalogue_path(language)
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=language, charset="utf-8")
            # Another process may be reading the file at this moment: it gets the old or the new.
            half = path.with_suffix(f".{os.getpid()}.new")
            with half.open("wb") as compiled:
                write_mo(compiled, catalogue)
            half.replace(path.with_suffix(".mo"))


def incomplete() -> list[str]:
    """Sentences without a translation, as ``language: sentence``; English needs none."""
    missing: list[str] = []
    template = _template()
    for language in LANGUAGES:
        with catalogue_path(language).open("rb") as file:
            catalogue = read_po(file, locale=language, charset="utf-8")
        for message in template:
            known = catalogue.get(message.id, message.context) if message.id else None
            text = known.string if known else ""
            done = all(text) if isinstance(text, tuple | list) else bool(text)
            if message.id and (known is None or (language != "en" and not done)):
                missing.append(f"{language}: {message.id}")
    return missing


def main(arguments: list[str]) -> int:
    if not settings.configured:
        settings.configure(USE_I18N=True)
    if arguments == ["extract"]:
        extract_all()
    elif arguments == ["compile"]:
        compile_all()
    elif arguments == ["check"]:
        missing = incomplete()
        sys.stdout.write("".join(f"{line}\n" for line in missing))
        return 1 if missing else 0
    else:
        sys.stderr.write("Say what to do: extract, compile or check.\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
