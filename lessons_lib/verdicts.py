"""How a check of an exercise works: it calls the learner's function, compares, and finds the mistake that explains the difference."""

import contextlib
import copy
import dis
import inspect
import io
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import NamedTuple

import numpy as np


@dataclass(frozen=True)
class Verdict:
    """What a check says, shown as it is: a mark, ○ ✓ or ✗, and a text."""

    mark: str
    text: str

    def __repr__(self):
        return f"{self.mark} {self.text}"


@dataclass(frozen=True)
class _Exercise:
    """What a check asks for; the fields are described in `check`."""

    call: str
    cases: list
    right: Callable
    mistakes: list
    rtol: float
    quiet: bool
    parts: Callable

    @property
    def name(self):
        return self.call.split("(")[0]

    @property
    def arguments(self):
        return self.call.split("(")[1].split(")")[0].split(", ")

    @property
    def gives(self):
        return self.call.split(" -> ")[1]


class _Answer(NamedTuple):
    """What the learner's function made of one case."""

    shown: str          # the call and what came back, in a line
    found: list         # what came back, as arrays
    changed: list       # the arguments that are not as they were
    overflowed: bool


def check(function, call, cases, right, mistakes, rtol=1e-7, quiet=False, parts=None):
    """The verdict on a function.

    call       how it is called and what it gives back: "update(w, b, dw, db, learning_rate) -> w, b"
    cases      the inputs that it is called with
    right      gives back what it should for such an input
    mistakes   (mistaken, idea, question): `mistaken` is `right` with a mistake, whose idea is told and followed by the question
    quiet      whether an overflow on the way is a mistake too
    parts      takes apart what came back, if it is not just the values named in `call`
    """
    exercise = _Exercise(call, cases, right, mistakes, rtol, quiet, parts or (lambda value: _parts(value, call.split(" -> ")[1])))
    try:
        return _cannot_be_called(function, exercise) or _verdict(function, exercise)
    except KeyboardInterrupt:
        return wrong("It was stopped before it came back.", "Is there a loop that never ends?")
    except BaseException as error:  # whatever a learner wrote: not even sys.exit() may end the lesson
        return _stopped(function, exercise, error)


def _cannot_be_called(function, exercise):
    """The verdict on what is no function, or takes other arguments; None for what can be called."""
    name = exercise.name
    if function is None or function is ...:
        return not_attempted()
    if not callable(function):
        return wrong(f"check_{name} wants the function itself, and got {_short(function)}.",
                     f"Did you write check_{name}({name}), with no brackets after the inner {name}?")
    with contextlib.suppress(ValueError):  # a function written in C may not tell its arguments
        signature = inspect.signature(function)
        try:
            signature.bind(*exercise.cases[0])
        except TypeError:
            return wrong(f"{name}{signature} can't be called as {exercise.call.split(' -> ')[0]}.",
                         "Which arguments does the first line of the cell ask for?")


def _verdict(function, exercise):
    """The verdict on what a function gives back for every case."""
    answers = []
    for case in exercise.cases:
        answer = _answer(function, exercise, case)
        if isinstance(answer, Verdict):
            return answer
        answers.append(answer)
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
        wanted = [_computed(exercise, exercise.right, case) for case in exercise.cases]
        failed = next((i for i, answer in enumerate(answers) if not _same(answer.found, wanted[i], exercise.rtol)), None)
        if failed is None:
            return _last_look(answers)
        if _has_dots(function):
            return not_attempted()
        shown, found, changed, _ = answers[failed]
        for mistaken, idea, question in exercise.mistakes:
            if _explains(mistaken, exercise, answers):
                return wrong(idea, question, shown)
    if changed:
        return _changes(changed)
    borrowed = _borrowed(function)
    if borrowed:
        return wrong(f"It takes {borrowed} from the notebook, not from its arguments.", "What would it do with other data?", shown)
    return wrong(*_difference(found, wanted[failed], exercise.gives), shown)


def _answer(function, exercise, case):
    """What a function gives back for a case; or the verdict, if that can't be compared."""
    given = copy.deepcopy(case)
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(io.StringIO()) as printed:
        warnings.simplefilter("always")
        value = function(*given)
    if value is None or value is ...:
        hint = "It prints its result. " if printed.getvalue() else ""
        return not_attempted() if _is_stub(function) else wrong(
            f"It gives back {value}.", f"{hint}Which line hands {exercise.gives} back to the caller?")
    found = exercise.parts(value)
    if isinstance(found, Verdict):
        return not_attempted() if _has_dots(function) else found
    return _Answer(
        shown=f"{exercise.name}({', '.join(map(_short, case))}) gave back {_short(value)}",
        found=found,
        changed=[name for name, before, after in zip(exercise.arguments, case, given) if not _unchanged(before, after)],
        overflowed=exercise.quiet and any("overflow" in str(warning.message) for warning in warned),
    )


def _computed(exercise, function, case):
    """What one of our own functions gives back for a case, as arrays."""
    return _arrays(exercise.parts(function(*copy.deepcopy(case))))


def _explains(mistaken, exercise, answers):
    """Whether a mistake gives the learner's numbers for every case."""
    try:
        return all(_same(answer.found, _computed(exercise, mistaken, case), exercise.rtol) for case, answer in zip(exercise.cases, answers))
    except Exception:  # a mistake that can't even be made with these inputs is not the learner's
        return False


def _last_look(answers):
    """The verdict on right numbers: the arguments must be as they were, and nothing may have overflowed on the way."""
    for answer in answers:
        if answer.changed:
            return _changes(answer.changed)
        if answer.overflowed:
            return wrong("The numbers are right, but exp overflows on the way.",
                         "Which number does exp get for a z far from 0? (np.where computes both of its branches for every z.)",
                         answer.shown)
    return Verdict("✓", "correct")


def _changes(names):
    return wrong(f"It changes {' and '.join(names)}, which belongs to whoever called it.",
                 f"What is the difference between {names[0]} = {names[0]} - step and {names[0]} -= step?")


def _difference(found, wanted, gives):
    """What can be said of numbers that no known mistake explains: an idea and a question."""
    for name, ours, theirs in zip(gives.split(", "), found, wanted):
        m = max([len(array) for array in wanted if array.ndim], default=1)
        if _same([ours], [theirs], 1e-6):
            continue
        if ours.shape != theirs.shape:
            told = f"{name} has shape {ours.shape}, expected {theirs.shape or 'a single number'}."
            if ours.size == theirs.size:
                return told, "The number of values is right. Which way do they have to lie?"
            if ours.ndim == 2 and ours.shape[0] == ours.shape[1] == m:
                return told, "Every row met every column. Which array was flat, (m,), where a column (m, 1) was needed?"
            return told, "Which axis has to go, and which has to stay?"
        if np.isnan(ours).any():
            return f"{name} holds nan.", "Where could 0 be divided by 0, multiplied by infinity, or infinity be divided by infinity?"
        if not np.isfinite(ours).all():
            return f"{name} holds an infinity.", "Where could something be divided by 0, or exp get too large a number?"
        if _same([ours], [-theirs], 1e-6):
            return f"{name} has the wrong sign.", "Which difference, or which minus, is turned round?"
        if _same([ours], [np.trunc(theirs)], 0):
            return f"{name} has lost what comes after the point.", "Are the numbers put into an array of integers, or divided with //?"
        return f"{name} is not what it should be.", "Can you compute this small input by hand, line by line, and see where your code leaves you?"


def _parts(value, gives):
    """What came back, as a list of arrays; or the verdict, if it is no such thing."""
    names = gives.split(", ")
    values = [value] if len(names) == 1 else list(value) if isinstance(value, (tuple, list)) else None
    if values is None or len(values) != len(names):
        found = "one value" if values is None else f"{len(values)} values"
        return wrong(f"It gives back {found}, expected {len(names)}: {gives}.", "What stands behind return?")
    arrays = _arrays(values)
    for name, array in zip(names, arrays):
        if array.dtype.kind not in "biuf":
            return wrong(f"{name} is {_short(values[names.index(name)])}, expected numbers.",
                         "Of which type is it, and where does it come from?")
    return arrays


def _arrays(values):
    try:
        return [np.asarray(value) for value in values]
    except ValueError:  # rows of different lengths
        return [np.asarray(value, dtype=object) for value in values]


def _same(ours, theirs, rtol):
    """Whether two lists of arrays have the same shapes and numbers."""
    try:
        return len(ours) == len(theirs) and all(
            np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=rtol, atol=rtol / 100, equal_nan=True)
            for one, other in zip(ours, theirs)
        )
    except (TypeError, ValueError):
        return False


def _unchanged(before, after):
    """Whether an argument is as it was: an array, or a list of such."""
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(_unchanged, before, after))
    return callable(before) or np.array_equal(before, after)


def _code(function):
    """The compiled code of a function; None of what has none."""
    with contextlib.suppress(Exception):
        return function.__code__ if isinstance(function.__code__, CodeType) else None


def _has_dots(function):
    """Whether a name is still given the value ... ."""
    steps = list(dis.get_instructions(_code(function))) if _code(function) else []
    return any(step.argval is ... and following.opname.startswith("STORE_FAST") for step, following in zip(steps, steps[1:]))


def _is_stub(function):
    """Whether nothing has been written into the function yet."""
    code = _code(function)
    return code is not None and (_has_dots(function) or not code.co_names and code.co_nlocals == code.co_argcount)


def _borrowed(function):
    """The names of data that the function takes from the notebook."""
    found = {name: function.__globals__.get(name) for name in _code(function).co_names} if _code(function) else {}
    return " and ".join(name for name, value in found.items() if isinstance(value, (np.ndarray, int, float, list)))


def _short(value):
    """A value as one short line, rounded."""
    if callable(value):
        return getattr(value, "__name__", "a function")
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_short, value)) + ")"
    array = value if isinstance(value, np.ndarray) else None
    if array is None and isinstance(value, (list, float, int, np.generic)) and not isinstance(value, bool):
        with contextlib.suppress(ValueError):
            array = np.asarray(value)
    if array is None or array.dtype.kind not in "iuf":
        text = repr(value)
        return text if len(text) <= 60 else text[:57] + "..."
    if array.size > 12:
        return f"an array of shape {array.shape}"
    text = np.array2string(array.astype(float), separator=", ", formatter={"float_kind": lambda number: f"{number:.4g}"})
    return " ".join(text.split()).replace("[ ", "[")


# What to think about, by a part of Python's or NumPy's message.
QUESTIONS = {
    "matmul": "Write the shape of each array beside it: do the two inner numbers of the product agree?",
    "not aligned": "Write the shape of each array beside it: do the two inner numbers of the product agree?",
    "broadcast": "Write the shape of each array beside it: which two can't meet?",
    "is not defined": "Is the name spelled as where it was made? A function knows its arguments and what the set-up cell imports.",
    "converted to": "math functions take one number. What is the NumPy function of the same name?",
    "Cannot cast": "The array holds integers. What happens to it if you subtract into a new array?",
    "recursion": "Does the function call itself?",
}


def _stopped(function, exercise, error):
    """The verdict on a function that raised an error."""
    if isinstance(error, TypeError) and _has_dots(function):
        return not_attempted()
    line, filename = "", getattr(_code(function), "co_filename", None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == filename and frame.line:
            line = f" in the line  {frame.line}"
    try:
        message = f": {error}".split(", with gufunc")[0][:200] if str(error) else ""
    except Exception:
        message = ""
    otherwise = "Which value does that line meet? Print it, or its shape, just before."
    question = next((question for part, question in QUESTIONS.items() if part in message), otherwise)
    return wrong(f"{exercise.name} stopped with {type(error).__name__}{message}{line}.", question)


def not_attempted():
    return Verdict("○", "not attempted yet: put your code in the place of the dots, run that cell, then this one")


def wrong(idea, question, shown=None):
    return Verdict("✗", "\n  ".join(filter(None, (idea, shown and shown + ".", question))))
