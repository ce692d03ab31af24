import pytest
from django.test import Client

from citizenspring.opinions.models import Statement
from citizenspring.opinions.tests.factories import make_map

pytestmark = pytest.mark.django_db
TEXT = 'More trees\n& "benches" <b>now</b>.'
HERE = "http://testserver"


def send(**headers: str) -> tuple[int, str]:
    client = Client(enforce_csrf_checks=True)
    sent = {"text": TEXT, "language": "en", "csrfmiddlewaretoken": "old" * 20}
    address = make_map().page("add")
    answer = client.post(address, sent, headers={"accept-language": "en", **headers})
    assert not Statement.objects.filter(is_seed=False).exists()
    return answer.status_code, answer.content.decode()


def test_what_was_typed_comes_back_with_a_token_of_now() -> None:
    client = Client(enforce_csrf_checks=True)
    made = make_map()
    headers = {"accept-language": "en", "origin": HERE}
    sent = {"text": "More trees, please.", "language": "en", "none_of_these": "1"}
    answer = client.post(made.page("add"), sent, headers=headers)
    assert answer.status_code == 403
    assert "Is this still what you want to send?" in answer.content.decode()
    token = str(answer.context["csrf_token"])
    again = sent | {"csrfmiddlewaretoken": token}
    assert client.post(made.page("add"), again, headers=headers).status_code == 302
    assert Statement.objects.filter(is_seed=False).get().text == "More trees, please."


def test_values_are_given_back_escaped_and_the_old_token_is_not() -> None:
    status, page = send(origin=HERE)
    assert status == 403
    assert "More trees\n&amp; &quot;benches&quot; &lt;b&gt;now&lt;/b&gt;.</textarea>" in page
    assert '<input type="hidden" name="language" value="en">' in page
    assert "old" * 20 not in page


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://testserver.example.org"])
def test_what_another_site_sent_is_not_one_press_away(origin: str) -> None:
    status, page = send(origin=origin)
    assert status == 403
    assert "More trees" not in page
    assert "You may not do this" in page


def test_without_a_word_of_where_it_came_from_nothing_is_given_back() -> None:
    assert "More trees" not in send()[1]


def test_an_older_browser_says_it_in_its_referer() -> None:
    assert "More trees" in send(referer=f"{HERE}/maps/x/y/")[1]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "plus à jour"), ("nl", "Je pagina was niet meer actueel")],
)
def test_it_speaks_the_language_of_the_visitor(language: str, sentence: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/theme/", {"theme": "dark"}, headers={"accept-language": language, "origin": HERE}
    )
    assert sentence in answer.content.decode()
