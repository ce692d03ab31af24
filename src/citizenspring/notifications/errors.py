"""What is refused about news."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = ["DeviceRefused", "PushOff"]


class DeviceRefused(Refusal):
    code = "device_refused"
    status = 422
    sentence = _(
        "This browser named a push service that we do not know. Choose news by mail instead."
    )


class PushOff(Refusal):
    code = "push_off"
    status = 404
    sentence = _("This site shows no news on devices. Choose news by mail instead.")
