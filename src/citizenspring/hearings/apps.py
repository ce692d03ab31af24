from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HearingsConfig(AppConfig):
    name = "citizenspring.hearings"
    verbose_name = _("Hearings")

    def ready(self) -> None:
        """Join the registries of the apps below."""
        from . import kind, moderating, moves  # noqa: PLC0415  # models exist only now

        kind.offer()
        moderating.offer()
        moves.join()
