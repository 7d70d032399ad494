// For screen readers: ipywidgets leaves sliders, their numbers and the play button without a name.
function name(widget) {
  for (const control of widget.querySelectorAll(".bp-control")) {
    const label = control.querySelector(".widget-label");
    if (label?.checkVisibility()) { // a checkbox hides its own
      control.setAttribute("role", "group");
      control.setAttribute("aria-label", label.textContent);
    }
    for (const slider of control.querySelectorAll(".widget-slider")) {
      const label = slider.querySelector(".widget-label").title;
      slider.querySelector(".noUi-handle")?.setAttribute("aria-label", label);
      const number = slider.querySelector(".widget-readout");
      number.setAttribute("role", "textbox");
      number.setAttribute("aria-label", `${label}, as a number`);
    }
    for (const play of control.querySelectorAll(".widget-play"))
      play.querySelector("button").setAttribute("aria-label", play.title);
  }
}

// Fills the screen; the arrow keys, and the keys of a presenter, go through the telling states, Esc ends it.
function present(widget, model) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bp-present";
  button.textContent = "present";
  button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : widget.requestFullscreen());
  const press = (event) => {
    if (event.key === "Escape") return document.exitFullscreen();
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!step || (event.key.startsWith("Arrow") && event.target.matches(".noUi-handle, input, select"))) return;
    event.preventDefault();
    event.stopPropagation(); // or JupyterLab moves to another cell
    model.set("told", model.get("told") + step);
    model.save_changes();
  };
  widget.addEventListener("fullscreenchange", () => {
    const full = document.fullscreenElement === widget;
    button.textContent = full ? "end (Esc)" : "present";
    if (full) window.addEventListener("keydown", press, true); // wherever the focus is, and before JupyterLab
    else window.removeEventListener("keydown", press, true);
  });
  return button;
}

const LETTERS = 20; // pixels of the smallest letters in a picture, which have 12 points

// The parts of a picture below each other, where all of it would be too small; returns what draws them anew.
function takeApart(figure, picture, model) {
  const panels = document.createElement("div");
  let shape = "";
  panels.className = "bp-panels";
  picture.after(panels);
  const draw = () => {
    for (const { firstChild: canvas, place } of panels.children) canvas.getContext("2d").drawImage(picture, -place[0], -place[1]);
  };
  const lay = () => {
    const width = figure.clientWidth, least = smallest() / LETTERS, tree = model.get("tree");
    if (!width || !picture.width) return;
    const narrow = width / picture.width < least;
    if (narrow !== model.get("narrow")) {
      model.set("narrow", narrow);
      model.save_changes();
    }
    const parts = narrow && tree.length ? fitting(tree, width, least) : [], wanted = JSON.stringify([parts, width]);
    figure.classList.toggle("bp-apart", parts.length > 0);
    if (wanted === shape) return;
    shape = wanted;
    panels.replaceChildren(...parts.map((place) => {
      const [left, top, right, bottom] = place, panel = document.createElement("div"), canvas = document.createElement("canvas");
      const zoom = Math.max(least, Math.min(width / (right - left), LARGEST));
      Object.assign(canvas, { width: right - left, height: bottom - top });
      canvas.style.width = `${(right - left) * zoom}px`;
      canvas.style.touchAction = picture.style.touchAction;
      panel.className = (right - left) * zoom > width + 1 ? "bp-panel bp-wide" : "bp-panel";
      if (panel.matches(".bp-wide")) panel.tabIndex = 0;
      panel.append(canvas);
      Object.assign(panel, { place, whole: [picture.width, picture.height] });
      return panel;
    }));
    draw();
  };
  new ResizeObserver(lay).observe(figure);
  model.on("change:tree", lay);
  return draw;
}

function render({ model, el }) {
  const figure = document.createElement("figure");
  const picture = document.createElement("canvas"); // a bitmap in it is seen sooner than the same one in an <img>
  const says = document.createElement("figcaption");
  const error = document.createElement("p");
  figure.className = "bp-picture";
  says.className = "bp-says";
  error.className = "bp-error";
  says.setAttribute("aria-live", "polite");
  error.setAttribute("role", "alert");
  picture.className = "bp-whole";
  picture.setAttribute("role", "img");
  picture.dataset.widget = model.get("widget");
  picture.width = picture.height = 0; // until there is something to see
  figure.append(picture, says, error);
  el.append(figure);
  const placed = new ResizeObserver(() => {
    const widget = el.closest(".bp-widget");
    if (!widget) return;
    placed.disconnect();
    name(widget);
    if (!widget.querySelector(".bp-present")) widget.prepend(present(widget, model));
    // Parts may come later; words change with every frame, and looking at all labels then would lay out the page anew.
    const added = ({ addedNodes }) => [...addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE);
    new MutationObserver((changes) => changes.some(added) && name(widget)).observe(widget, { childList: true, subtree: true });
  });
  placed.observe(figure);

  // One picture is decoded at a time; of those that come meanwhile only the last is wanted.
  let decoding, next;
  async function paint() {
    const bytes = model.get("png");
    if (!bytes || !bytes.byteLength) return;
    next = { bytes, frames: model.get("frames"), says: model.get("says") };
    picture.dataset.coming = next.frames;
    if (decoding) return;
    decoding = true;
    try {
      while (next) {
        const { bytes, frames, says: sentence } = next;
        next = null;
        show(await createImageBitmap(new Blob([bytes], { type: "image/png" })), sentence);
        picture.dataset.frames = frames; // counts what can be seen, not what was sent
      }
    } finally {
      decoding = false; // a picture that cannot be decoded does not hold up those after it
    }
  }
  function show(bitmap, sentence) {
    if (!picture.width) {
      picture.style.setProperty("--ratio", bitmap.width / bitmap.height);
      [picture.width, picture.height] = [bitmap.width, bitmap.height];
    }
    picture.getContext("2d", { alpha: false }).drawImage(bitmap, 0, 0);
    bitmap.close();
    picture.setAttribute("aria-label", (says.textContent = sentence));
    drawParts();
  }
  function complain() {
    error.textContent = model.get("error");
    error.hidden = !error.textContent;
  }
  model.on("change:frames", paint);
  model.on("change:error", complain);

  const touch = (picture.style.touchAction = model.get("touch"));
  const drawParts = takeApart(figure, picture, model);
  paint();
  complain();
  if (touch === "auto") return;
  picture.style.cursor = "crosshair";
  let gesture = null;
  // What was sent and what the kernel has dealt with: for tests, which must know when a drag is over.
  picture.dataset.sent = picture.dataset.heard = 0;
  model.on("change:heard", () => (picture.dataset.heard = model.get("heard")));
  // As fractions of the whole picture, of which a canvas shows a part.
  const at = ({ clientX, clientY }) => {
    const seen = gesture.held, box = seen.getBoundingClientRect(), { place, whole } = seen.parentElement;
    const [x, y] = [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
    return place ? [(place[0] + x * seen.width) / whole[0], (place[1] + y * seen.height) / whole[1]] : [x, y];
  };
  function send(event) {
    gesture.path.push(at(event));
    // The whole way each time: where the kernel is slower than the hand, events in between are dropped.
    const path = model.get("paths") ? [...gesture.path] : [gesture.path[0], at(event)];
    const serial = (picture.dataset.sent = Number(picture.dataset.sent) + 1);
    model.set("pointer", { gesture: gesture.id, path, serial });
    model.save_changes();
  }
  figure.addEventListener("pointerdown", (event) => {
    if (!event.target.matches("canvas")) return;
    event.preventDefault();
    event.target.setPointerCapture(event.pointerId);
    gesture = { id: Date.now(), path: [], held: event.target };
    send(event);
  });
  figure.addEventListener("pointermove", (event) => gesture && send(event));
  for (const end of ["pointerup", "pointercancel"]) figure.addEventListener(end, () => (gesture = null));
}
export default { render };
