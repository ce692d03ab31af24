from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "citizenspring.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Join the registries of the apps below."""
        from . import joining  # noqa: PLC0415  # models exist only now

        joining.join()
