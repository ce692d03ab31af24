"""Secret ballots: an electoral roll, ballots that nobody can pair with it, and a public count."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "citizenspring.ballots"
    verbose_name = _("Secret ballots")

    def ready(self) -> None:
        """Join the registries of the apps below."""
        from citizenspring.people import desks as all_desks  # noqa: PLC0415  # models exist only now

        from . import checks, desks, moves  # noqa: PLC0415  # models exist only now

        all_desks.register(desks.desks)
        moves.join()
        checks.join()
