"""Addresses of news and mail."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/read/", views.read_all, name="read_all"),
    path("news/settings/", views.settings, name="settings"),
    path("news/settings/mailbox/", views.try_mailbox, name="try_mailbox"),
    path("news/devices/", views.add_device, name="add_device"),
    path("news/devices/<uuid:device_id>/remove/", views.remove_device, name="remove_device"),
    path("news-worker.js", views.worker, name="worker"),
    path("news/<int:news_id>/", views.open_news, name="open"),
    path("leave/<str:token>/", views.leave, name="leave"),
    path("mail/", views.mail, name="mail"),
]
