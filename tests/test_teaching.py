"""The teaching notes: what they say of a lesson is what the lesson says."""

import re

import lessons
import pytest
from test_glossary import headings, links

TEXT = (lessons.ROOT / "docs/teaching.md").read_text(encoding="utf-8")
CHECKS = (lessons.ROOT / "lessons_lib/checks.py").read_text(encoding="utf-8")
PARTS = ["The idea.", "On the board.", "Ask.", "Exercises.", "If time runs out.", "They will argue."]
every_lesson = pytest.mark.parametrize("name", lessons.NAMES)


def below(heading):
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def section(name):
    return below(f"Lesson {name[:2]}: {lessons.title(name)}")


def rows(text):
    """The rows of a table, each a list of its cells."""
    return [re.split(r" *\| *", row) for row in re.findall(r"^\| (.*) \|$", text, flags=re.M)[1:]]


def exercises(name):
    """The names of a lesson's exercises, in their order."""
    return [re.search(r"\bcheck_(\w+)\(", cell.source)[1] for cell in lessons.cells(name, "code") if lessons.has(cell, "check")]


def test_there_is_a_section_for_every_lesson():
    assert re.findall(r"^## Lesson (.*)", TEXT, flags=re.M) == [f"{name[:2]}: {lessons.title(name)}" for name in lessons.NAMES]


@every_lesson
def test_a_section_has_its_parts_and_the_minutes_of_the_lesson(name):
    parts = [part for part in PARTS if part != "Exercises." or exercises(name)]
    assert re.findall(r"^\*\*(.+?)\*\*", section(name), flags=re.M) == parts
    minutes = re.search(r"^Talk (\d+), demo (\d+), exercises (\d+) minutes\.$", section(name), flags=re.M)
    talk, demo, alone = map(int, minutes.groups())
    assert (talk + demo, alone) == lessons.minutes(name)
    assert len(rows(section(name))) >= 3


@every_lesson
def test_every_exercise_is_named_and_gets_its_minutes(name):
    named = re.findall(r"^- `(\w+)` \((\d+) min\)", section(name), flags=re.M)
    assert [exercise for exercise, _ in named] == exercises(name)
    assert sum(int(minutes) for _, minutes in named) == lessons.minutes(name)[1]


@every_lesson
def test_every_heading_that_is_quoted_stands_in_the_lesson(name):
    for said, file, anchor in links(section(name)):
        assert file == f"../notebooks/{name}.ipynb"
        assert headings(name).get(said.replace("`", "")) == anchor, f"no heading {said!r}"


@every_lesson
def test_its_numbers_are_those_of_the_lesson(name):
    cells = lessons.cells(name)
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    shown = " ".join([cell.source for cell in cells] + [output.get("text") or output.data["text/plain"] for output in outputs])
    text = re.sub(r"\]\([^ ]*\.ipynb#[^ ]*", "", section(name))
    assert {number for number in re.findall(r"\d+\.\d+|\d{3,}", text) if number not in shown} == set()


@every_lesson
def test_what_a_check_says_is_quoted_to_the_letter(name):
    for bullet in re.findall(r"^- `\w+` \(.*", section(name), flags=re.M):
        for message in re.findall(r'"([^"]+)"', bullet):
            assert message in CHECKS


def test_the_class_of_90_minutes_takes_90_minutes():
    plan = rows(below("One class of 90 minutes"))
    assert sum(int(minutes) for minutes, _, _ in plan) == 90
    for _, number, what in plan:
        name = next(name for name in lessons.NAMES if name.startswith(number + "_"))
        for said, file, anchor in links(what):
            assert file == f"../notebooks/{name}.ipynb" and headings(name).get(said) == anchor, said


def test_the_week_holds_every_exercise_once_and_adds_up():
    minutes = {exercise: int(each) for exercise, each in re.findall(r"^- `(\w+)` \((\d+) min\)", TEXT, flags=re.M)}
    plan = rows(below("A week"))
    assert len(plan) == 5
    for _, numbers, in_class, at_home, minutes_in_class, minutes_at_home in plan:
        names = [next(name for name in lessons.NAMES if name.startswith(number + "_")) for number in numbers.split(", ")]
        here, home = re.findall(r"`(\w+)`", in_class), re.findall(r"`(\w+)`", at_home)
        assert sorted(here + home) == sorted(exercise for name in names for exercise in exercises(name))
        walks = sum(lessons.minutes(name)[0] for name in names)
        assert int(minutes_in_class) == walks + sum(minutes[exercise] for exercise in here)
        assert int(minutes_at_home) == sum(minutes[exercise] for exercise in home)
