"""Addresses of threads."""

from django.urls import path

from . import views

app_name = "threads"
urlpatterns = [
    path("thread/<uuid:node_id>/", views.thread, name="thread"),
    path("thread/<uuid:node_id>/record/", views.record, name="record"),
    path("mine/", views.mine, name="mine"),
]
