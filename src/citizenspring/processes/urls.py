from django.urls import path

from . import views

app_name = "processes"
urlpatterns = [
    path("processes/<slug:slug>/", views.process, name="process"),
    path("processes/<slug:slug>/steps/<slug:activity_slug>/", views.activity, name="activity"),
    path("processes/<slug:slug>/organise/new-step/", views.activity, name="new_step"),
]
