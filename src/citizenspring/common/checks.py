"""What ``citizenspring check`` tells an operator about settings that do not go together."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning  # noqa: A004  # Django's own name

from citizenspring import env

__all__ = ["settings_that_belong_together"]


def settings_that_belong_together(**_named: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.DEMO and not env.is_at_home(settings.PUBLIC_ADDRESS):
        problem = "This demo has a public address: everybody there may take any role."
        hint = "Set CITIZENSPRING_DEMO=0 unless nobody real will use it."
        found.append(Warning(problem, hint=hint, id="citizenspring.W001"))
    if not settings.DEMO and not settings.MAIL_SERVER:
        problem = "No mail server is set, so nobody can sign in."
        hint = "Set CITIZENSPRING_MAIL_URL=smtp://user:password@host:587."
        found.append(Warning(problem, hint=hint, id="citizenspring.W002"))
    if not settings.DEMO and "*" in settings.ALLOWED_HOSTS:
        problem = "The platform answers to any name, so a link in a mail may lead elsewhere."
        hint = "Name the hosts in CITIZENSPRING_HOSTS, or leave it out."
        found.append(Warning(problem, hint=hint, id="citizenspring.W003"))
    return found
