"""An organiser makes a map from pages alone, and closes it into common ground."""

import pytest
from django.test import Client

from citizenspring.opinions import queries, services
from citizenspring.opinions.errors import MapFrozen
from citizenspring.opinions.mapper import recompute
from citizenspring.opinions.models import OpinionMap
from citizenspring.people.tests.factories import signed_in
from citizenspring.processes.services import ActivityFacts
from citizenspring.threads.models import Edge

from .factories import make_map, make_organiser, make_process
from .test_mapper import a_split_crowd

pytestmark = pytest.mark.django_db

FORM = {
    "title_fr": "Des rues fraîches",
    "title_nl": "Koele straten",
    "title_en": "Cool streets",
    "moderation": "before",
    "smallest_group": "10",
    "mode": "own",
    "allow_statements": "on",
    "seed_language": "fr",
    "seeds": "Plus d'arbres.\n\nnl: Meer banken.\nEn: fewer cars.",
}


def test_a_map_is_made_in_three_languages_with_its_first_statements() -> None:
    process = make_process()
    client = signed_in(make_organiser(process))
    answer = client.post(f"/processes/{process.slug}/new-map/", FORM)
    assert answer.status_code == 302
    made = OpinionMap.objects.get()
    assert made.activity.title.data["nl"] == "Koele straten"
    assert (made.moderation, made.shows_results_while_open) == ("before", False)
    said = list(made.statements.values_list("language", "text"))
    assert said == [("fr", "Plus d'arbres."), ("nl", "Meer banken."), ("en", "fewer cars.")]


def test_a_wrong_line_is_named_and_everything_typed_stays() -> None:
    process = make_process()
    client = signed_in(make_organiser(process))
    sent = {**FORM, "seeds": f"Des arbres.\n{'a' * 300}"}
    page = client.post(f"/processes/{process.slug}/new-map/", sent).content.decode()
    assert "Koele straten" in page
    assert "a" * 300 in page
    assert not OpinionMap.objects.exists()


def test_words_change_while_it_is_open() -> None:
    made = make_map()
    client = signed_in(make_organiser(made.activity.process))
    rules = {"moderation": "after", "shows_results_while_open": "on"}
    sent = {**FORM, **rules, "title_fr": "Rues plus fraîches"}
    assert client.post(made.page("edit"), sent).status_code == 302
    made.activity.refresh_from_db()
    assert made.activity.title.data["fr"] == "Rues plus fraîches"


def test_a07_how_it_counts_is_fixed_once_it_has_opened() -> None:
    made = make_map()
    organiser = make_organiser(made.activity.process)
    with pytest.raises(MapFrozen):
        services.edit_map(made, ActivityFacts("Rues"), by=organiser, mode="polis")
    made.refresh_from_db()
    assert made.mode == "own"


@pytest.mark.slow
def test_what_all_groups_share_goes_on_under_one_name(client: Client) -> None:
    made = a_split_crowd()
    recompute(made)
    browser = signed_in(make_organiser(made.activity.process))
    offered = browser.get(made.page("close")).context["form"].initial["numbers"]
    assert offered[0] == 10
    sent = {"title": "What we share", "reason": "All groups agree.", "numbers": [10]}
    assert (
        browser.post(made.page("close"), sent, headers={"accept-language": "en"}).status_code == 302
    )
    assert Edge.objects.get(kind="grouped_into").source == made.statements.get(number=10).node
    made.activity.refresh_from_db()
    assert made.activity.state == "closed"
    page = client.get(made.page("common-ground"), headers={"accept-language": "nl"})
    assert "Statement number 9 of ten." in page.content.decode()
    assert '<span lang="en" dir="ltr">All groups agree.</span>' in page.content.decode()
    assert "Alle groepen zijn het oneens met" not in page.content.decode()


def test_two_equal_first_statements_are_refused_and_everything_typed_stays() -> None:
    process = make_process()
    client = signed_in(make_organiser(process))
    sent = {**FORM, "seeds": "Des arbres.\nDes arbres."}
    page = client.post(f"/processes/{process.slug}/new-map/", sent).content.decode()
    assert "Des arbres.\nDes arbres." in page
    assert "Koele straten" in page
    assert "already on the map" in page or "déjà" in page
    assert not OpinionMap.objects.exists()


@pytest.mark.slow
def test_what_all_groups_reject_is_labelled_not_ticked_and_stands_apart() -> None:
    made = a_split_crowd()
    recompute(made)
    version = queries.latest_version(made)
    assert version is not None
    row = version.result["statements"]["10"]
    row["groups"] = [[0, 11, 1] for _ in row["groups"]]
    version.result["common"] = [[10, "disagree", 0.9, 0.9]]
    version.result["bridging"] = []
    version.save()
    browser = signed_in(make_organiser(made.activity.process))
    english = {"accept-language": "en"}
    form = browser.get(made.page("close"), headers=english).context["form"]
    assert form.initial["numbers"] == []
    number, label = form.fields["numbers"].choices[0]
    assert number == 10
    assert "Disagree: A 92 %, B 92 %. The lowest share is 92 %." in label
    sent = {"title": "What we share", "reason": "All groups say so.", "numbers": [9, 10]}
    browser.post(made.page("close"), sent)
    page = browser.get(made.page("common-ground"), headers=english).content.decode()
    assert page.index("Statement number 8 of") < page.index("All groups disagree with")
    assert page.index("All groups disagree with") < page.index("Statement number 9 of")
