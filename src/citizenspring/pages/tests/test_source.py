import io
import tarfile

from django.test import Client
from django.urls import reverse

from citizenspring.pages.source import source_archive


def test_anybody_gets_the_source_code_of_what_runs_here(client: Client) -> None:
    answer = client.get(reverse("pages:source"))
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as archive:
        names = archive.getnames()
        owners = {(entry.uid, entry.uname) for entry in archive.getmembers()}
    assert "citizenspring/pages/source.py" in names
    assert "LICENSE" in names
    assert not [name for name in names if "__pycache__" in name]
    assert owners == {(0, "")}


def test_it_is_packed_only_once() -> None:
    assert source_archive() is source_archive()
