"""How fast does a picture follow its sliders? A live figure beside ipywidgets.interact, in JupyterLab, key by key.

Both show the same training of 25 learning rates x 500 iterations with the same sliders; interact lets the kernel draw.
Run by `make bench-sliders`; close other programs first.
"""

import os
import random
import tempfile
from pathlib import Path

import browser
import numpy as np

PRESSES = 100
SETUP = """
import statistics, time
import ipywidgets
import numpy as np
from IPython.core.pylabtools import print_figure
from IPython.display import Image, display
from lessons_lib import explorers
from lessons_lib.data import penguins
from lessons_lib.neuron import standardise
birds = penguins()
X, y = standardise(birds.X).X, birds.y
start = {"learning rate": 1, "iteration": 250}
"""
LIVE = "explorers.training_explorer(X, y, start=start)"
# The same artists at the same places, and the PNG that `%matplotlib inline` makes of them.
INTERACT = """
drawn = explorers.training_explorer(X, y, start=start)
rates = [(f"{rate:g}", i) for i, rate in enumerate(explorers.LEARNING_RATES)]

def draw(learning_rate, iteration):
    drawn._show((learning_rate, iteration))
    display(Image(print_figure(drawn.figure, "png")))

ipywidgets.interact(draw, learning_rate=ipywidgets.SelectionSlider(options=rates, index=12), iteration=ipywidgets.IntSlider(250, max=500));
"""
MAKE = """
def make():
    begin = time.perf_counter()
    explorers.training_explorer(np.resize(X, (300, 2)), np.resize(y, (300, 1)))
    return time.perf_counter() - begin

print(statistics.median(make() for _ in range(5)))
"""
# A frame of the browser: callbacks, style, layout, paint. A message that is posted in a callback arrives when all that is done.
PAINTED = """
const painted = (changed) => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  const frame = () => port2.postMessage(null);
  port1.onmessage = () => {
    const time = performance.now();
    if (changed()) done(time);
    else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
});
"""
# Watch for the next key, and for the picture that it changes: the paths that move, or the image.
ARM = f"""(box) => {{ {PAINTED}
  const sight = () => [...box.querySelectorAll("img")].map((image) => (image.complete && image.naturalWidth ? image.src : ""))
    .concat([...box.querySelectorAll("svg [id^=live-] > path")].map((path) => path.getAttribute("d"))).join("");
  const before = sight();
  window.answer = new Promise((done) => addEventListener("keydown", async ({{ timeStamp }}) => {{
    done((await painted(() => ![before, ""].includes(sight()))) - timeStamp);
  }}, {{ capture: true, once: true }}));
}}"""
RUN = f"""{PAINTED}
const figure = () => document.querySelector(".live-figure svg[role=img]");
const begin = performance.now(), before = figure();
open.content.activeCellIndex = argument;
app.commands.execute("notebook:run-cell");
return (await painted(() => ![before, null].includes(figure()))) - begin;
"""


def key_by_key(box):
    """Press keys on both sliders in turn, at any time within a frame, each when the picture has come to rest."""
    page, answers = box.page, []
    for i in range(PRESSES):
        box.locator(".noUi-handle").nth(i % 2).focus()  # the learning rate goes up and down, the iteration up
        page.wait_for_timeout(100 + random.uniform(0, 50))
        box.evaluate(ARM)
        page.keyboard.press("ArrowLeft" if i % 4 == 2 else "ArrowRight")
        answers.append(page.evaluate("window.answer"))
    return np.array(answers)


def shares(times):
    """The median, and what 95 % stay within."""
    return np.percentile(times, [50, 95])


def verdict(target, met):
    print(f"Target: {target}: {'met' if met else 'not met'}.")


load = os.getloadavg()[0]
with tempfile.TemporaryDirectory() as folder, browser.chromium() as chromium:
    folder, home = Path(folder, "notebooks"), Path(folder, "home")
    folder.mkdir()
    (folder / "sliders.ipynb").write_text(browser.notebook(SETUP, LIVE, INTERACT, MAKE))
    with browser.jupyterlab(folder, home) as (url, token):
        notebook = browser.Notebook(chromium, url, token, "sliders.ipynb")
        notebook.run(0)
        first = [notebook.tell(RUN, 1) / 1000 for _ in range(3)]
        live = key_by_key(notebook.figures())
        notebook.run(2)
        notebook.page.locator(".widget-interact img").wait_for()
        interact = key_by_key(notebook.page.locator(".widget-interact"))
        make = float(notebook.run(3))
        version = chromium.version

print(f"""
JupyterLab, Chromium {version} without a window; a training of 25 learning rates x 500 iterations, {PRESSES} keys on its two sliders.
{os.cpu_count()} processors, and a load of {load:.1f} in the minute before: on a busy machine these numbers say little.
Measured in the page: from the time stamp of a key to the end of the first frame that shows another picture. In it are the
handlers, the kernel for interact, layout and paint. Not in it is the way from the keyboard to the browser, and from the browser
to the screen. A browser at rest begins a frame at once; a screen would make both wait for its next refresh, half a frame on average.

                            median    95 % within""")
for name, times in (("live figure", live), ("interact", interact)):
    print("{:24}{:7.1f} ms {:10.1f} ms    longest {:.1f} ms".format(name, *shares(times), times.max()))
faster = shares(interact) / shares(live)
print("{:24}{:7.1f}    {:10.1f}".format("times faster", *faster))
verdict("a live figure follows 95 % of the keys within one frame at 60 Hz, 16.7 ms", shares(live)[1] <= 1000 / 60)
verdict("ten times faster than interact, in both", faster.min() >= 10)
print(f"\nFrom running the cell to the first picture: {np.median(first):.2f} s, the median of {', '.join(f'{s:.2f}' for s in first)}")
verdict("1.5 s", np.median(first) <= 1.5)
print(f"\nTo make the explorer in the kernel, of 300 samples: {make:.2f} s, the median of 5")
verdict("0.5 s", make <= 0.5)
