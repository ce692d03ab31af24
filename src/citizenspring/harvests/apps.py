from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestsConfig(AppConfig):
    name = "citizenspring.harvests"
    verbose_name = _("Harvests")

    def ready(self) -> None:
        """Join the registries of the apps below."""
        from . import joining  # noqa: PLC0415  # models exist only now

        joining.join()
