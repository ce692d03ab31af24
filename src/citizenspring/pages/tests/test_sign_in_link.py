import pytest
from django.test import Client

from citizenspring.opinions.tests.factories import make_map
from citizenspring.people.tests.factories import make_visitor

pytestmark = pytest.mark.django_db


def page(address: str, client: Client | None = None) -> str:
    client = client or Client()
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def test_it_knows_the_way_back() -> None:
    shown = page("/processes/?q=trees&theme=housing")
    assert 'href="/sign-in/?next=%2Fprocesses%2F%3Fq%3Dtrees%26theme%3Dhousing"' in shown


def test_the_door_itself_passes_the_way_on() -> None:
    assert 'href="/sign-in/?next=%2Fabout%2F"' in page("/sign-in/?next=/about/")
    assert 'href="/sign-in/"' in page("/sign-out/")


def test_the_way_back_never_leads_to_another_site() -> None:
    assert 'name="next" value="/me/"' in page("/sign-in/?next=https://example.org/")


def test_whoever_needs_an_account_to_translate_comes_back_to_the_statement() -> None:
    address = make_map().page("statement", 1)
    link = f'<a href="/sign-in/?next={address.replace("/", "%2F")}">Sign in</a>'
    assert link in page(address, make_visitor("guest"))
