from django.urls import include, path

from .views import (
    after,
    coming,
    door_store,
    doors,
    here,
    organising,
    sheets,
    stand,
    striking,
)

app_name = "gatherings"

of_a_gathering = [
    path("", coming.gathering, name="gathering"),
    path("register/", coming.register, name="register"),
    path("ticket/", coming.ticket, name="ticket"),
    path("ticket/give-back/", coming.give_back, name="give-back"),
    path("calendar.ics", coming.calendar, name="calendar"),
    path("stand/", stand.stand, name="stand"),
    path("exit/", after.exit_poll, name="exit"),
    path("after/", after.after, name="after"),
    path("after/came.csv", after.as_csv, name="after-csv"),
    path("here/", here.here, name="here"),
    path("doors/", doors.doors, name="doors"),
    path("doors/list/", sheets.sheet, name="sheet"),
    path("doors/list.csv", sheets.as_csv, name="sheet-csv"),
    path("doors/tick/", sheets.tick, name="tick"),
    path("door/", doors.door, name="door"),
    path("door/new/", doors.walk_in, name="walk-in"),
    path("door/people.json", door_store.people, name="door-people"),
    path("door/take/", door_store.take, name="door-take"),
    path("door/worker.js", door_store.worker, name="door-worker"),
    path("organise/", organising.edit, name="edit"),
    path("organise/costs/", after.costs, name="costs"),
    path("organise/next/", after.steps, name="steps"),
    path("organise/next/<uuid:step>/", after.change_step, name="change-step"),
    path("organise/next/<uuid:step>/done/", after.finish_step, name="finish-step"),
    path("organise/registrations/", organising.registrations, name="registrations"),
    path("organise/registrations/<uuid:key>/cancel/", striking.strike, name="strike"),
    path("organise/registrations.csv", organising.as_csv, name="registrations-csv"),
    path("organise/letters/", organising.letters, name="letters"),
    path("organise/call-off/", organising.call_off, name="call-off"),
]

urlpatterns = [
    path("g/<str:code>", coming.short, name="short"),
    path("gatherings/<slug:process>/<slug:activity>/", include(of_a_gathering)),
    path("processes/<slug:process>/new-gathering/", organising.new, name="new"),
]
