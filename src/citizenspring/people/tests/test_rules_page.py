import pytest
from django.test import Client

from citizenspring.common.permissions import all_rules

pytestmark = pytest.mark.django_db


def test_every_rule_stands_on_the_page_with_its_reason(client: Client) -> None:
    page = client.get("/who-may-do-what/", headers={"accept-language": "en"})
    assert all_rules()
    for rule in all_rules():
        assert f"<code>{rule.name}</code>" in page.content.decode()
    assert "<p></p>" not in page.content.decode()
