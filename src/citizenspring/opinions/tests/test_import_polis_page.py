import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from citizenspring.opinions.models import OpinionMap
from citizenspring.processes.models import Process

from .factories import make_organiser, make_process
from .test_import_polis import FILES

pytestmark = pytest.mark.django_db


def page(process: Process) -> str:
    return reverse("opinions:import-polis", args=[process.slug])


def files(**changes: str) -> dict[str, object]:
    texts = dict(FILES.items()) | {f"{name}.csv": text for name, text in changes.items()}
    return {
        name.removesuffix(".csv"): SimpleUploadedFile(name, text.encode())
        for name, text in texts.items()
    }


def signed_in(client: Client, process: Process) -> Client:
    client.force_login(
        make_organiser(process), backend="citizenspring.people.backends.GuestBackend"
    )
    return client


def test_an_organiser_brings_in_a_conversation(client: Client) -> None:
    process = make_process()
    sent = {**files(), "language": "en"}
    answer = signed_in(client, process).post(page(process), sent, follow=True)
    made = OpinionMap.objects.get()
    assert answer.redirect_chain == [(made.page("edit"), 302)]
    assert made.votes.count() == 4


def test_a_wrong_vote_is_named_with_its_line_and_nothing_is_made(client: Client) -> None:
    process = make_process()
    sent = {**files(votes="comment-id,voter-id,vote\n0,5,9\n"), "language": "en"}
    answer = signed_in(client, process).post(page(process), sent)
    assert answer.status_code == 422
    assert "votes.csv, line 2" in answer.content.decode()
    assert not OpinionMap.objects.exists()


def test_without_files_it_says_which_are_needed(client: Client) -> None:
    process = make_process()
    answer = signed_in(client, process).post(page(process), {"title": "Benches", "language": "nl"})
    assert answer.status_code == 422
    assert 'value="Benches"' in answer.content.decode()


def test_the_language_is_chosen_by_hand_among_all_that_statements_have(client: Client) -> None:
    process = make_process()
    browser = signed_in(client, process)
    offered = browser.get(page(process)).context["form"].fields["language"].choices
    assert next(iter(offered))[0] == ""
    assert {"fr", "nl", "ar", "tr"} <= {code for code, _name in offered}
    answer = browser.post(page(process), files())
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"language"}
    browser.post(page(process), {**files(), "language": "tr"})
    languages = OpinionMap.objects.get().statements.values_list("language", flat=True)
    assert set(languages) == {"tr"}


def test_the_way_to_the_import_is_where_an_activity_is_added_and_open_is_where_it_ends(
    client: Client,
) -> None:
    process = make_process()
    browser = signed_in(client, process)
    for address in (
        reverse("processes:organise", args=[process.slug]),
        reverse("opinions:new", args=[process.slug]),
    ):
        assert page(process) in browser.get(address).content.decode()
    answer = browser.post(page(process), {**files(), "language": "en"}, follow=True)
    activity = OpinionMap.objects.get().activity
    opening = reverse("processes:activity_act", args=[process.slug, activity.slug, "open"])
    assert opening in answer.content.decode()
