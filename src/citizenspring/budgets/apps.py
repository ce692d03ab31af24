from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    name = "citizenspring.budgets"
    verbose_name = _("Budgets")

    def ready(self) -> None:
        """Offer budget rounds to organisers and join the registries of the apps below."""
        from . import joining, kind, news  # noqa: PLC0415  # models exist only now

        kind.offer()
        news.offer()
        joining.join()
