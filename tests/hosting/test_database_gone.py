"""The database goes away for some seconds: a plain page meanwhile, and recovery by itself."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from citizenspring.common.postgres import Cluster, platform_address
from citizenspring.testing.site import serving

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path / "postgres", durable=False)
    environment = {**os.environ, "DATABASE_URL": platform_address(found)}
    command = [sys.executable, "-m", "citizenspring", "migrate", "--quiet"]
    subprocess.run(command, check=True, env=environment)
    yield found
    found.ensure_running()
    found.leave()


def page(address: str, language: str) -> tuple[int, str, str | None]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.request("GET", "/", headers={"Accept-Language": language, "Cookie": "sessionid=x"})
    answer = connection.getresponse()
    found = (answer.status, answer.read().decode(), answer.headers["Retry-After"])
    connection.close()
    return found


def test_a_plain_page_in_the_visitors_language_then_recovery(cluster: Cluster) -> None:
    quiet = {"CITIZENSPRING_DEBUG": "0", "CITIZENSPRING_VAR": str(cluster.folder.parent)}
    subprocess.run(
        [sys.executable, "-m", "citizenspring", "collect"],
        check=True,
        env={**os.environ, **quiet},
    )
    with serving(cluster.address("citizenspring"), worker=4, **quiet) as address:
        assert page(address, "nl")[0] == 200
        cluster.stop()
        for language in ("fr", "nl", "en"):
            status, text, again = page(address, language)
            assert (status, again) == (503, "10")
            assert f'lang="{language}"' in text
        cluster.ensure_running()
        assert [page(address, "fr")[0] for _ in range(20)] == [200] * 20
