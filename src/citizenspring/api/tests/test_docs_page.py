import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fr", ["Trouver des processus", "Mots, dans toute langue.", "Une carte des opinions"]),
        ("nl", ["Trajecten vinden", "Woorden, in elke taal.", "Een opiniekaart"]),
        ("en", ["Find processes", "Words, in any language.", "One opinion map"]),
    ],
)
def test_it_explains_every_address_in_the_language_of_the_reader(
    language: str, sentences: list[str]
) -> None:
    page = Client().get("/api/", headers={"accept-language": language}).content.decode()
    assert [sentence for sentence in sentences if sentence not in page] == []


def test_the_description_for_programs_stays_english() -> None:
    answer = Client().get("/api/v1/openapi.json", headers={"accept-language": "fr"}).json()
    facts = answer["paths"]["/api/v1/processes"]["get"]
    assert facts["summary"] == "Find processes"
    assert facts["description"] == "Processes that are not drafts, the newest first."


def test_an_address_cut_short_leads_to_the_page() -> None:
    assert Client().get("/api/v1/").headers["Location"] == "/api/"
