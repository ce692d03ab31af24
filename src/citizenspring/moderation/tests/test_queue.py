"""The queue: what waits, several decided together, nothing typed is lost."""

import pytest
from django.urls import reverse

from citizenspring.moderation.models import Case, Decision
from citizenspring.moderation.reasons import Ground
from citizenspring.opinions.models import Statement
from citizenspring.opinions.tests.factories import make_map, make_statement
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_role, signed_in

from .factories import make_moderator, make_report

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
QUEUE = "/moderation/queue/"
TOPICS = "trees", "benches", "buses", "schools", "water", "noise", "parks", "shops", "bikes"


@pytest.fixture
def mo() -> Person:
    return make_moderator()


def make_cases(count: int) -> list[Case]:
    texts = [f"{TOPICS[n % 9]} are the matter of sentence {n}." for n in range(count)]
    for one in make_map(*texts).statements.all():
        make_report(one.node, Ground.HATE)
    return list(Case.objects.order_by("opened_at"))


@pytest.mark.slow
def test_several_are_hidden_with_one_reason(mo: Person) -> None:
    cases = make_cases(3)
    sent = {"case": [str(case.pk) for case in cases[:2]], "act": "hide"}
    answer = signed_in(mo).post(QUEUE, {**sent, "ground": "hate", "reason": "Insults."})
    assert answer.status_code == 302
    assert Decision.objects.filter(act="hidden", reason="Insults.").count() == 2
    assert Case.objects.filter(settled_at=None).get() == cases[2]


@pytest.mark.slow
def test_one_box_stands_for_a_group_of_those_alike(mo: Person) -> None:
    made = make_map("More trees in our street.", "Plus d'arbres dans notre rue.", "Free buses.")
    for one in made.statements.all():
        make_report(one.node)
    browser = signed_in(mo)
    page = browser.get(QUEUE, headers=ENGLISH)
    group = page.context["page"].object_list[0]
    assert len(group.cases) == 2
    assert "2 cases that say nearly the same" in page.content.decode()
    ids = ",".join(str(view.case.pk) for view in group.cases)
    browser.post(QUEUE, {"group": ids, "act": "keep", "reason": "They fit."})
    assert Decision.objects.filter(act="kept").count() == 2


@pytest.mark.parametrize("missing", ["case", "ground", "reason"])
def test_what_was_typed_and_chosen_stays_when_something_is_missing(
    mo: Person, missing: str
) -> None:
    case = make_cases(1)[0]
    sent = {"case": str(case.pk), "act": "hide", "ground": "hate", "reason": "It names Bo."}
    sent.pop(missing)
    answer = signed_in(mo).post(QUEUE, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    if missing != "reason":
        assert "It names Bo." in page
    if missing != "case":
        assert f'value="{case.pk}" checked' in page
    assert not Decision.objects.exists()


@pytest.mark.slow
def test_a48_of_eleven_at_once_the_last_waits_and_the_page_says_so(mo: Person) -> None:
    cases = make_cases(11)
    sent = {"case": [str(case.pk) for case in cases], "act": "hide"}
    answer = signed_in(mo).post(
        QUEUE, {**sent, "ground": "hate", "reason": "Insults."}, headers=ENGLISH, follow=True
    )
    page = answer.content.decode()
    assert "10 cases are decided." in page
    assert "1 hiding waits for a second moderator" in page
    waiting = signed_in(make_moderator("Zoe"))
    proposals = reverse("moderation:proposals")
    assert "Insults." in waiting.get(proposals).content.decode()
    waits = Decision.objects.get(state="proposed")
    second = reverse("moderation:second", args=[waits.pk])
    assert waiting.post(second, {"answer": "decline"}).status_code == 422
    waiting.post(second, {"answer": "agree"})
    assert Statement.objects.filter(state="hidden").count() == 11


@pytest.mark.slow
def test_a_moderator_sees_her_own_processes_only() -> None:
    here, there = make_map("More trees."), make_map("More benches.")
    for made in (here, there):
        make_report(made.statements.get().node)
    scoped = make_role("moderator", scope=here.activity.process_id).person
    page = signed_in(scoped).get(QUEUE).content.decode()
    assert "More trees." in page
    assert "More benches." not in page
    elsewhere = reverse("moderation:about", args=[there.statements.get().node_id])
    assert signed_in(scoped).get(elsewhere).status_code == 404


@pytest.mark.slow
def test_filters_choose_by_reason_origin_and_process(mo: Person) -> None:
    make_cases(1)
    new = make_map(moderation="before")
    make_statement(new, "Something to read first.")
    browser = signed_in(mo)
    assert len(browser.get(QUEUE).context["page"].object_list) == 2
    for query, found in (
        ("?ground=hate", 1),
        ("?ground=private", 0),
        ("?origin=new", 1),
        (f"?scope={new.activity.process_id}", 1),
        ("?scope=nonsense&ground=nonsense&page=nonsense", 2),
    ):
        assert len(browser.get(QUEUE + query).context["page"].object_list) == found, query


@pytest.mark.slow
def test_it_is_paged(mo: Person) -> None:
    make_cases(26)
    page = signed_in(mo).get(f"{QUEUE}?page=2").context["page"]
    assert page.paginator.count == 26
    assert sum(len(group.cases) for group in page.object_list) == 1


def test_enter_decides_nothing(mo: Person) -> None:
    make_cases(1)
    page = signed_in(mo).get(QUEUE).content.decode()
    assert "<button disabled hidden>" in page.split("data-queue")[1].split('value="hide"')[0]


@pytest.mark.slow
def test_everything_about_one_contribution_and_every_act_on_it(mo: Person) -> None:
    node = make_cases(1)[0].node
    browser, address = signed_in(mo), reverse("moderation:about", args=[node.pk])
    assert browser.post(address, {"act": "hide", "reason": "x"}).status_code == 422
    browser.post(address, {"act": "hide", "ground": "hate", "reason": "Insults."})
    page = browser.get(address, headers=ENGLISH).content.decode()
    assert "Erase its words for good" in page
    assert "Insults." in page
    browser.post(address, {"act": "keep", "reason": "My mistake."})
    assert Statement.objects.get(node=node).state == "shown"
    again = browser.post(address, {"act": "erase", "reason": "Not hidden."})
    assert again.status_code == 409


@pytest.mark.slow
def test_it_costs_the_same_few_queries_for_many_cases(
    mo: Person, django_assert_max_num_queries: object
) -> None:
    make_cases(20)
    browser = signed_in(mo)
    browser.get(QUEUE)
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # pytest-django's fixture
        browser.get(QUEUE)
