"""Questions from tables and phones, grouped across languages, ranked and answered."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings.after_errors import AlreadySaid
from citizenspring.gatherings.models import ExitAnswer
from citizenspring.gatherings.services.after import say_how_it_was
from citizenspring.gatherings.tests.factories import (
    make_gathering,
    make_helper,
    organiser_of,
    registered,
    seated,
)
from citizenspring.hearings import queries, services
from citizenspring.hearings.errors import (
    AskingClosed,
    MergeElsewhere,
    NotInRoom,
    QuestionGone,
    QuestionsTooMany,
    QuestionTooLong,
    SourceOrJudgement,
)
from citizenspring.hearings.models import Answer, Hearing, Question, Support
from citizenspring.hearings.moderating import hide_question
from citizenspring.ledger.models import Entry
from citizenspring.moderation.kinds import contribution_of, kind_of
from citizenspring.notifications.models import News
from citizenspring.people.services import erase
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.tests.factories import said, started, take, wait, written
from citizenspring.threads.models import Edge
from citizenspring.threads.services import open_node

from .factories import answered, asked, in_the_room, make_expert, make_hearing

pytestmark = pytest.mark.django_db


def make_card(hearing: Hearing, text: str, **facts: object) -> Card:
    """A question card of table 7."""
    run, _new = Run.objects.get_or_create(
        gathering=hearing.gathering,
        number=1,
        defaults={"method_name": "citizens-jury", "method": ""},
    )
    said = {"key": uuid4(), "revision": uuid4(), "table": 7, "kind": "question", **facts}
    return Card.objects.create(run=run, phase="questions", text=text, language="nl", **said)


def ranking(hearing: Hearing) -> list[tuple[str, int]]:
    rows = queries.ranked(hearing)
    return [(one.question.text, one.wanted) for one in rows]


def test_whoever_is_in_the_room_asks_and_her_table_stands_beside_it() -> None:
    ada = make_person(name="Ada")
    hearing = make_hearing(ada)
    seated(hearing.gathering, {4: in_the_room(hearing)})
    question = asked(hearing, "  Who   pays\u202e for it? ")
    assert (question.text, question.table, question.author) == ("Who pays for it?", 4, ada)
    assert ranking(hearing) == [("Who pays for it?", 1)]
    page = Client(HTTP_ACCEPT_LANGUAGE="en").get(question.get_absolute_url()).content.decode()
    assert "Table 4" in page
    assert "Ada" not in page
    entry = Entry.objects.get(kind="hearing.asked")
    assert "pays" not in str(entry.body)


def test_nothing_is_asked_from_outside_the_room_or_outside_the_hours() -> None:
    hearing = make_hearing(None)
    outside = registered(make_gathering(capacity=3))
    for registration in (None, outside):
        with pytest.raises(NotInRoom):
            services.ask(hearing, "Who pays?", "en", registration=registration)
    services.close_asking(hearing, by=organiser_of(hearing.gathering))
    with pytest.raises(AskingClosed):
        asked(hearing)
    assert not Question.objects.exists()


def test_one_person_asks_five_and_the_same_form_sent_twice_is_one() -> None:
    hearing = make_hearing(None)
    ada, sent = in_the_room(hearing)[0], uuid4()
    for _time in range(2):
        services.ask(hearing, "Who pays?", "en", registration=ada, sent=sent)
    assert Question.objects.count() == 1
    with pytest.raises(QuestionTooLong):
        asked(hearing, "a" * 301)
    for number in range(4):
        asked(hearing, f"Why {number}?")
    with pytest.raises(QuestionsTooMany):
        asked(hearing, "One more?")


def test_cards_of_tables_are_collected_once_and_follow_their_table() -> None:
    hearing = make_hearing()
    card = make_card(hearing, "Wie betaalt het?")
    make_card(hearing, "Meer bomen", kind="solution")
    make_card(hearing, "Verborgen?", is_hidden=True)
    assert [services.take_cards(hearing) for _time in range(2)] == [1, 0]
    question = Question.objects.get()
    assert (question.table, question.language) == (7, "nl")
    Card.objects.filter(pk=card.pk).update(text="Wie betaalt de bomen?", revision=uuid4())
    services.take_cards(hearing)
    assert ranking(hearing) == [("Wie betaalt de bomen?", 0)]
    Card.objects.filter(pk=card.pk).update(text="", revision=uuid4())
    services.take_cards(hearing)
    assert ranking(hearing) == []


@pytest.mark.parametrize("words", ["", "???", "Why? " * 200])
def test_a_card_that_asks_nothing_any_more_leaves_its_twins_and_comes_back(words: str) -> None:
    hearing = make_hearing()
    card, twin = make_card(hearing, "Wie betaalt het?"), make_card(hearing, "Who pays?")
    services.take_cards(hearing)
    one, other = Question.objects.get(card=card), Question.objects.get(card=twin)
    services.merge_questions(other, one, by=make_helper(hearing.gathering))
    Card.objects.filter(pk=card.pk).update(text=words, revision=uuid4())
    services.take_cards(hearing)
    assert ranking(hearing) == [("Who pays?", 0)]
    Card.objects.filter(pk=card.pk).update(text="Wanneer?", revision=uuid4())
    services.take_cards(hearing)
    assert {text for text, _wanted in ranking(hearing)} == {"Wanneer?", "Who pays?"}


def test_what_moderators_hid_stays_hidden_whatever_its_table_writes() -> None:
    hearing = make_hearing()
    card = make_card(hearing, "Is mijn buur een dief?")
    services.take_cards(hearing)
    hide_question(Question.objects.get().node)
    for words in ("", "Waarom steelt mijn buur?"):
        Card.objects.filter(pk=card.pk).update(text=words, revision=uuid4())
        assert services.take_cards(hearing) == 1
        assert ranking(hearing) == []
    assert not Question.objects.get().node.is_public


def test_in_a_citizens_jury_tables_choose_which_questions_come_first() -> None:
    run = wait(started("citizens-jury", tables=3), 61 * 60)
    first = written(run, "Who pays?", "questions", table=1)
    second = written(run, "Wie betaalt het?", "questions", table=2)
    hearing = services.hearing_of(run.gathering, by=organiser_of(run.gathering))
    services.open_asking(hearing, by=organiser_of(run.gathering))
    assert services.take_cards(hearing) == 2
    wait(run, 20 * 60)
    for table, cards in ((1, [first]), (1, [second]), (2, [second]), (3, [first])):
        fact = said("picked", "first_questions", cards=[str(one.key) for one in cards])
        assert not take(run, fact, table=table).refused
    chosen = [(one.question.text, one.tables) for one in queries.ranked(hearing)]
    assert chosen == [("Wie betaalt het?", 2), ("Who pays?", 1)]
    page = Client(HTTP_ACCEPT_LANGUAGE="en").get(hearing.get_absolute_url()).content.decode()
    assert "chosen first by 2 tables" in page


def test_a_card_that_is_hidden_later_is_no_question_any_more() -> None:
    hearing = make_hearing()
    card = make_card(hearing, "Is mijn buur een dief?")
    services.take_cards(hearing)
    Card.objects.filter(pk=card.pk).update(is_hidden=True)
    assert [services.follow_hidden_cards() for _time in range(2)] == [1, 0]
    assert ranking(hearing) == []


def test_a_card_of_the_harvest_leads_to_the_question_it_became() -> None:
    hearing = make_hearing()
    card = make_card(hearing, "Wie betaalt het?")
    services.take_cards(hearing)
    node = open_node("card", title=card.text, language="nl")
    Card.objects.filter(pk=card.pk).update(node=node)
    assert [services.link_cards(hearing) for _time in range(2)] == [1, 0]
    assert Edge.objects.get(kind=Edge.Kind.BECAME).target == Question.objects.get().node


def test_questions_alike_in_two_languages_are_found_put_together_and_counted_once() -> None:
    hearing = make_hearing(None, None, None)
    ada, bo, cy = in_the_room(hearing)
    one = services.ask(hearing, "Who pays for the new trees?", "en", registration=ada)
    other = services.ask(hearing, "Qui paie les nouveaux arbres ?", "fr", registration=bo)
    services.ask(hearing, "When does the bus come?", "en", registration=cy)
    pairs = [(pair.one, pair.other) for pair in queries.alike(hearing)]
    assert pairs == [(one, other)]
    services.support(one, registration=bo)
    services.support(other, registration=cy)
    by = make_helper(hearing.gathering)
    services.merge_questions(other, one, by=by)
    assert ranking(hearing)[0] == ("Who pays for the new trees?", 3)
    assert queries.alike(hearing) == []
    with pytest.raises(MergeElsewhere):
        services.merge_questions(one, other, by=by)
    services.separate_question(other, by=by)
    assert sorted(wanted for _text, wanted in ranking(hearing)) == [1, 2, 2]
    assert not Edge.objects.filter(kind=Edge.Kind.GROUPED_INTO).exists()
    with pytest.raises(NotAllowed):
        services.merge_questions(other, one, by=make_person())


def test_support_counts_once_whichever_twin_she_pressed_and_is_taken_back_whole() -> None:
    hearing = make_hearing(None, None)
    ada, bo = in_the_room(hearing)
    one, other = asked(hearing, "Who pays?"), asked(hearing, "Who will pay?", by=1)
    services.merge_questions(other, one, by=organiser_of(hearing.gathering))
    services.support(other, registration=ada)
    services.support(one, registration=bo)
    assert ranking(hearing) == [("Who pays?", 2)]
    services.withdraw_support(one, registration=bo)
    assert ranking(hearing) == [("Who pays?", 1)]
    assert not Support.objects.filter(voice=bo.arrival.voice).exists()


def test_an_answer_names_its_sources_and_whoever_asked_hears_of_it() -> None:
    ada, bo = make_person(), make_person()
    hearing = make_hearing(ada, bo)
    one, other = asked(hearing, "Who pays?"), asked(hearing, "Who will pay?", by=1)
    by = organiser_of(hearing.gathering)
    services.merge_questions(other, one, by=by)
    expert = make_expert(hearing)
    with pytest.raises(SourceOrJudgement):
        answered(one, expert, sources=[])
    with pytest.raises(QuestionGone):
        answered(other, expert)
    answered(one, expert)
    answered(one, expert, text="The city and the region.")
    assert Answer.objects.get().revision == 2
    texts = [entry.body["text"] for entry in Entry.objects.filter(kind="hearing.answered")]
    assert texts == ["The city.", "The city and the region."]
    told = News.objects.filter(telling__about__in=[one.node, other.node]).values("person")
    assert {ada.pk, bo.pk} <= {row["person"] for row in told}


def test_only_the_expert_and_the_team_answer() -> None:
    vera = make_person()
    hearing = make_hearing(None, vera)
    question = asked(hearing)
    expert = make_expert(hearing, ticket=in_the_room(hearing)[1].ticket)
    other = make_expert(hearing, name="Bo")
    facts = services.AnswerFacts("Nobody knows.", "en", has_no_source=True)
    services.answer_question(question, expert, facts, by=vera)
    page = signed_in(vera, Client(HTTP_ACCEPT_LANGUAGE="en")).get(question.get_absolute_url())
    assert "Answer in public" in page.content.decode()
    with pytest.raises(NotAllowed):
        services.answer_question(question, other, facts, by=vera)
    with pytest.raises(NotAllowed):
        services.answer_question(question, expert, facts, by=make_person())


def test_clarity_is_told_in_tens() -> None:
    hearing = make_hearing(*[None] * 11)
    question = asked(hearing)
    answer = answered(question, make_expert(hearing))
    people = in_the_room(hearing)
    for one in people[:9]:
        services.rate_answer(answer, 4, registration=one)
    assert queries.questions_of(hearing, None)[0].answers[0].mean is None
    services.rate_answer(answer, 4, registration=people[9])
    services.rate_answer(answer, 1, registration=people[10])
    view = queries.questions_of(hearing, people[10])[0].answers[0]
    assert (view.given, view.mean, view.mine) == (10, 4, 1)


def test_a_hidden_question_is_nowhere_and_its_twins_stand_alone() -> None:
    hearing = make_hearing(None, None)
    one, other = asked(hearing, "Is my neighbour a thief?"), asked(hearing, "Is he?", by=1)
    services.merge_questions(other, one, by=organiser_of(hearing.gathering))
    assert contribution_of(one.node).text == "Is my neighbour a thief?"
    assert kind_of(one.node).hide(one.node)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    for address in (hearing.get_absolute_url(), hearing.page("wall")):
        page = client.get(address).content.decode()
        assert "neighbour" not in page
        assert "Is he?" in page
    assert client.get(one.get_absolute_url()).status_code == 404
    assert kind_of(one.node).show(one.node)
    assert len(queries.ranked(hearing)) == 2


def test_a65_her_questions_lose_their_words() -> None:
    ada = make_person()
    hearing = make_hearing(ada)
    question = asked(hearing, "Why is my street at number 12 so loud?")
    erase(by=ada)
    question.refresh_from_db()
    assert (question.text, question.author) == ("Ces mots ont été effacés.", None)
    assert question.embedding is None
    assert "loud" not in f"{question.node.title}{question.node.titles}"
    assert ranking(hearing) == []


def test_on_her_phone_she_asks_supports_and_rates() -> None:
    ada, bo = make_person(), make_person()
    hearing = make_hearing(ada, bo)
    phone = signed_in(ada, Client(HTTP_ACCEPT_LANGUAGE="en"))
    sent = {"text": "Who pays?", "language": "en", "sent": str(uuid4())}
    assert phone.post(hearing.page("ask"), {"text": " ", "language": "en"}).status_code == 422
    assert phone.post(hearing.page("ask"), sent).status_code == 302
    question = Question.objects.get()
    other = signed_in(bo, Client(HTTP_ACCEPT_LANGUAGE="en"))
    assert "I want to know it too" in other.get(hearing.get_absolute_url()).content.decode()
    other.post(hearing.page("support", 1), {"wanted": "1"})
    assert ranking(hearing) == [("Who pays?", 2)]
    other.post(hearing.page("support", 1), {"wanted": "0"})
    assert ranking(hearing) == [("Who pays?", 1)]
    answer = answered(question, make_expert(hearing))
    assert other.post(hearing.page("rate", answer.pk), {"mark": "4"}).status_code == 302
    assert other.post(hearing.page("rate", answer.pk), {"mark": "9"}).status_code == 422
    assert "You said 4 of 5" in other.get(hearing.get_absolute_url()).content.decode()
    stranger = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert stranger.post(hearing.page("support", 1), {"wanted": "1"}).status_code == 403


def test_the_team_sorts_and_answers_at_its_desk() -> None:
    hearing = make_hearing(None, None)
    asked(hearing, "Who pays for the new trees?")
    asked(hearing, "Wie betaalt de nieuwe bomen?", by=1)
    expert = make_expert(hearing)
    desk = signed_in(make_helper(hearing.gathering), Client(HTTP_ACCEPT_LANGUAGE="en"))
    assert "Do these ask the same?" in desk.get(hearing.page("desk")).content.decode()
    desk.post(hearing.page("merge", 2), {"into": "1"})
    assert ranking(hearing) == [("Who pays for the new trees?", 2)]
    assert desk.post(hearing.page("merge", 2), {"into": "99999999999"}).status_code == 404
    said = {"expert": str(expert.pk), "text": "The city.", "language": "en"}
    assert desk.post(hearing.page("answer", 1), said).status_code == 422
    desk.post(hearing.page("answer", 1), said | {"sources": "Budget, https://example.org/b"})
    page = desk.get(hearing.page("question", 1)).content.decode()
    assert "The city." in page
    assert "https://example.org/b" in page
    assert "No question waits" in desk.get(hearing.page("wall")).content.decode()


def test_the_list_is_paged_and_a_button_leads_back_to_its_page() -> None:
    hearing = make_hearing(*[None] * 6, make_person())
    people = in_the_room(hearing)
    for number in range(26):
        one = people[number // 5]
        services.ask(hearing, f"Why number {number}?", "en", registration=one)
    client = signed_in(people[6].person, Client(HTTP_ACCEPT_LANGUAGE="en"))  # type: ignore[arg-type]  # because she has an account
    assert "Why number 25?" not in client.get(hearing.get_absolute_url()).content.decode()
    assert "Why number 25?" in client.get(f"{hearing.get_absolute_url()}?page=2").content.decode()
    sent = client.post(hearing.page("support", 26), {"wanted": "1", "page": "2"})
    assert sent["Location"] == f"{hearing.get_absolute_url()}?page=2#q26"
    assert ranking(hearing)[0] == ("Why number 25?", 2)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_phones_at_once_ask_support_and_answer_once_each() -> None:
    hearing = make_hearing(None)
    ada, sent = in_the_room(hearing)[0], uuid4()
    question = asked(hearing)

    def press(_number: int) -> None:
        services.ask(hearing, "Who pays?", "en", registration=ada, sent=sent)
        services.support(question, registration=ada)
        with contextlib.suppress(AlreadySaid):
            say_how_it_was(ada, {"heard": 4})
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(20)))
    assert Question.objects.filter(sent=sent).count() == 1
    assert Support.objects.filter(question=question).count() == 1
    assert ExitAnswer.objects.count() == 1
