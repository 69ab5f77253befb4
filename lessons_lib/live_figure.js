// Draws the picture of a live figure, and puts every part of it where it belongs at the places of the sliders.

function render({ model, el }) {
  // Several views, and several figures, share a page: the names inside each picture get an ending of their own.
  const own = "-" + Math.random().toString(36).slice(2);
  el.innerHTML = model.get("svg").replace(/(\bid="|url\(#|href="#)([^")]+)/g, `$1$2${own}`);
  const svg = el.querySelector("svg");
  svg.setAttribute("aria-labelledby", `title${own} desc${own}`);
  const part = (id) => svg.querySelector(`#${id}${own}`);
  const coordinates = numbersFrom(Float32Array, model.get("coordinates"));
  const numbers = numbersFrom(Float64Array, model.get("numbers"));
  const labels = model.get("labels");
  const texts = model.get("texts").map((text) => ({ ...text, node: writable(part(text.id), text) }));
  const tracks = model.get("tracks").map((track) => ({ ...track, ...pieces(part(track.id)) }));

  const start = (array, places) => array.offset + array.steps.reduce((sum, step, axis) => sum + step * places[axis], 0);

  function tell(words, places) {
    return words.map((word) => {
      if (typeof word === "string") return word;
      if ("slider" in word) return labels[word.slider][places[word.slider]];
      if ("strings" in word) return word.strings[start(word, places)];
      const value = numbers[start(word, places)] * (word.percent ? 100 : 1);
      const rounded = Number(value.toFixed(word.digits)) + 0; // no minus before a zero
      return rounded.toFixed(word.digits).replace("-", "−") + (word.percent ? " %" : "");
    });
  }

  // The line of words is seen at once; a screen reader hears it when the slider has come to rest.
  const words = el.appendChild(document.createElement("p"));
  words.setAttribute("aria-hidden", "true");
  words.style.cssText = "margin: 4px 0; min-height: 2.8em; font-variant-numeric: tabular-nums";
  const spoken = el.appendChild(document.createElement("p"));
  spoken.setAttribute("role", "status");
  spoken.style.cssText = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)";
  let rest;

  const places = () => labels.map((_, axis) => model.get(`place_${axis}`));

  // However many changes come, the picture is drawn once a frame.
  let frame = 0;
  const change = () => {
    frame ||= requestAnimationFrame(draw);
    arriving.disconnect();
  };

  function draw() {
    frame = 0;
    const here = places();
    for (const text of texts) text.node.textContent = tell(text.parts, here).join("");
    for (const track of tracks) {
      const from = start(track, here);
      if (track.kind === "shows") track.group.style.display = coordinates[from] ? "" : "none";
      else move(track, coordinates, from, track.kind === "trails" ? here.at(-1) + 1 : track.size / 2);
    }
    words.textContent = tell(model.get("words"), here).join("");
    clearTimeout(rest);
    rest = setTimeout(() => (spoken.textContent = words.textContent), 300);
  }

  const listeners = { "change:place_0": change, "change:place_1": change };
  if (model.get("plays")) listeners[`change:${model.get("plays")}`] = player(model, el, labels, change);
  if (model.get("columns").length) listeners["change:kept"] = table(model, el, places, tell);
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  draw();

  // The box around all is there once this is on the page; the sliders in it may come later.
  const arriving = new MutationObserver(() => nameHandles(el.parentElement));
  const seen = new ResizeObserver(() => {
    const box = el.parentElement;
    nameHandles(box);
    arriving.observe(box, { childList: true, subtree: true });
    // A key belongs to the slider that has the focus, not to the notebook.
    box.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
    seen.disconnect();
  });
  seen.observe(el);

  return () => {
    clearTimeout(rest);
    cancelAnimationFrame(frame);
    arriving.disconnect();
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
  };
}

// ipywidgets leaves the handles of its sliders without names.
function nameHandles(box) {
  for (const slider of box.querySelectorAll(".widget-slider")) {
    slider.querySelector("[role=slider]")?.setAttribute("aria-label", slider.querySelector("label").textContent);
  }
}

function numbersFrom(Type, view) {
  return new Type(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

// matplotlib draws a line as a path, and a marker as one <use> for each point.
function pieces(group) {
  return { group, path: group.querySelector(":scope > path"), marks: [...group.querySelectorAll(":scope > g > use")], text: group.querySelector("text") };
}

// matplotlib draws words as shapes; words that change must be words.
function writable(group, { x, y, style }) {
  group.innerHTML = `<text x="${x}" y="${y}" style="font-family: 'DejaVu Sans', Verdana, sans-serif; ${style}"></text>`;
  return group.firstChild;
}

// Puts a part at its points; marks and ends of lines beyond them are not seen.
function move({ path, marks, text }, coordinates, from, points) {
  const place = (node, i) => {
    const x = coordinates[from + 2 * i];
    const there = i < points && !Number.isNaN(x);
    node.style.display = there ? "" : "none";
    if (!there) return;
    node.setAttribute("x", x);
    node.setAttribute("y", coordinates[from + 2 * i + 1]);
  };
  if (text) place(text, 0);
  marks.forEach(place);
  if (!path) return;
  let line = "";
  let pen = "M";
  for (let i = from; i < from + 2 * points; i += 2) {
    if (Number.isNaN(coordinates[i])) pen = "M";
    else {
      line += `${pen}${coordinates[i].toFixed(2)} ${coordinates[i + 1].toFixed(2)}`;
      pen = "L";
    }
  }
  path.setAttribute("d", line);
}

function button(text) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "jupyter-widgets jupyter-button";
  node.textContent = text;
  return node;
}

// A button that plays one slider to its end, until someone else moves that slider; who asks for less motion sees the end at once.
function player(model, el, labels, change) {
  const slider = model.get("plays");
  const last = labels[slider.at(-1)].length - 1;
  const play = button("Play");
  el.prepend(play);
  let timer, expected;

  function stop() {
    timer = clearInterval(timer);
    play.textContent = "Play";
  }

  function go(place) {
    expected = place;
    model.set(slider, place);
    model.save_changes();
    if (place === last) stop();
  }

  play.onclick = () => {
    if (timer) return stop();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return go(last);
    if (model.get(slider) === last) go(0);
    play.textContent = "Pause";
    const step = Math.ceil(last / 150);
    timer = setInterval(() => (el.isConnected ? go(Math.min(model.get(slider) + step, last)) : stop()), last > 30 ? 40 : 1000);
  };
  return () => {
    if (timer && model.get(slider) !== expected) stop();
    change();
  };
}

// A table of positions that were worth keeping, with a button that adds the current one and one that copies them all.
function table(model, el, places, tell) {
  const columns = model.get("columns");
  const parts = model.get("words").filter((word) => typeof word !== "string");
  const box = el.appendChild(document.createElement("div"));
  box.innerHTML = "<table><thead><tr></tr></thead><tbody></tbody></table>";
  const [keep, copy] = [button("Keep"), button("Copy the table")];
  box.prepend(keep, copy);
  const rows = () => model.get("kept").map((kept) => tell(parts, kept));
  for (const name of columns) box.querySelector("thead tr").appendChild(document.createElement("th")).textContent = name;

  function fill() {
    const body = box.querySelector("tbody");
    body.replaceChildren();
    for (const row of rows()) {
      const line = body.appendChild(document.createElement("tr"));
      for (const cell of row) line.appendChild(document.createElement("td")).textContent = cell;
    }
    copy.hidden = box.querySelector("table").hidden = !rows().length;
    copy.textContent = "Copy the table";
  }

  keep.onclick = () => {
    model.set("kept", [...model.get("kept"), places()]);
    model.save_changes();
  };
  copy.onclick = async () => {
    // Without a clipboard (a page that is not from this machine), the table is selected, ready for Ctrl+C.
    if (!navigator.clipboard) return getSelection().selectAllChildren(box.querySelector("table"));
    await navigator.clipboard.writeText([columns, ...rows()].map((row) => row.join("\t")).join("\n"));
    copy.textContent = "Copied";
  };
  fill();
  return fill;
}

export default { render };
