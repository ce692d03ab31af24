"""Addresses of the record; those without a closing slash are files, as C2SP names them."""

from django.urls import path

from .views import pages, raw

app_name = "ledger"
urlpatterns = [
    path("record/", pages.record, name="record"),
    path("record/verify/", pages.verifying, name="verifying"),
    path("record/<int:index>/", pages.entry, name="entry"),
    path("record/<int:index>/receipt.json", raw.receipt, name="receipt"),
    path("record/checkpoint", raw.checkpoint, name="checkpoint"),
    path("record/consistency.json", raw.consistency, name="consistency"),
    path("record/key.pub", raw.key, name="key"),
    path("record/tile/entries/<path:number>", raw.entries, name="bundle"),
    path("record/tile/<int:level>/<path:number>", raw.tile, name="tile"),
]
