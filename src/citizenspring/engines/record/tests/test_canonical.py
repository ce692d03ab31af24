import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import canonical, parse

FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_it_spells_the_example_of_rfc_8785() -> None:
    given_text = r"""{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"""
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(json.loads(given_text)).decode() == expected


def test_it_sorts_keys_by_utf_16_code_units() -> None:
    given_text = (
        '{"\\u20ac":"Euro Sign","\\r":"Carriage Return",'
        '"\\ufb33":"Hebrew Letter Dalet With Dagesh",'
        '"1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",'
        '"\\u00f6":"Latin Small Letter O With Diaeresis"}'
    )
    names = list(json.loads(canonical(json.loads(given_text))).values())
    assert names == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


@pytest.mark.parametrize("facts", [float("nan"), float("inf"), 2**60, {1: "a"}, {"a"}, "\ud800"])
def test_it_refuses_what_has_no_canonical_spelling(facts: object) -> None:
    with pytest.raises(BadInput, match="no canonical JSON"):
        canonical(facts)


@pytest.mark.slow
@given(FACTS)
def test_reading_gives_back_what_was_written(facts: object) -> None:
    assert parse(canonical(facts)) == facts


@pytest.mark.slow
@given(st.dictionaries(st.text(), st.integers(-10, 10)))
def test_the_order_of_keys_does_not_matter(facts: dict[str, int]) -> None:
    assert canonical(dict(reversed(facts.items()))) == canonical(facts)


@pytest.mark.parametrize("text", ["", "{", "[NaN]", '{"a":1,"a":1}', b"\xff", "[" * 100_000])
def test_broken_json_is_refused_with_its_place(text: str | bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        parse(text, file="entries.jsonl", line=7)
    assert "entries.jsonl, line 7" in str(refusal.value)
