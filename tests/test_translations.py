"""French, Dutch and English are complete, and what is translated can be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from citizenspring.common.catalogues import LANGUAGES, PACKAGE, catalogue_path, incomplete

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
SPOKEN = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
# Stand within a tag of the page around them.
ATTRIBUTE = re.compile(r"{% block (?:body_class|viewport) %}.*?{% endblock %}")
TRANSLATED = re.compile(r"{% blocktrans.*?{% endblocktrans(late)? %}", re.DOTALL)
SILENT = re.compile(r"<(style|script|svg|code|pre|title)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
# Addresses, commands and hashes: for machines, and so marked.
TECHNICAL = re.compile(r'<(\w+)\b[^>]*\b(?:dir="ltr"|translate="no")[^>]*>.*?</\1>', re.DOTALL)
WORD = re.compile(r"[^\W\d_]{3,}")
# Names that are the same in every language.
NAMES = {
    "Citizen",
    "Spring",
    "Forest",
    "Vorst",
    "Jette",
    "GeoJSON",
    "JSON",
    "CSV",
    "Polis",
    "AGPL",
    "WCAG",
    "SHA",
}


def templates() -> Iterator[Path]:
    return (
        path
        for path in sorted(PACKAGE.rglob("*.html"))
        if "templates" in path.parts and "tests" not in path.parts
    )


@pytest.mark.slow
def test_no_sentence_is_left_untranslated() -> None:
    assert incomplete() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_sentence(language: str) -> None:
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(catalogue_path(language)))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if (
            text and set(PLACE.findall(text)) - set(PLACE.findall(entry.msgid + entry.msgid_plural))
        )
        or (
            text
            and not entry.msgid_plural
            and set(PLACE.findall(entry.msgid)) != set(PLACE.findall(text))
        )
    ]
    assert wrong == []


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in SPOKEN and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                wrong.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert wrong == []


def test_no_template_speaks_one_language_only() -> None:
    wrong = []
    for path in templates():
        text = TRANSLATED.sub(" ", ATTRIBUTE.sub(" ", path.read_text("utf-8")))
        text = SILENT.sub(" ", TECHNICAL.sub(" ", TAGS.sub(" ", text)))
        words = [word for word in WORD.findall(text) if word not in NAMES]
        if words:
            wrong.append(f"{path.relative_to(PACKAGE)}: {' '.join(words[:6])}")
    assert wrong == []
