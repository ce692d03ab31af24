from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from citizenspring.common.templatetags.look import language_here


def render(source: str, **facts: Any) -> str:
    facts.setdefault("request", RequestFactory().get("/list/?theme=water&page=2"))
    with override("en"):
        return Template("{% load look charts %}" + source).render(Context(facts))


def test_an_icon_with_a_label_speaks() -> None:
    assert 'role="img" aria-label="Agree"' in render('{% icon "check" "Agree" %}')


def test_an_icon_beside_words_is_silent() -> None:
    assert 'aria-hidden="true"' in render('{% icon "check" %}')


def test_an_arrow_follows_the_direction_of_the_text() -> None:
    assert "icon--way" in render('{% icon "arrow-right" %}')


def test_a_button_says_which_one_was_pressed() -> None:
    page = render('{% button "Hide" "danger" name="act" value="hide" %}')
    assert '<button class="button button--danger" name="act" value="hide">Hide</button>' in page


def test_a_button_link_is_a_link() -> None:
    assert 'href="/x/"' in render('{% button_link "Read" "/x/" %}')


class Asking(forms.Form):
    text = forms.CharField(label="Text", help_text="Be brief.")
    step = forms.ChoiceField(choices=[("a", "Come"), ("b", "Help")], widget=forms.RadioSelect)
    news = forms.BooleanField(label="Tell me", required=False)


def test_a_field_keeps_what_was_typed_and_names_its_error() -> None:
    page = render("{% field form.text %}{% field form.step %}", form=Asking({"text": "<b>"}))
    assert 'value="&lt;b&gt;"' in page
    assert "This field is required." in page


def test_the_help_and_the_error_are_tied_to_their_field() -> None:
    page = render("{% field form.text %}", form=Asking({}))
    assert 'aria-describedby="id_text_helptext id_text_error"' in page
    assert 'id="id_text_helptext"' in page
    assert 'id="id_text_error"' in page


def test_choices_become_cards_in_a_named_group() -> None:
    page = render("{% field form.step %}", form=Asking())
    assert "<legend>Step</legend>" in page
    assert page.count('class="choice"') == 2


def test_a_single_box_is_a_card_with_its_label() -> None:
    assert "<span>Tell me</span>" in render("{% field form.news %}", form=Asking())


@pytest.mark.parametrize("state", ["open", "soon", "closed", "answered", "overdue", "draft"])
def test_a_badge_has_a_word_and_a_drawing(state: str) -> None:
    page = render(f'{{% badge "{state}" %}}')
    assert state.capitalize() in page
    assert "<svg" in page


def test_the_chosen_answer_is_pressed_and_only_that() -> None:
    page = render('{% vote_buttons chosen="pass" %}')
    assert page.count('aria-pressed="true"') == 1
    assert 'value="pass" aria-pressed="true"' in page


def test_a_statement_shows_the_original_in_its_own_direction() -> None:
    page = render('{% statement "Shade" language="en" original="ظل" original_language="ar" %}')
    assert 'lang="ar" dir="rtl">ظل' in page


def test_what_people_wrote_stays_text() -> None:
    assert "<script>" not in render("{% statement text %}", text="<script>alert(1)</script>")


def test_the_present_phase_is_marked() -> None:
    def phase(name: str, start: date, end: date) -> SimpleNamespace:
        return SimpleNamespace(name=name, starts_on=start, ends_on=end, is_approximate=False)

    phases = [
        phase("Before", date(2026, 1, 1), date(2026, 1, 31)),
        phase("During", date(2026, 2, 1), date(2026, 2, 28)),
        phase("After", date(2026, 3, 1), date(2026, 3, 31)),
    ]
    page = render("{% timeline phases today %}", phases=phases, today=date(2026, 2, 28))
    assert page.count("aria-current") == 1
    assert page.index("is-past") < page.index("is-now") < page.index("is-coming")


def test_a_thread_tells_the_reason_and_what_it_waits_for() -> None:
    steps = [{"title": "Shade", "reason": "Four ask for it."}, {"title": "Soon", "is_waiting": 1}]
    page = render("{% thread_chain steps %}", steps=steps)
    assert "Four ask for it." in page
    assert page.count("is-waiting") == 1


def test_a_stamp_sets_the_thousands_apart() -> None:
    assert "Entry 1,204" in render("{% record_stamp 1204 %}")


def test_the_last_step_of_a_breadcrumb_is_this_page() -> None:
    page = render('{% breadcrumb "Home" "/" "Here" %}')
    assert '<a href="/">Home</a>' in page
    assert '<span aria-current="page">Here</span>' in page


def test_a_pager_keeps_the_filters() -> None:
    page = render("{% pager page %}", page=Paginator(range(100), 10).page(2))
    assert "?theme=water&amp;page=3" in page


def test_a_list_of_one_page_has_no_pager() -> None:
    assert render("{% pager page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_the_tab_shown_is_marked() -> None:
    page = render('{% tabs items current="/b/" %}', items=[("A", "/a/"), ("B", "/b/")])
    assert '<a href="/b/" aria-current="page">B</a>' in page


def test_a_callout_and_a_fold_hold_what_is_put_into_them() -> None:
    page = render('{% fold "Why?" %}{% callout "error" %}<p>So.</p>{% endcallout %}{% endfold %}')
    assert "<summary>Why?</summary>" in page
    assert "callout--error" in page
    assert "<p>So.</p>" in page


def test_an_empty_list_says_what_to_do() -> None:
    page = render('{% empty_state "Nothing yet" "Be first." "/add/" "Add" %}')
    assert 'href="/add/"' in page


def test_a_figure_stands_with_its_name() -> None:
    assert "<dt>statements</dt><dd>38</dd>" in render('{% stat 38 "statements" %}')


def test_within_a_sentence_a_language_has_its_name_in_the_readers_language() -> None:
    with override("fr"):
        names = [language_here(code) for code in ("nl", "zh-hans", "xx")]
        assert names == ["néerlandais", "chinois simplifié", "Xx"]
    with override("nl"):
        assert language_here("fr") == "Frans"


def test_languages_are_called_by_their_own_names() -> None:
    assert render('{{ "nl"|language_name }} {{ "xx"|language_name }}') == "Nederlands Xx"
