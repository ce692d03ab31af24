from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from .checks import settings_that_belong_together


class CommonConfig(AppConfig):
    name = "citizenspring.common"

    def ready(self) -> None:
        # Rules list themselves when read: the page "who may do what" must know all of them.
        autodiscover_modules("permissions")
        register(settings_that_belong_together)
