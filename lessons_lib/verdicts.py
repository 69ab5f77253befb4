"""How a check of an exercise works: it calls the learner's function, compares, and finds the mistake that explains the difference."""

import ast
import contextlib
import copy
import dis
import inspect
import io
import itertools
import linecache
import re
import textwrap
import traceback
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from numbers import Real
from types import CodeType
from typing import NamedTuple
from unittest import mock

import numpy as np


@dataclass(frozen=True)
class Verdict:
    """What a check says, shown as it is: a mark, ○ ✓ or ✗, and a text."""

    mark: str
    text: str

    def __repr__(self):
        first, *rest = self.text.split("\n")
        lines = [f"{self.mark} {first}", *(f"  {line}" for line in rest)]
        fill = partial(textwrap.fill, width=88, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        return "\n".join(map(fill, lines))  # a notebook would break a long line within a word


@dataclass(frozen=True)
class _Exercise:
    """What a check asks for; the fields are described in `check`."""

    call: str
    cases: list
    right: Callable
    mistakes: list
    rtol: float
    quiet: bool
    at_once: bool
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


def check(function, call, cases, right, mistakes, rtol=1e-7, quiet=False, at_once=False, parts=None):
    """The verdict on a function.

    call       how it is called and what it gives back: "update(w, b, dw, db, learning_rate) -> w, b"
    cases      the inputs that it is called with
    right      gives back what it should for such an input
    mistakes   (mistaken, idea, question): `mistaken` is `right` with a mistake, whose idea is told and followed by the question
    quiet      whether an overflow on the way is a mistake too
    at_once    whether a loop is to be told
    parts      takes apart what came back, if it is not just the values named in `call`
    """
    parts = parts or partial(_parts, gives=call.split(" -> ")[1])
    exercise = _Exercise(call, cases, right, mistakes, rtol, quiet, at_once, parts)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(action="ignore"):
        verdict = _guarded(function, exercise)
    if verdict.mark == "✗" and printed.getvalue().strip():
        return Verdict("✗", f"{verdict.text}\nIt printed: {' '.join(printed.getvalue().split())[:200]}")
    if verdict.mark == "✓" and _is_solution(function):
        return Verdict("✓", "correct (this is the solution)")
    return verdict


def _guarded(function, exercise):
    """The verdict, whatever a learner wrote: not even sys.exit() may end the lesson."""
    try:
        return _cannot_be_called(function, exercise) or _verdict(function, exercise)
    except KeyboardInterrupt:
        return wrong("It was stopped before it came back.", "Is there a loop that never ends?")
    except BaseException as error:
        return _stopped(function, exercise, error)


def _cannot_be_called(function, exercise):
    """The verdict on what is no function, or takes other arguments; None for what can be called."""
    name = exercise.name
    if function is None or function is ...:
        return not_attempted()
    if _has_not_run(function, name):
        return Verdict("○", "the cell with your code stopped in red: mend that first, run it, then this one")
    if getattr(function, "__module__", None) == "lessons_lib.neuron" or _is_solution(function) and not _called_beside(function):
        return Verdict("○", f"this is not your own {name}: run the cell with your code, then this one")
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
            return _last_look(function, exercise, answers)
        if _has_dots(function):
            return not_attempted()
        shown, found, changed, _ = answers[failed]
        for mistaken, idea, question in exercise.mistakes:
            if _explains(mistaken, exercise, answers):
                return wrong(idea, question, shown)
    if changed:
        return _changes(changed)
    if _borrowed(function):
        return _borrows(_borrowed(function), shown)
    if any(_same(order, wanted[failed], exercise.rtol) for order in itertools.permutations(found)):
        return wrong("The values come back in the wrong order.", f"{exercise.gives}: what stands after return?", shown)
    if all(_same([-array for array in answer.found], arrays, exercise.rtol) for answer, arrays in zip(answers, wanted)):
        return wrong("The sign is wrong, everywhere.", "Which difference, or which minus, is turned round?", shown)
    unused = _unused(function, exercise)
    if unused:
        return wrong(f"It does not use {unused}.", f"What should change when {unused} does?", shown)
    return wrong(*_difference(found, wanted[failed], exercise.gives), shown)


def _answer(function, exercise, case):
    """What a function gives back for a case; or the verdict, if that can't be compared."""
    given = copy.deepcopy(case)
    value = function(*given)
    if value is None or value is ...:
        if _has_dots(function):
            return not_attempted()
        if _returns(function):
            return wrong("It came to its end without a return.", "Which condition must come true first? Does every step lead closer to it?")
        return wrong(f"It gives back {value}.", f"Which line hands {exercise.gives} back to the caller?")
    found = exercise.parts(value)
    if isinstance(found, Verdict):
        return not_attempted() if _has_dots(function) else found
    return _Answer(
        shown=f"{exercise.name}({', '.join(map(_short, case))}) gave back {_short(value)}",
        found=found,
        changed=[name for name, before, after in zip(exercise.arguments, case, given) if not _unchanged(before, after)],
        overflowed=exercise.quiet and _overflows(function, case),
    )


def _overflows(function, case):
    """Whether a number outgrows a float on the way, also where the function keeps NumPy from saying so."""
    found = []
    with np.errstate(over="call", call=lambda *_: found.append(True)), mock.patch.multiple(
        np, errstate=lambda **_: contextlib.nullcontext(), seterr=lambda **_: {}
    ):
        function(*copy.deepcopy(case))
    return bool(found)


def _computed(exercise, function, case):
    """What one of our own functions gives back for a case, as arrays."""
    return _arrays(exercise.parts(function(*copy.deepcopy(case))))


def _explains(mistaken, exercise, answers):
    """Whether a mistake gives the learner's numbers for every case."""
    try:
        made = [_computed(exercise, mistaken, case) for case in exercise.cases]
        return all(_same(answer.found, arrays, exercise.rtol) for answer, arrays in zip(answers, made))
    except Exception:  # a mistake that can't even be made with these inputs is not the learner's
        return False


def _last_look(function, exercise, answers):
    """The verdict on right numbers: the arguments must be as they were, and nothing may have overflowed on the way."""
    for answer in answers:
        if answer.changed:
            return _changes(answer.changed)
        if answer.overflowed:
            return wrong("The numbers are right, but exp overflows on the way.",
                         "Which number does exp get for a z far from 0? (np.where computes both of its branches for every z.)",
                         answer.shown)
    if exercise.at_once and any(isinstance(node, (ast.For, ast.While, ast.comprehension)) for node in ast.walk(_tree(function))):
        return Verdict("✓", "correct, but with a loop\nWhich product does it for all samples at once?")
    return Verdict("✓", "correct")


def _changes(names):
    return wrong(f"It changes {' and '.join(names)}, which belongs to whoever called it.",
                 f"Which line writes into {names[0]}? (-= writes too.) What would make a new array instead?")


def _difference(found, wanted, gives):
    """What can be said of numbers that no known mistake explains: an idea and a question."""
    for name, ours, theirs in zip(gives.split(", "), found, wanted):
        if _same([ours], [theirs], 1e-6):
            continue
        if ours.shape != theirs.shape:
            told = f"{name} has shape {ours.shape}, expected {theirs.shape or 'a single number'}."
            if theirs.ndim == 0 and ours.size == 1:
                if _same([ours.reshape(())], [theirs], 1e-6):
                    told = f"The number is right, but it stands in an array of shape {ours.shape}."
                return told, "How do you take a single number out of an array, or of a column?"
            if ours.ndim == 0:
                told = f"{name} is one number, expected shape {theirs.shape}."
                return told, "Which line makes one number of all, or keeps only the last?"
            if ours.size == theirs.size:
                return told, "The number of values is right. Which way do they have to lie?"
            if ours.ndim == theirs.ndim == 2 and len(ours) == len(theirs) and theirs.shape[1] == 1:
                return told, "Every row met every column. Which array was flat, or turned, where a column was needed?"
            if ours.ndim == theirs.ndim == 1:
                return told, "How many are wanted, and which line notes one?"
            if ours.ndim == theirs.ndim == 2 and ours.shape[1] == theirs.shape[1]:
                return f"{name} has {len(ours)} rows, expected {len(theirs)}.", "Where does your code count on a fixed number of rows?"
            return told, "Which axis has to go, and which has to stay?"
        if np.isnan(ours).any():
            return f"{name} holds nan.", "Where could it be 0 / 0, infinity / infinity, 0 times infinity, or the logarithm of a negative number?"
        if not np.isfinite(ours).all():
            return f"{name} holds an infinity.", "Where could something be divided by 0, or exp get too large a number?"
        if ours.dtype.kind in "iu" and not np.array_equal(theirs, np.trunc(theirs)) or ours.any() and _same([ours], [np.trunc(theirs)], 0):
            return f"{name} has lost what comes after the point.", "Are the numbers put into an array of integers, or divided with //?"
        if not ours.any():
            return f"{name} is 0.", "Which line adds to it, or changes it? Which factor could be 0?"
        return (f"{name} is not what it should be.",
                "Can you compute this small input by hand, line by line, and see where your code leaves you?")
    return "The numbers are right to six digits only.", "Is something in float32, or rounded, on the way?"


def _parts(value, gives):
    """What came back, as a list of arrays; or the verdict, if it is no such thing."""
    names = gives.split(", ")
    if len(names) > 1:
        values = list(value) if isinstance(value, Iterable) and not isinstance(value, (np.ndarray, str, bytes)) else [value]
    else:
        values = list(value) if isinstance(value, tuple) and _arrays([value])[0].ndim < 2 else [value]
    if len(values) != len(names):
        found, expected = ("one value" if count == 1 else f"{count} values" for count in (len(values), len(names)))
        return wrong(f"It gives back {found}, expected {expected}: {gives}.", "What stands after return?")
    arrays = _arrays(values)
    for name, one, array in zip(names, values, arrays):
        if hasattr(one, "_fields"):
            return wrong(f"{name} is a {type(one).__name__}, {len(one)} values in one.", f"Which of its parts is {name}?")
        if array.dtype.kind not in "biuf":
            return wrong(f"{name} is {_short(one)}, expected numbers.", "Of which type is it, and where does it come from?")
    return arrays


def _arrays(values):
    """Each value as an array; of floats, if it holds numbers of another kind, such as fractions."""
    arrays = []
    for value in values:
        try:
            array = np.asarray(value)
        except ValueError:  # rows of different lengths
            array = np.empty(1, dtype=object)
        if array.dtype == object and all(isinstance(number, (Real, Decimal)) for number in array.flat):
            array = array.astype(float)
        arrays.append(array)
    return arrays


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
    return callable(before) or np.allclose(before, after, rtol=1e-12, atol=1e-12, equal_nan=True)


def _code(function):
    """The compiled code of a function; None of what has none."""
    with contextlib.suppress(Exception):
        return function.__code__ if isinstance(function.__code__, CodeType) else None


def _tree(function):
    """The function's source as a syntax tree; an empty one where no source can be had."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except Exception:  # a function written in C, or one that is part of a longer line
        return ast.Module([], [])


def _returns(function):
    """Whether some line gives a value back."""
    return any(isinstance(node, ast.Return) and not isinstance(node.value, (ast.Constant, type(None))) for node in ast.walk(_tree(function)))


def _has_dots(function):
    """Whether a ... still stands where code belongs, or nothing but a pass."""
    tree = _tree(function)
    nodes = list(ast.walk(tree))
    indices = {id(node) for subscript in nodes if isinstance(subscript, ast.Subscript) for node in ast.walk(subscript.slice)}
    dots = [node for node in nodes if isinstance(node, ast.Constant) and node.value is ... and id(node) not in indices]
    only_pass = all(isinstance(line, (ast.Pass, ast.Expr)) for definition in tree.body for line in getattr(definition, "body", [definition]))
    return bool(dots) or only_pass and any(isinstance(node, ast.Pass) for node in nodes)


def _unused(function, exercise):
    """The first argument that the function never reads."""
    read = {node.id for node in ast.walk(_tree(function)) if isinstance(node, ast.Name)}
    return next((name for name in exercise.arguments if name not in read), None) if read >= set(exercise.arguments[:1]) else None


def _has_not_run(function, name):
    """Whether a cell that begins to define the function, and could not be run, came after the one that did define it."""
    cells = getattr(function, "__globals__", {}).get("In", [])
    for cell in reversed(cells):
        if re.search(rf"^(def )?{name}\b *[(=]", cell, re.MULTILINE) and f"check_{name}" not in cell:
            try:
                return not ast.parse(cell)
            except SyntaxError:
                return True


def _is_solution(function):
    return _code(function) is not None and linecache.getline(_code(function).co_filename, 1).strip() == "# Solution"


def _called_beside(function):
    """Whether the check was called in the cell that defines the function."""
    caller = inspect.currentframe()
    while caller and caller.f_globals.get("__name__", "").startswith("lessons_lib."):
        caller = caller.f_back
    return caller is not None and caller.f_code.co_filename == _code(function).co_filename


def _borrowed(function):
    """The names of data that the function takes from the notebook."""
    steps = dis.get_instructions(_code(function)) if _code(function) else []
    found = {step.argval: function.__globals__.get(step.argval) for step in steps if step.opname == "LOAD_GLOBAL"}
    return " and ".join(name for name, value in found.items() if isinstance(value, (np.ndarray, int, float, list)))


def _borrows(names, shown=None):
    return wrong(f"It takes {names} from the notebook, not from its arguments.", "What would it do with other data?", shown)


def _short(value):
    """A value as one short line, rounded."""
    if callable(value):
        return getattr(value, "__name__", "a function")
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_short, value)) + ")"
    array = None
    if isinstance(value, (np.ndarray, np.generic, float, int, list)):
        with contextlib.suppress(ValueError):
            array = np.asarray(value)
    if array is not None and array.size > 12:
        return f"an array of shape {array.shape}"
    if array is not None and array.dtype.kind in "iuf":
        text = np.array2string(array.astype(float), separator=", ", formatter={"float_kind": lambda number: f"{number:.4g}"})
        return " ".join(text.split()).replace("[ ", "[")
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


# What to think about, by a part of Python's or NumPy's message.
QUESTIONS = {
    "matmul": "Write the shape of each array beside it: do the two inner numbers of the product agree?",
    "not aligned": "Write the shape of each array beside it: do the two inner numbers of the product agree?",
    "broadcast": "Write the shape of each array beside it: which two can't meet?",
    "is not defined": "Has a cell of this lesson made that name, and is it spelled the same? Or is one of the arguments meant?",
    "before assignment": "What is it before the first time round the loop?",
    "not associated with a value": "What is it before the first time round the loop?",
    "converted to": "float, int and the functions of math take a single number. Do you want one (which row, which column?), "
                    "or one for each element (which function of NumPy?)",
    "Cannot cast": "The array holds integers, and -= writes into the array that was handed in. What makes a new one?",
    "truth value": "An if asks one question, and an array holds many answers. What chooses element by element? Or must all be true?",
    "not callable": "This is no function. Is a sign missing before the bracket, or is the bracket one too many?",
    "interpreted as an integer": "The second argument of np.max is an axis. Which function takes the larger of two numbers?",
    "data type": "A shape is one argument, however many numbers it has. What holds them together?",
    "valid indices": "An index is a whole number. Of which type are the labels?",
    "'ufunc 'bitwise_xor'": "In Python ^ is not a power. Which operator is?",
    "for ^": "In Python ^ is not a power. Which operator is?",
    "NoneType": "Something is None: a function whose dots still stand, or one that changes a list and gives nothing back. Which is it?",
    "int' object is not iterable": "A for loop needs many values, and this is one number. Which function counts up to it?",
    "not iterable": "The argument can be a single number. What works for a number and for an array alike?",
    "has shape": "The message says what to mend. Which line hands that value over?",
    "recursion": "Does the function call itself?",
}


def _stopped(function, exercise, error):
    """The verdict on a function that raised an error."""
    if isinstance(error, TypeError) and _has_dots(function):
        return not_attempted()
    borrowed = _borrowed(function)
    if borrowed and isinstance(error, ValueError):
        return _borrows(borrowed)
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
    return Verdict("○", "there are dots in the cell above: put your code in their place, run that cell, then this one")


def wrong(idea, question, shown=None):
    return Verdict("✗", "\n".join(filter(None, (idea, shown and shown + ".", question))))
