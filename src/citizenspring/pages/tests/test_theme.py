from django.test import Client


def test_the_wish_for_dark_is_kept_in_a_cookie(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert answer.cookies["theme"].value == "dark"


def test_following_the_device_forgets_the_cookie(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "", "next": "/"})
    assert answer.cookies["theme"].value == ""


def test_a_made_up_theme_is_not_kept(client: Client) -> None:
    answer = client.post("/theme/", {"theme": '"><script>', "next": "/"})
    assert answer.cookies["theme"].value == ""


def test_it_never_leads_to_another_site(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "//example.org/"})
    assert answer.headers["Location"] == "/"
