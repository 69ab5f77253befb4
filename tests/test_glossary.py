"""The glossary: it holds every symbol and every term of the lessons, and its links lead to the sections that they name."""

import re
import unicodedata

import lessons
import nbformat
import pytest

every_lesson = pytest.mark.parametrize("name", lessons.NAMES)
TEXT = "\n\n".join(cell.source for cell in nbformat.read(lessons.ROOT / "notebooks/glossary.ipynb", as_version=4).cells)

# Letters that stand for anything in one derivation, and are gone after it.
HELPERS = {"u", "p", "q"}
# Italics that stress a word, name a button or quote, and introduce no term.
EMPHASIS = {
    "square root", "who", "Answer", "be", "becomes", "before", "both", "column", "depth", "equal", "everything", "here", "Hint", "Keep",
    "logistique", "lower", "means", "negative", "not", "Play", "Predict first", "right", "slower", "Stop", "worse", "wrong",
    "Your turn",
}


def table(heading):
    """The rows of the table below a heading, each a list of its cells."""
    rows = re.findall(r"^\| (.*) \|$", TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0], flags=re.M)[1:]
    return [[cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", row)] for row in rows]


SYMBOLS, WORDS = table("Symbols"), table("Words")


def plain(symbol):
    """A symbol in letters that a formula and a table share: subscripts on the line."""
    return unicodedata.normalize("NFKC", symbol).replace("_", "")


def codes(cell):
    return re.findall(r"`([^`]+)`", cell)


# Layout says where something stands, and is no symbol.
LAYOUT = {"bigl", "bigr", "frac", "dfrac", "tfrac", "left", "right", "mathsf", "qquad", "quad", "rvert"}
IN_UNICODE = {"alpha": "α", "approx": "≈", "cdot": "·", "lvert": "|z|", "partial": "∂", "sigma": "σ", "sum": "Σ"}
SLOPE = r"\\[dt]?frac\{(\\partial|d) ?(\w+)\}\{\1 ?(\w+)\}|(\\partial |\bd)(\w+)/\4(\w+)"


def symbols(name):
    """The symbols in the formulas of a lesson. A slope such as ∂L/∂w is one symbol."""
    prose = re.sub(r"`[^`]*`", "", lessons.prose(name))
    for formula in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", prose, flags=re.S):
        formula = re.sub(r"\\text\{[^}]*\}|\\[,;!]", " ", "".join(formula))
        for slope in re.finditer(SLOPE, formula):
            d, of, by = filter(None, slope.groups())
            yield plain("{0}{1}/{0}{2}".format("∂" if "partial" in d else "d", of, by))
        for command, letter, becomes in re.findall(r"\\([a-zA-Z]+)|(d?[a-zA-Z](?:_\w)?)|(:=)", re.sub(SLOPE, " ", formula)):
            if command not in LAYOUT:
                yield IN_UNICODE.get(command, command) or plain(letter) or becomes


@every_lesson
def test_every_symbol_of_a_formula_is_in_it(name):
    explained = {plain(symbol) for row in SYMBOLS for symbol in [*row[0].split(", "), *codes(row[1])]}
    used = {symbol for symbol in symbols(name) if not set(re.findall(r"\w", symbol)) & HELPERS}
    assert used - explained == set()


def test_it_gives_a_symbol_the_code_and_the_shape_that_the_map_gives_it():
    shapes = r"\([^)]*\)|a number"
    here = {(code, shape) for row in SYMBOLS for code in codes(row[1]) for shape in re.findall(shapes, row[2])}
    the_map = re.findall(r"^\| \S.* \| (`.+`) \| (.*) \| .* \|$", lessons.prose("00_start_here"), flags=re.M)
    assert len(the_map) >= 8
    for code, shape in the_map:
        assert set(zip(codes(code), re.findall(shapes, shape), strict=True)) <= here


def terms(name):
    """The words that a lesson puts into italics, one to three of them, without the titles of works in "Where next"."""
    prose = re.sub(r"`[^`]*`|\$\$.*?\$\$|\$.*?\$|\*\*.*?\*\*", "", lessons.prose(name), flags=re.S)
    body, further = prose.split("\n## Where next\n")
    italics = r"(?<![\w*])\*([^*\n]+)\*(?![\w*])"
    found = re.findall(italics, body) + re.findall(italics + r"(?! \(\d{4}\))", further)
    titles = {title for title in re.findall(italics, further) if title[0].isupper()}
    return {words for words in found if len(words.split()) <= 3} - titles


def stem(word):
    """A word without its ending, so that "samples" finds "sample", and "converged" finds "converge"."""
    return re.sub(r"(e?d|e)?s?$", "", word.casefold())


@every_lesson
def test_every_term_that_a_lesson_introduces_is_in_it(name):
    explained = {stem(row[0]) for row in SYMBOLS + WORDS}
    missing = {term for term in terms(name) - EMPHASIS if stem(term) not in explained}
    assert missing == set(), "explain it in the glossary, or add it to EMPHASIS if it only stresses a word"


def test_words_stand_in_alphabetical_order_and_once():
    order = [row[0].casefold().replace("-", " ") for row in WORDS]
    assert order == sorted(set(order))


@pytest.mark.parametrize("row", SYMBOLS + WORDS, ids=lambda row: row[0])
def test_an_entry_is_one_sentence_that_leads_to_a_section(row):
    sentence = re.sub(r"`[^`]*`", "X", row[-2])
    assert re.fullmatch(r"[A-ZΣ](?:[^.!?]|\.\d)*\.", sentence), row[-2]
    assert row[-1].startswith("[") and len(links(row[-1])) == 1


def test_another_name_leads_to_a_word_that_is_in_it():
    for row in SYMBOLS + WORDS:
        for word in re.findall(r"\*([^*]+)\*", re.sub(r"`[^`]*`", "", row[-2])):
            assert word in {row[0] for row in WORDS} - {row[0]}, word


def test_its_code_is_code_of_the_lessons():
    code = "\n".join(cell.source for name in lessons.NAMES for cell in lessons.cells(name, "code"))
    names = {name for row in SYMBOLS + WORDS for span in codes(row[1]) for name in re.findall(r"[A-Za-z_]\w*", span)}
    assert {name for name in names if not re.search(rf"\b{name}\b", code)} == set()


# Links into the lessons, also those of other pages -----------------------------------------------------------------

def links(text):
    """The links of a text into notebooks: what they say, the file, and the heading as JupyterLab and nbconvert write it."""
    found = re.findall(r"\[([^\]]+)\]\(([\w./-]+\.ipynb)#((?:[^\s()]|\([^\s()]*\))+)\)", text)
    assert len(found) == text.count(".ipynb"), "a link without a heading, or one that can't be read"
    return found


def headings(name):
    """The headings of a lesson, and for each the end of a link to it."""
    found = [heading.replace("`", "") for heading in re.findall(r"^#+ (.+)", lessons.prose(name), flags=re.M)]
    return {heading: heading.replace(" ", "-") for heading in found}


def test_links_lead_to_the_sections_that_they_name():
    for said, file, anchor in links(TEXT):
        name = file.removesuffix(".ipynb")
        number, heading = said.replace("`", "").split(": ", 1)
        assert name in lessons.NAMES and name.startswith(number + "_"), file
        assert headings(name).get(heading) == anchor, f"{name} has no heading {heading!r}"
