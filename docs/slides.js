// Fits every slide of a lesson into its 1280 by 720, continues those that hold too much on a new one, and hands them to reveal.js.

const SIZES = [1, 0.95, 0.9, 0.85, 0.8, 0.75];
const LAST_RESORT = [0.7, 0.65]; // with 0.65, words have 16 pixels
const FOR_PICTURES = [0.6, 0.55, 0.5]; // words do not get smaller any more
const SLIDE = ".reveal section:not(.stack, :has(> section))";
const BLOCKS = ".jp-MarkdownOutput > *, .jp-CodeCell > .jp-Cell-inputWrapper, .jp-CodeCell > .jp-Cell-outputWrapper, details.solution";
const SCROLLABLE = "pre, .jp-InputArea, .jp-OutputArea-output";

const everySlide = () => document.querySelectorAll(SLIDE);
const blocksOf = (slide) => [...slide.querySelectorAll(BLOCKS)].filter((block) => !block.parentElement.closest("details"));
const isHeading = (block) => block.matches("h1, h2");
const isOutput = (block) => block.matches(".jp-Cell-outputWrapper");
const isLive = (block) => block.querySelector(".live-figure") !== null;
// A heading, code, and words that end with a colon are nothing without what follows.
const leadsOn = (block) => isHeading(block) || block.matches(".jp-Cell-inputWrapper") || block.textContent.trimEnd().endsWith(":");

function holds(slide, blocks) {
  const end = slide.clientHeight - parseFloat(getComputedStyle(slide).paddingBottom);
  const isWide = (box) => box.scrollWidth > box.clientWidth + 1;
  if (isWide(slide) || slide.scrollHeight > slide.clientHeight) return false;
  return blocks.every((block) => block.offsetTop + block.offsetHeight <= end + 1 && ![block, ...block.querySelectorAll(SCROLLABLE)].some(isWide));
}

// Finds the largest size, and the layout for it, with which a slide holds everything.
function fit(slide, lastResort = true) {
  const blocks = blocksOf(slide).filter((block) => !block.classList.contains("later"));
  const outputs = blocks.filter(isOutput);
  const place = blocks.indexOf(outputs[0]);
  // In the layout "side" a picture begins at the top, and printed words beside their code.
  const top = outputs[0]?.querySelector("img, svg") ? blocks.findIndex((block) => !isHeading(block)) : place - 1;
  blocks.forEach((block, i) => {
    block.classList.toggle("above", i < top);
    block.classList.toggle("before", i < place);
    block.classList.toggle("output", i === place);
    block.classList.toggle("after", place >= 0 && i > place);
  });
  slide.style.setProperty("--row", place + 1);
  slide.style.setProperty("--top", top + 1);
  const layouts = outputs.length !== 1 ? ["one"] : place === blocks.length - 1 ? ["one", "side"] : ["one", "below", "side"];

  function find(sizes, wrapped) {
    slide.classList.toggle("wrapped", wrapped);
    return sizes.some((size) => layouts.some((layout) => {
      slide.style.setProperty("--size", size);
      slide.dataset.layout = layout;
      return holds(slide, blocks);
    }));
  }
  return find(SIZES, false) || (lastResort && (find(LAST_RESORT, false) || find([...LAST_RESORT, ...FOR_PICTURES], true)));
}

// Whether a slide holds everything at a good size, also with each of its folds open; all but a solution may make it smaller.
function fits(slide) {
  const folds = [...slide.querySelectorAll("details")].filter((fold) => !fold.closest(".later"));
  const opened = folds.every((fold) => {
    fold.open = true;
    const held = fit(slide, !fold.matches(".solution"));
    fold.open = false;
    return held;
  });
  return opened && fit(slide, false);
}

// Fits a slide, and moves what is too much for it to a new one after it.
function fitOrContinue(slide) {
  slide.style.display = slide.parentElement.style.display = "grid"; // only what is there can be measured
  let rest;
  if (!fits(slide)) {
    const blocks = blocksOf(slide);
    const end = blocks.findLastIndex((block, i) => {
      if (i === 0 || isOutput(block) || leadsOn(blocks[i - 1])) return false;
      blocks.forEach((other, j) => other.classList.toggle("later", j >= i));
      return fits(slide);
    });
    blocks.forEach((block) => block.classList.remove("later"));
    if (end > 0) {
      const range = document.createRange();
      range.setStartBefore(blocks[end]);
      range.setEndAfter(slide.lastChild);
      rest = slide.cloneNode();
      rest.append(range.extractContents()); // with copies of the wrappers that it cuts in two
      slide.after(rest);
    } else fit(slide);
  }
  slide.style.display = slide.parentElement.style.display = "";
  if (rest) fitOrContinue(rest);
}

// After a prediction, a key uncovers what was to be predicted (0), and the next one what is said about it (1).
function markAnswers(slide) {
  if (!slide.querySelector(".celltag_prediction")) return;
  const blocks = blocksOf(slide);
  const place = blocks.findIndex(isOutput);
  if (place < 0) return;
  blocks.slice(place).forEach((block, i) => (block.dataset.answer = i && 1));
}

function coverAnswers(slide) {
  const asks = slide.querySelector(".celltag_prediction");
  const shows = slide.querySelector("[data-answer='0']");
  for (const block of slide.querySelectorAll("[data-answer]")) {
    // A live figure is there to find the answer with; and what stands alone on its slide needs no cover.
    if (block === shows ? asks && !isLive(block) : shows) {
      block.classList.add("fragment");
      block.dataset.fragmentIndex = block.dataset.answer;
    }
  }
}

async function start() {
  await MathJax.startup.promise;
  const widgets = document.querySelectorAll('script[type="application/vnd.jupyter.widget-view+json"]').length;
  const drawn = () => document.querySelectorAll(".live-figure svg[role=img]").length;
  for (let tries = 0; drawn() < widgets && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const picture of document.querySelectorAll("img, .live-figure svg")) {
    picture.style.setProperty("--natural-width", picture.getAttribute("width"));
  }
  everySlide().forEach(markAnswers);
  everySlide().forEach(fitOrContinue);
  everySlide().forEach((slide, i) => {
    coverAnswers(slide);
    for (const details of slide.querySelectorAll("details")) details.name = `of-slide-${i}`; // one of them is open at a time
  });
  for (const figure of document.querySelectorAll(".live-figure")) figure.dataset.preventSwipe = ""; // a finger moves its sliders, not the slides
  await Reveal.initialize({
    width: 1280, height: 720, margin: 0, maxScale: 4, center: false, display: "grid", transition: "none", backgroundTransition: "none",
    hash: true, navigationMode: "linear", keyboardCondition: isForSlides, pdfSeparateFragments: false,
    slideNumber: (slide) => {
      const heading = slide?.parentElement.querySelector("h1, h2")?.innerHTML ?? "";
      return [`${Reveal.getSlidePastCount() + 1} / ${Reveal.getTotalSlides()} &ensp; ${heading}`];
    },
  });
}

// A slider that has the focus keeps the keys that move it; a button or a fold keeps those that press it.
function isForSlides({ target, key }) {
  if (target.closest("[role=slider]")) return !/^(Arrow|Home|End)/.test(key);
  return !(target.closest("button, summary, a") && /^(Enter| )$/.test(key));
}

// From a slider, Escape goes back to the slides, and a presenter's remote control (Page Up, Page Down) turns them.
document.addEventListener("keydown", (event) => {
  if (!event.target.closest("[role=slider]") || !/^(Escape|PageUp|PageDown)$/.test(event.key)) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  document.activeElement.blur();
  if (event.key === "PageDown") Reveal.next();
  if (event.key === "PageUp") Reveal.prev();
}, { capture: true });

// What is unfolded, or added to a table by a button, must fit too.
for (const event of ["toggle", "click"]) {
  document.addEventListener(event, ({ target }) => {
    const slide = target.closest?.(SLIDE);
    if (slide?.checkVisibility() && target.closest("details, button")) fit(slide);
  }, { capture: event === "toggle" });
}

window.addEventListener("load", start);
