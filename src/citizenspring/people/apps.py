from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "citizenspring.people"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        """Offer its desk; have a key that is added or used again begin a new session key (A34)."""
        from allauth.mfa import signals  # noqa: PLC0415  # models exist only now

        from . import bursts, desks  # noqa: PLC0415  # models exist only now

        desks.register(bursts.desk)

        signals.authenticator_added.connect(_note_key, dispatch_uid="people.added")
        signals.authenticator_used.connect(_renew_session, dispatch_uid="people.used")


def _note_key(request: Any, user: Any, **_facts: Any) -> None:
    """Who has just made a key is not asked for it at once."""
    from allauth.account.internal.flows import login  # noqa: PLC0415  # models exist only now

    login.record_authentication(request, user, method="mfa", reauthenticated=True)
    _renew_session(request)


def _renew_session(request: Any, **_facts: Any) -> None:
    """Whoever copied the old session key holds nothing."""
    request.session.cycle_key()
