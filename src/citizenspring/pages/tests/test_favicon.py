import pytest
from django.template.loader import render_to_string
from django.test import Client


def test_the_usual_address_leads_to_the_icon(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert "icons/favicon" in answer.headers["Location"]


@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_a_page_of_a_fault_has_the_icon_and_says_what_to_do(page: str) -> None:
    shown = render_to_string(page)
    assert 'rel="icon"' in shown
    assert page.removesuffix(".html") in shown
