"""Addresses of processes."""

from django.urls import include, path

from .views import organise, parts, public

app_name = "processes"
one = [
    path("", organise.organise, name="organise"),
    path("texts/", organise.edit, name="edit"),
    path("outcome/", organise.outcome, name="outcome"),
    path("phases/new/", parts.new_phase, name="new_phase"),
    path("phases/<uuid:phase_id>/", parts.phase, name="phase"),
    path("phases/<uuid:phase_id>/remove/", parts.remove_phase, name="remove_phase"),
    path("steps/new/", parts.new_step, name="new_step"),
    path("activities/<slug:activity_slug>/", parts.edit_activity, name="edit_activity"),
    path("activities/<slug:activity_slug>/<slug:name>/", parts.activity_act, name="activity_act"),
    path("<slug:name>/", organise.act, name="act"),
]
urlpatterns = [
    path("processes/", public.processes, name="processes"),
    path("processes/<slug:slug>/", public.process, name="process"),
    path("processes/<slug:slug>/feed/", public.feed, name="feed"),
    path("processes/<slug:slug>/steps/<slug:activity_slug>/", public.activity, name="activity"),
    path("organise/", organise.mine, name="mine"),
    path("organise/new/", organise.new, name="new"),
    path("organise/process/<slug:slug>/", include(one)),
]
