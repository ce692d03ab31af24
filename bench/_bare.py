"""A bare Django page of 50 rows out of the same table, to compare with."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "_bare_settings")

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

PAGE = """<!doctype html><title>Statements</title><ul>{% for number, text, agree in rows %}
<li><a href="/statements/{{ number }}/">{{ number }}</a> {{ text }} <b>{{ agree }}</b></li>
{% endfor %}</ul>"""
QUERY = """
SELECT number, text, id::text FROM opinions_statement
WHERE map_id = (SELECT map_id FROM opinions_statement LIMIT 1)
ORDER BY number LIMIT 50
"""


def rows(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        found = cursor.fetchall()
    page = engines["django"].from_string(PAGE).render({"rows": found}, request).encode()
    return HttpResponse(page, headers={"Content-Length": str(len(page))})


urlpatterns = [path("bare", rows)]
application = get_wsgi_application()
