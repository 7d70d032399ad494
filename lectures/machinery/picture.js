function render({ model, el }) {
  const figure = document.createElement("figure");
  const img = document.createElement("img");
  const says = document.createElement("figcaption");
  const error = document.createElement("p");
  figure.className = "bp-picture";
  says.className = "bp-says";
  error.className = "bp-error";
  says.setAttribute("aria-live", "polite");
  error.setAttribute("role", "alert");
  img.dataset.widget = model.get("widget");
  img.draggable = false;
  figure.append(img, says, error);
  el.append(figure);

  let shown;
  function paint() {
    const bytes = model.get("png");
    if (!bytes || !bytes.byteLength) return;
    const url = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    const frames = (img.dataset.coming = model.get("frames"));
    img.onload = () => {
      img.dataset.frames = frames; // counts what can be seen, not what was sent
      if (shown) URL.revokeObjectURL(shown);
      shown = url;
    };
    img.alt = says.textContent = model.get("says");
    img.src = url;
  }
  function complain() {
    error.textContent = model.get("error");
    error.hidden = !error.textContent;
  }
  model.on("change:frames", paint);
  model.on("change:error", complain);
  paint();
  complain();

  const touch = model.get("touch");
  if (touch === "auto") return;
  img.style.touchAction = touch;
  img.style.cursor = "crosshair";
  let gesture = null;
  // What was sent and what the kernel has dealt with: for tests, which must know when a drag is over.
  img.dataset.sent = img.dataset.heard = 0;
  model.on("change:heard", () => (img.dataset.heard = model.get("heard")));
  const at = (event) => {
    const box = img.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  function send(event) {
    gesture.path.push(at(event));
    // The whole way each time: where the kernel is slower than the hand, events in between are dropped.
    const path = model.get("paths") ? [...gesture.path] : [gesture.path[0], at(event)];
    const serial = (img.dataset.sent = Number(img.dataset.sent) + 1);
    model.set("pointer", { gesture: gesture.id, path, serial });
    model.save_changes();
  }
  img.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    img.setPointerCapture(event.pointerId);
    gesture = { id: Date.now(), path: [] };
    send(event);
  });
  img.addEventListener("pointermove", (event) => gesture && send(event));
  for (const end of ["pointerup", "pointercancel"]) img.addEventListener(end, () => (gesture = null));
}
export default { render };
