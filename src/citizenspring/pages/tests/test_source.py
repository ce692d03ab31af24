import io
import re
import tarfile

import pytest
from django.test import Client
from django.urls import reverse

from citizenspring.pages.source import source_archive


@pytest.mark.django_db
def test_a_page_says_what_it_is_before_the_download(client: Client) -> None:
    page = client.get("/source/", headers={"accept-language": "en"}).content.decode()
    assert "AGPL-3.0-or-later" in page
    assert 'href="/source/citizenspring.tar.gz"' in page
    assert re.search(r"\d\xa0[KM]B", page)


@pytest.mark.slow
def test_anybody_gets_the_source_code_of_what_runs_here(client: Client) -> None:
    answer = client.get(reverse("pages:source-file"))
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as archive:
        names = archive.getnames()
        owners = {(entry.uid, entry.uname) for entry in archive.getmembers()}
    assert "citizenspring/pages/source.py" in names
    assert "LICENSE" in names
    assert not [name for name in names if "__pycache__" in name]
    assert owners == {(0, "")}


def test_it_is_packed_only_once() -> None:
    assert source_archive() is source_archive()
