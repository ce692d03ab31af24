from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelsConfig(AppConfig):
    name = "citizenspring.panels"
    verbose_name = _("Panels drawn by lot")
