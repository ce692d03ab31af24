from django.urls import include, path

from . import views

pages = [
    path("sign-in/code/", views.code, name="code"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("me/", views.me, name="me"),
    path("me/levels/", views.levels, name="levels"),
    path("me/sessions/end/", views.end_other_sessions, name="end_other_sessions"),
    path("roles/", views.roles, name="roles"),
    path("roles/<uuid:role_id>/end/", views.end_role, name="end_role"),
    path("who-may-do-what/", views.rules, name="rules"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:letter_id>/", views.letter, name="letter"),
    path("demo/people/", views.personas, name="personas"),
    path("demo/people/<slug:kind>/", views.try_persona, name="try_persona"),
]
urlpatterns = [
    # Django and django-allauth look for the door by this name.
    path("sign-in/", views.sign_in, name="account_login"),
    path("", include((pages, "people"))),
]
