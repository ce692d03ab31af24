from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "citizenspring.rounds"
    verbose_name = _("Rounds")

    def ready(self) -> None:
        """Lead from the gathering's page to what organisers do, and say what seats are needed."""
        from . import leading, seats  # noqa: PLC0415  # models exist only now

        leading.join()
        seats.join()
