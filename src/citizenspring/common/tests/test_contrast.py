"""The colours are read from the style sheet itself: text 4.5 to 1, drawn things 3 to 1."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEXT = [
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunk"),
    ("text-soft", "ground"),
    ("text-soft", "surface"),
    ("text-soft", "sunk"),
    ("link", "ground"),
    ("link", "surface"),
    ("accent", "ground"),
    ("on-accent", "accent"),
    ("text", "accent-soft"),
    ("on-hero", "hero"),
    ("leaf-950", "mark"),
    ("on-vote", "agree"),
    ("on-vote", "disagree"),
    ("agree", "ground"),
    ("disagree", "ground"),
    ("agree", "surface"),
    ("disagree", "surface"),
    ("pass", "ground"),
    ("danger", "ground"),
    ("on-danger", "danger"),
    ("text", "danger-soft"),
    ("text", "warn-soft"),
    ("text", "info-soft"),
    ("leaf-950", "iris-200"),
    ("paper-0", "leaf-700"),
    ("paper-0", "leaf-800"),
    ("paper-0", "canal-700"),
    ("paper-0", "brick-700"),
    ("leaf-950", "iris-500"),
    ("iris-400", "leaf-800"),
    *((f"on-group-{letter}", f"group-{letter}") for letter in "abde"),
]
DRAWN = [
    ("line-strong", "ground"),
    ("focus", "ground"),
    ("focus", "surface"),
    ("on-group-c", "group-c"),
    *((f"group-{letter}", "ground") for letter in "abcde"),
    *((f"group-{letter}", "surface") for letter in "abcde"),
]


def blocks() -> Iterator[tuple[str, dict[str, str]]]:
    path = finders.find("css/tokens.css")
    assert isinstance(path, str)
    css = re.sub(r"/\*.*?\*/", "", Path(path).read_text("utf-8"), flags=re.DOTALL)
    for name, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        yield name.strip(), dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


def tokens(theme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, values in blocks():
        is_plain = name == ":root" and not any("oklch" in value for value in values.values())
        if is_plain or (theme == "dark" and name == ':root[data-theme="dark"]'):
            found |= values
    for letter in "abcde":
        found[f"on-group-{letter}"] = "var(--on-group)"
    return found


def luminance(colour: str) -> float:
    full = "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour[1:]
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, found: dict[str, str]) -> float:
    def colour(name: str) -> float:
        value = found[name]
        while value.startswith("var("):
            value = found[value[6:-1]]
        return luminance(value)

    low, high = sorted((colour(one), colour(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_stands_out(ink: str, paper: str, theme: str) -> None:
    assert contrast(ink, paper, tokens(theme)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), DRAWN)
def test_drawings_stand_out(ink: str, paper: str, theme: str) -> None:
    assert contrast(ink, paper, tokens(theme)) >= 3


def test_the_device_and_the_switch_give_the_same_dark() -> None:
    dark = [values for name, values in blocks() if "data-theme" in name]
    assert len(dark) == 2
    assert dark[0] == dark[1]


def test_every_colour_of_the_palette_has_its_twin_in_oklch() -> None:
    palettes = [values for name, values in blocks() if name.endswith(":root")][:2]
    assert palettes[0].keys() == palettes[1].keys()
