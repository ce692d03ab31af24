"""Spellings of mail addresses: one mailbox, one key, and nobody's account for somebody else."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from citizenspring.people.addresses import (
    clean_address,
    identity_key,
    mail_key,
    reaches_the_same,
)
from citizenspring.people.domains import is_disposable, is_within
from citizenspring.people.levels import Level
from citizenspring.people.models import Person

from .conftest import CodeReader
from .factories import make_person

ADA = "ada@example.org"


@pytest.mark.parametrize(
    "spelt",
    [
        "ADA@Example.org",
        " ada@example.org. ",
        "ada+list@example.org",
        "ada+a+b@example.org",
        "ada@example.org",
    ],
)
def test_a15_every_spelling_of_a_mailbox_has_one_key(spelt: str) -> None:
    assert identity_key(spelt) == identity_key(ADA)


@pytest.mark.parametrize("spelt", ["a.d.a@gmail.com", "ada+x@googlemail.com", "A.DA@GMAIL.com."])
def test_a15_dots_count_for_nothing_where_the_provider_ignores_them(spelt: str) -> None:
    assert identity_key(spelt) == identity_key("ada@gmail.com")


def test_a15_dots_count_elsewhere() -> None:
    assert identity_key("a.da@example.org") != identity_key(ADA)


@pytest.mark.parametrize(
    "written",
    [
        "ada@ex\u0430mple.org",
        "ada@xn--exmple-4nf.org",
        "ada@\u0435x\u0430mple.org",
        "ada@\u0440\u0430\u0443.org",
        "ada@\u03bf\u03c1\u03b1.org",
    ],
)
def test_a15_a_domain_that_only_looks_like_another_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        clean_address(written)


@pytest.mark.parametrize("written", ["ada@bücher.example", "ada@москва.рф", "ada@日本語.jp"])
def test_honest_domains_in_other_letters_are_taken(written: str) -> None:
    assert clean_address(written).isascii()


def test_wide_letters_are_the_same_letters() -> None:
    assert mail_key("ada@ｅｘａｍｐｌｅ.org") == ADA


def test_the_key_is_worth_nothing_without_the_pepper(settings: Settings) -> None:
    before = identity_key(ADA)
    settings.PEPPER = "another" * 10
    assert identity_key(ADA) != before
    assert b"ada" not in before


def test_a_tag_is_ignored_for_certain_only_where_the_provider_says_so() -> None:
    assert reaches_the_same("ada+x@gmail.com", "a.da@gmail.com")
    assert not reaches_the_same("ada+x@example.org", ADA)


@pytest.mark.parametrize(
    ("domain", "answer"),
    [
        ("example.org", True),
        ("mail.example.org", True),
        ("evil-example.org", False),
        ("example.org.evil.net", False),
        ("org", False),
    ],
)
def test_a16_a_domain_is_compared_at_its_dots_only(domain: str, answer: bool) -> None:  # noqa: FBT001  # a case
    assert is_within(domain, {"example.org"}) is answer


def test_a14_disposable_domains_are_known_with_what_lies_under_them() -> None:
    assert is_disposable("x@mailinator.com")
    assert is_disposable("x@in.mailinator.com")
    assert not is_disposable("x@my-mailinator.com")


def test_a16_an_operator_adds_domains_and_trusts_others(settings: Settings) -> None:
    settings.DISPOSABLE_DOMAINS = ["minutes.example"]
    settings.TRUSTED_DOMAINS = ["mailinator.com"]
    assert is_disposable("x@a.minutes.example")
    assert not is_disposable("x@evil-minutes.example")
    assert not is_disposable("x@mailinator.com")


def enter(email: str, newest_code: CodeReader) -> int:
    browser = Client(headers={"accept-language": "en"})
    browser.post("/sign-in/", {"email": email})
    return browser.post("/sign-in/code/", {"code": newest_code(email)}).status_code


@pytest.mark.django_db
def test_a15_many_spellings_make_one_account(newest_code: CodeReader) -> None:
    for number in range(5):
        enter(f"a.da+{number}@gmail.com", newest_code)
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a15_a_second_account_under_a_tag_is_refused(newest_code: CodeReader) -> None:
    make_person(ADA)
    assert enter("ada+vote@example.org", newest_code) == 409
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a14_disposable_mailboxes_stay_pending(newest_code: CodeReader) -> None:
    for number in range(5):
        assert enter(f"p{number}@mailinator.com", newest_code) == 302
    assert not Person.objects.filter(level__gte=Level.MAIL).exists()


@pytest.mark.django_db
def test_a14_the_page_says_why_and_what_to_do(newest_code: CodeReader) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.post("/sign-in/", {"email": "p@mailinator.com"})
    browser.post("/sign-in/code/", {"code": newest_code("p@mailinator.com")})
    page = browser.get("/me/levels/").content.decode()
    assert "lends addresses to anybody for a few minutes" in page
