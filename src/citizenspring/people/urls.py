from django.urls import include, path, re_path

from . import views

pages = [
    path("sign-in/code/", views.code, name="code"),
    path("sign-in/city/", views.city_login_begin, name="city_login"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("me/", views.me, name="me"),
    path("me/levels/", views.levels, name="levels"),
    path("me/consents/", views.consents, name="consents"),
    path("me/consents/<slug:kind>/end/", views.withdraw_consent, name="withdraw_consent"),
    path("me/copy/", views.ask_for_copy, name="ask_for_copy"),
    path("me/copy/<str:token>/", views.open_copy, name="open_copy"),
    path("me/erase/", views.erase, name="erase"),
    path("me/sessions/end/", views.end_other_sessions, name="end_other_sessions"),
    path("roles/", views.roles, name="roles"),
    path("roles/<uuid:role_id>/end/", views.end_role, name="end_role"),
    path("roles/<uuid:role_id>/ask-to-end/", views.ask_to_end, name="ask_to_end"),
    re_path(
        r"^roles/changes/(?P<change_id>[0-9a-f-]{36})/(?P<act>agree|stop)/$",
        views.change_power,
        name="change_power",
    ),
    path("who-may-do-what/", views.rules, name="rules"),
    path("held-back/", views.bursts, name="bursts"),
    path("held-back/<uuid:burst_id>/", views.decide_burst, name="decide_burst"),
    path("centres/", views.centres, name="centres"),
    path("centres/times/<uuid:slot_id>/book/", views.book, name="book"),
    path("centres/bookings/<uuid:booking_id>/cancel/", views.cancel_booking, name="cancel_booking"),
    path("centres/organise/", views.organise_centres, name="organise_centres"),
    path("centres/<uuid:centre_id>/times/", views.open_slots, name="open_slots"),
    path("verify/", views.verify, name="verify"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:letter_id>/", views.letter, name="letter"),
    path("demo/people/", views.personas, name="personas"),
    path("demo/people/<slug:kind>/", views.try_persona, name="try_persona"),
]
urlpatterns = [
    # Django and django-allauth look for the door by this name.
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/once-more/", views.again, name="account_reauthenticate"),
    path("sign-in/back/<slug:provider_id>/", views.city_login_back, name="openid_connect_callback"),
    path("", include("citizenspring.people.key_urls")),
    path("", include((pages, "people"))),
]
