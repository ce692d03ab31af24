"""Adding a statement: near-duplicates first, nothing typed is lost, no flood."""

import pytest
from django.test import Client

from citizenspring.ledger.models import Entry
from citizenspring.opinions import services
from citizenspring.opinions.errors import (
    MapClosed,
    StatementEmpty,
    StatementExists,
    StatementsTooMany,
    StatementTooLong,
    StatementWordless,
)
from citizenspring.opinions.models import Statement
from citizenspring.people.tests.factories import make_guest, make_role
from citizenspring.processes.tests.factories import over
from citizenspring.threads.models import Part

from .factories import close, make_map, make_statement

pytestmark = pytest.mark.django_db
TREES = "More trees in every street."


@pytest.mark.slow
def test_a_guest_adds_one_and_is_its_author_in_the_thread() -> None:
    made, ada = make_map(TREES), make_guest()
    statement = make_statement(made, "Des bancs partout.", language="fr", by=ada)
    assert (statement.number, statement.state) == (2, "shown")
    assert Part.objects.get(node=statement.node, person=ada).kind == "wrote"
    assert statement.node.within == made.activity.node


def test_the_record_says_that_it_was_added_and_not_what_it_says() -> None:
    statement = make_statement(make_map(TREES), "A fountain in each park.")
    entry = Entry.objects.filter(kind="statement.added").latest("recorded_at")
    assert entry.body["number"] == statement.number
    assert "fountain" not in str(entry.body)


def test_unseen_characters_and_line_breaks_are_taken_out() -> None:
    statement = make_statement(make_map(TREES), " A \u202efountain\n in\u200b each  park. ")
    assert statement.text == "A fountain in each park."


@pytest.mark.parametrize(
    ("text", "refusal"),
    [(" \n ", StatementEmpty), ("a" * 281, StatementTooLong), ("?! 👍 7", StatementWordless)],
)
def test_too_little_or_too_much_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        make_statement(make_map(TREES), text)


def test_the_same_words_are_refused_with_the_number_to_vote_on() -> None:
    with pytest.raises(StatementExists) as refused:
        make_statement(make_map(TREES), TREES.upper())
    assert refused.value.facts == {"number": 1}


def test_a_closed_map_takes_no_statement() -> None:
    made = make_map(TREES)
    close(made)
    with pytest.raises(MapClosed):
        make_statement(made)


@pytest.mark.slow
def test_a60_one_person_cannot_flood_a_map() -> None:
    made, bot = make_map(TREES), make_guest()
    for n in range(20):
        make_statement(made, f"Statement number {n} of a flood.", by=bot)
    with pytest.raises(StatementsTooMany):
        make_statement(made, "One more.", by=bot)


def test_where_moderators_read_first_it_waits_unseen(client: Client) -> None:
    made = make_map(TREES, moderation="before")
    statement = make_statement(made)
    assert statement.state == "waiting"
    assert not statement.node.is_public
    assert client.get(statement.get_absolute_url()).status_code == 404


@pytest.mark.slow
def test_what_resembles_it_in_another_language_is_shown_first(client: Client) -> None:
    made = make_map(TREES, "Cars drive slower near schools.")
    sent = {"text": "Plus d'arbres dans chaque rue.", "language": "fr"}
    page = client.post(made.page("add"), sent)
    assert [reading.number for reading in page.context["similar"]] == [1]
    assert sent["text"] in page.context["form"]["text"].value()
    assert made.statements.count() == 2
    answer = client.post(made.page("add"), {**sent, "none_of_these": "1"})
    assert answer.status_code == 302
    assert made.statements.count() == 3


def test_while_typing_the_fragment_lists_what_resembles_it(client: Client) -> None:
    made = make_map(TREES)
    answer = client.post(made.page("similar"), {"text": "Meer bomen in elke straat"})
    assert TREES in answer.content.decode()
    assert not client.post(made.page("similar"), {"text": "x"}).context["similar"]


def test_a_map_that_ends_while_the_form_is_open_says_so_and_keeps_what_was_typed(
    client: Client,
) -> None:
    made = make_map(TREES)
    assert client.get(made.page("add")).status_code == 200
    over(made.activity)
    sent = {"text": "Une fontaine.", "language": "fr", "none_of_these": "1"}
    page = client.post(made.page("add"), sent, headers={"Accept-Language": "en"})
    assert page.status_code == 403
    assert "Une fontaine.</textarea>" in page.content.decode()
    assert "so nothing was counted" in page.content.decode()
    assert made.statements.count() == 1


def test_a51_words_that_look_like_code_stay_words(client: Client) -> None:
    made = make_map(TREES)
    make_statement(made, "<img src=x onerror=alert(1)> {{ 7*7 }}")
    page = client.get(made.page("statements")).content.decode()
    assert "&lt;img src=x" in page
    assert "{{ 7*7 }}" in page


def test_hidden_ones_are_not_offered_as_near_duplicates(client: Client) -> None:
    made = make_map(TREES)
    Statement.objects.update(state="hidden")
    answer = client.post(made.page("similar"), {"text": "Meer bomen in elke straat"})
    assert not answer.context["similar"]


@pytest.mark.slow
def test_a_translation_by_a_person_replaces_the_machines() -> None:
    statement = make_map(TREES).statements.get()
    services.translate_by_machine(statement, "fr", "Plus arbres.")
    services.translate_statement(
        statement, "fr", "Plus d'arbres.", by=make_role("moderator").person
    )
    assert statement.translations.values_list("text", "is_machine").get() == (
        "Plus d'arbres.",
        False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "chosen", "written"),
    [
        ("المزيد من الأشجار في كل شارع", "fr", "ar"),
        ("Больше деревьев на каждой улице", "nl", "uk"),
        ("Περισσότερα δέντρα παντού", "en", "el"),
        ("יותר עצים בכל רחוב", "fr", "he"),
        ("每条街都要有更多的树", "fr", "zh-hans"),
        ("More trees everywhere, please", "ar", "en"),
    ],
)
def test_another_script_than_the_languages_is_asked_about_and_the_text_stays(
    client: Client, text: str, chosen: str, written: str
) -> None:
    made = make_map("Cars drive slower near schools.")
    sent = {"text": text, "language": chosen, "none_of_these": "1"}
    page = client.post(made.page("add"), sent, headers={"accept-language": "en"})
    assert "choose the language you wrote in" in page.content.decode()
    assert f"{text}</textarea>" in page.content.decode()
    assert made.statements.count() == 1
    assert client.post(made.page("add"), {**sent, "language": written}).status_code == 302


def test_a_script_of_no_language_to_choose_from_is_let_through(client: Client) -> None:
    made = make_map()
    sent = {"text": "나무를 더 심자", "language": "fr", "none_of_these": "1"}
    assert client.post(made.page("add"), sent).status_code == 302


@pytest.mark.slow
def test_the_same_words_as_a_translation_are_found_by_them(client: Client) -> None:
    made = make_map("A bench in the shade every 200 metres.", "Cars drive slower near schools.")
    mo = make_role("moderator").person
    words = "Il fait trop chaud pour attendre sans un siège."
    assert not client.post(made.page("similar"), {"text": words}).context["similar"]
    services.translate_statement(made.statements.get(number=1), "fr", words, by=mo)
    services.translate_by_machine(made.statements.get(number=1), "nl", "Elke 200 meter een bank.")
    found = client.post(made.page("similar"), {"text": words}).context["similar"]
    assert [reading.number for reading in found] == [1]
