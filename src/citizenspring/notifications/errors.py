"""What is refused about news."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = ["DeviceRefused", "LeaveUnknown", "PushOff"]


class DeviceRefused(Refusal):
    code = "device_refused"
    status = 422
    sentence = _(
        "This browser named a push service that we do not know. Choose news by mail instead."
    )


class LeaveUnknown(Refusal):
    code = "leave_unknown"
    status = 404
    sentence = _(
        "This link is not whole, so it stopped nothing. Copy all of it from the mail, or choose "
        "on your page how often you get mail."
    )


class PushOff(Refusal):
    code = "push_off"
    status = 404
    sentence = _("This site shows no news on devices. Choose news by mail instead.")
