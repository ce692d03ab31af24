"""Opinion maps by program: public figures only."""

import pytest
from django.test import Client

from citizenspring.opinions.mapper import recompute
from citizenspring.opinions.models import Statement
from citizenspring.opinions.tests.factories import make_map
from citizenspring.opinions.tests.test_mapper import a_split_crowd

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_results_are_figures_without_anybodys_place(client: Client) -> None:
    made = a_split_crowd()
    recompute(made)
    answer = client.get(f"/api/v1{made.get_absolute_url()}results").json()
    assert answer["votes"] == 240
    assert [group["size"] for group in answer["result"]["groups"]] == [12, 12]
    assert not {"picture", "placing"} & answer["result"].keys()


def test_statements_come_with_their_translations_and_without_their_authors(client: Client) -> None:
    made = make_map("More trees.", "Hidden one.")
    made.statements.get(number=1).translations.create(language="fr", text="Des arbres.")
    Statement.objects.filter(number=2).update(state="hidden")
    answer = client.get(f"/api/v1{made.get_absolute_url()}statements").json()
    (statement,) = answer["items"]
    assert statement["translations"] == [
        {"language": "fr", "text": "Des arbres.", "is_machine": False}
    ]
    assert "author" not in statement
