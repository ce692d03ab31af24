"""How django-allauth is told the ways of this house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from .limits import client_address

__all__ = ["PeopleAdapter"]


class PeopleAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def add_message(self, *_facts: object, **_more: object) -> None:
        """Say nothing: the page after signing in shows who is there."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with a code sent by mail, never with a form of allauth."""
        del request
        return False
