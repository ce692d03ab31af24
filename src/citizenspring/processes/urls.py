"""Addresses of processes."""

from django.urls import path

from .views import public

app_name = "processes"
urlpatterns = [
    path("processes/", public.processes, name="processes"),
    path("processes/<slug:slug>/", public.process, name="process"),
    path("processes/<slug:slug>/feed/", public.feed, name="feed"),
    path("processes/<slug:slug>/steps/<slug:activity_slug>/", public.activity, name="activity"),
]
