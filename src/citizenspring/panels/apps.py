from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelsConfig(AppConfig):
    name = "citizenspring.panels"
    verbose_name = _("Panels drawn by lot")

    def ready(self) -> None:
        """Lead from gatherings to panels and join the registries of the apps below."""
        from . import leading, moves, news  # noqa: PLC0415  # models exist only now

        leading.offer()
        moves.join()
        news.offer()
