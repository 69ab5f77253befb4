"""Does everything that a slide shows lie on it, uncovered and large enough to read? For the tests, and for `make check-slides`."""

import sys
from pathlib import Path

import browser

SMALLEST = 16  # pixels, on a screen of 1280 by 720
SEEN = """(smallest) => {
    const slide = Reveal.getCurrentSlide(), edge = slide.getBoundingClientRect(), complaints = [];
    const inside = (box) => box.left >= edge.left && box.right <= edge.right && box.top >= edge.top && box.bottom <= edge.bottom;
    const complain = (what, node) => complaints.push(`${what}: ${(node.alt ?? node.textContent).trim().slice(0, 40)}`);
    for (const picture of slide.querySelectorAll("img, svg[role=img], mjx-container > svg")) {
        if (picture.checkVisibility() && !inside(picture.getBoundingClientRect())) complain("off the slide", picture);
    }
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let text; (text = texts.nextNode());) {
        const holder = text.parentElement;
        if (!text.data.trim() || holder.closest("svg, script, style, mjx-container, [role=status]") || !holder.checkVisibility()) continue;
        const letter = parseFloat(getComputedStyle(holder).fontSize);
        if (letter < smallest) complain("too small to read", text);
        range.selectNodeContents(text);
        for (const line of range.getClientRects()) {
            const seen = (x) => holder.contains(document.elementFromPoint(x, (line.top + line.bottom) / 2));
            if (!inside(line)) complain("off the slide", text);
            else if (line.width > 2 * letter && !(seen(line.left + letter) && seen(line.right - letter))) complain("covered or cut off", text);
        }
    }
    return [...new Set(complaints)];
}"""


def open_deck(page, path):
    """Open a deck, and wait until its slides are there."""
    page.goto(path.as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")


def complaints(page):
    """What is wrong with the slides of the deck that is open, with everything uncovered, and with each fold open in turn."""
    found = []
    for number, place in enumerate(page.evaluate("Reveal.getSlides().map((slide) => Reveal.getIndices(slide))"), 1):
        page.evaluate("({ h, v }) => Reveal.slide(h, v, 99)", place)
        found += [f"slide {number}, {complaint}" for complaint in page.evaluate(SEEN, SMALLEST)]
        for fold in page.locator("section.present section.present summary").all():
            fold.click()
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")  # it is fitted anew
            found += [f"slide {number} unfolded, {complaint}" for complaint in page.evaluate(SEEN, SMALLEST)]
            fold.click()
    return found


if __name__ == "__main__":
    with browser.chromium() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        count = 0
        for path in map(Path, sys.argv[1:]):
            open_deck(page, path.resolve())
            found = complaints(page)
            count += len(found)
            print(f"{path}: {page.evaluate('Reveal.getTotalSlides()')} slides", *found, sep="\n    ")
    sys.exit(count > 0)
