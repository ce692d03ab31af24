"""In the served platform a page that names a missing static file fails as a whole."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

import citizenspring

PACKAGE = Path(citizenspring.__file__).parent
NAME = re.compile(r"{%\s*static\s+(['\"])(.+?)\1")


def named() -> list[tuple[str, str]]:
    """Every static file that a template names literally, with the template."""
    pages = sorted(PACKAGE.rglob("templates/**/*.*"))
    texts = [(page, page.read_text()) for page in pages if page.suffix in {".html", ".svg", ".txt"}]
    return [
        (str(page.relative_to(PACKAGE)), name)
        for page, text in texts
        for _quote, name in NAME.findall(text)
    ]


def test_every_static_file_that_a_template_names_exists() -> None:
    found = named()
    assert found
    missing = [f"{page}: {name}" for page, name in found if finders.find(name) is None]
    if missing:
        pytest.fail("\n".join(missing))
