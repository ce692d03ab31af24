"""Small requests that make no sense get a plain answer, never a fault."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/processes/?language=%00",
        "/api/v1/processes?commune=%00",
        "/api/v1/maps/%00/x",
        "/%00",
    ],
)
def test_a59_a_nul_in_an_address_is_refused(address: str) -> None:
    assert Client().get(address).status_code == 400


def test_a59_a_nul_in_a_cookie_is_refused() -> None:
    answer = Client().get("/", headers={"cookie": 'sessionid="abc\\000defgh"'})
    assert answer.status_code == 400
