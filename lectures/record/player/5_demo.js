// A demo: controls, the question, the picture, the sentence under it.
const tokenOf = (name) => name.replaceAll(" ", "_");

// What a demo that is computed here has in place of the number of a value: points, strokes.
const valueAt = (control, i) => (control.live ? control.values[i] : i);
const startOf = (control) => valueAt(control, control.start);

class Demo {
  constructor(place, recording) {
    Object.assign(this, { place, recording, all: recording.controls, asked: 0 });
    const { controls, id, title } = recording;
    this.reset();
    this.says = element("figcaption", { className: "bp-says", ariaLive: "polite" });
    this.note = element("p", { className: "bp-note", hidden: true, role: "status" });
    this.panels = box("bp-panels");
    this.views = controls.map((control, k) => view(control, (i) => this.move(k, i), () => this.values[k]));
    this.views.forEach(({ box }, k) => box.classList.add("bp-control", `bp-control-${controls[k].name}`));
    this.picture = new Picture(recording, this.panels);
    this.head = box("bp-head", element("h3", { className: "bp-title" }, `${id} · ${title}`), tools(this));
    this.controls = box("bp-controls", ...this.views.map(({ box }) => box));
    this.figure = element("figure", { className: "bp-picture" }, this.panels, this.says, this.note);
    this.body = box("bp-body", this.figure, this.controls);
    this.question = question(this);
    place.replaceChildren(this.head, this.question, this.body);
    pointing(this);
    this.lay();
    new ResizeObserver(() => this.lay()).observe(place);
    on(window, "resize", () => this.lay());
    this.show();
  }
  move(k, i) {
    this.values[k] = i;
    return this.show(k);
  }
  go(moves) {
    for (const [k, i] of Object.entries(moves)) this.values[k] = valueAt(this.all[k], i);
    return this.show(Number(Object.keys(moves)[0] ?? 0));
  }
  reset() {
    this.values = this.all.map(startOf);
  }
  // Draw the present state, or the nearest that is recorded; `moved` is the control that brought it here.
  async show(moved) {
    const { recording, all } = this, asked = ++this.asked;
    if (recording.kit) {
      this.refresh();
      if (asked === 1) return this.play(recording.start); // what is computed may need much data
      const { furniture, operations, says, last } = await bpLive.frame(recording, this.state());
      if (asked === this.asked) this.draw(furniture, operations, says, last);
      return;
    }
    const find = () => recording.places.get(recording.keyOf(this.values));
    let number = find(), gone = [];
    if (number === undefined) {
      const other = recording.nearest(this.values, moved);
      gone = all.flatMap((c, k) => (other[k] === this.values[k] || !works(c, this.values) || c.until ? [] : [k]));
      this.values = all.map((c, k) => (works(c, this.values) ? other[k] : this.values[k]));
      number = find();
    }
    this.refresh();
    const row = () => recording.made.rows[number];
    if (!row()) {
      this.place.classList.add("bp-loading");
      await recording.load(recording.partOf(number));
      if (asked !== this.asked) return;
      this.place.classList.remove("bp-loading");
    }
    this.tell(gone, row());
    this.play(row());
  }
  play(row) {
    const [furniture, says, last, ...pieces] = row, { made } = this.recording;
    if (row.length > 1) this.draw(furniture, pieces.flatMap((n) => made.pieces[n]), made.says[says], last);
  }
  draw(furniture, operations, says, last) {
    const { scales } = this.recording;
    this.all.forEach((c, k) => c.until && this.views[k].last(last));
    this.scales = scales[this.recording.furniture[furniture][1]];
    this.says.textContent = this.picture.says = says;
    this.picture.show(furniture, operations);
    this.place.dataset.frames = Number(this.place.dataset.frames ?? 0) + 1;
    address(this);
  }
  // The values of the controls by their names, for demos that are computed here.
  state() {
    const value = (c, i) => (c.numbers ? c.numbers[i] : c.kind === "Player" ? i : c.kind === "Toggle" ? i === 1 : c.live ? i : c.names[i]);
    return Object.fromEntries(this.all.map((c, k) => [c.name, value(c, this.values[k])]));
  }
  refresh() {
    this.views.forEach((view, k) => {
      view.show(this.values[k]);
      const idle = !works(this.all[k], this.values);
      if (view.idle !== idle) for (const input of view.box.querySelectorAll("input, select, button")) input.disabled = idle;
      view.idle = idle;
      view.box.classList.toggle("bp-idle", idle);
    });
  }
  tell(gone, row) {
    const said = gone.map((k) => `${this.all[k].label} ${this.all[k].names[this.values[k]]}`);
    const far = `This combination is not recorded: shown is the nearest one, with ${said.join(", ")}. In Jupyter all of them move.`;
    this.note.textContent = row.length === 1 ? row[0] : gone.length ? far : "";
    this.note.hidden = !this.note.textContent;
    this.note.classList.toggle("bp-error", row.length === 1);
  }
  lay() {
    const tall = innerHeight, showing = this.place.matches(".bp-presenting");
    const width = this.panels.clientWidth || this.body.clientWidth; // on a phone .bp-panels has no box of its own
    if (!width) return;
    const beside = this.controls.offsetLeft !== this.figure.offsetLeft;
    const taken = beside ? 0 : this.controls.offsetHeight;
    const around = showing ? this.head.offsetHeight + this.says.offsetHeight + 40 : 96; // the header of a page
    this.picture.lay(width, width < 600 ? Infinity : Math.max(300, tall - taken - around));
  }
  token(k) {
    const c = this.all[k], i = c.live ? c.values.indexOf(this.values[k]) : this.values[k];
    return i < 0 ? JSON.stringify(this.values[k]) : tokenOf(c.names[i]);
  }
  // The state as in an address: what is not where it starts.
  query() {
    const moved = this.all.flatMap((c, k) => (this.values[k] === startOf(c) ? [] : [`${c.name}=${encodeURIComponent(this.token(k))}`]));
    return `#${this.recording.id}${moved.length ? `?${moved.join("&")}` : ""}`;
  }
  open(query) {
    this.reset();
    for (const [name, token] of new URLSearchParams(query)) {
      const k = this.all.findIndex((c) => c.name === name);
      const i = k < 0 ? -1 : this.all[k].names.findIndex((other) => tokenOf(other) === tokenOf(token));
      if (i >= 0) this.values[k] = valueAt(this.all[k], i);
      else if (k >= 0) this.values[k] = this.views[k].read?.(token) ?? this.values[k];
    }
    return this.show();
  }
}

function question(demo) {
  const { text, choices, answer, because, reveal } = demo.recording.question;
  const why = element("p", { className: "bp-because", hidden: true, role: "status" });
  const reply = (i) => {
    answers.forEach((other, k) => {
      other.classList.toggle("bp-right", k === answer);
      other.classList.toggle("bp-wrong", k === i && k !== answer);
    });
    const verdict = i === undefined ? "" : i === answer ? "Yes. " : `It is “${choices[answer]}”. `;
    why.replaceChildren(element("b", {}, verdict), because);
    why.hidden = false;
    demo.reset();
    demo.go(reveal);
  };
  const answers = choices.map((choice, i) => button(choice, () => reply(i), { className: "bp-answer" }));
  const shown = button("Show me", () => reply(), { className: "bp-showme" });
  const asked = element("p", {}, element("b", {}, "Predict. "), text);
  const paper = box("bp-paper", element("b", {}, `${choices[answer]}. `), because);
  return box("bp-question", asked, box("bp-answers", ...answers, shown), why, paper);
}

// The pointer in the picture: sliders that lie along an axis, cells to pick.
function pointing(demo) {
  const { controls, unit } = demo.recording;
  const touched = controls.map((c, k) => ({ ...c, k })).filter((c) => c.along || c.live || c.kind === "Pick");
  if (!touched.length) return;
  demo.panels.style.touchAction = touched.every((c) => c.kind === "Pick") ? "manipulation" : "pan-y pinch-zoom";
  // What moves up and down, too, holds the page still; a finger beside it moves the page.
  on(demo.panels, "touchstart", (event) => held?.[0].live && event.preventDefault());
  demo.panels.style.cursor = "crosshair";
  let held = null;
  const find = (at) => {
    for (const c of touched) {
      for (const number of c.kind === "Pick" ? c.places.map((place) => place[1]) : [c.axes]) {
        const [left, top, wide, tall] = demo.scales[number].map((place) => place / unit);
        if (works(c, demo.values) && at[0] >= left && at[0] <= left + wide && at[1] >= top && at[1] <= top + tall) return [c, number];
      }
    }
    return null;
  };
  const drag = (event, fresh) => {
    const [c, number] = held, [x, y] = inAxes(demo.scales[number], demo.picture.at(event), unit);
    if (c.live) return demo.views[c.k].drag([x, y], fresh);
    if (c.kind === "Pick") {
      const [name, , rows, columns] = c.places.find((place) => place[1] === number);
      const near = (value, many) => Math.max(0, Math.min(many - 1, Math.round(value)));
      return demo.move(c.k, c.names.indexOf([name, near(y, rows), near(x, columns)].join(".")));
    }
    const wanted = c.along === "x" ? x : y, far = c.numbers.map((n) => Math.abs(c.log ? Math.log(n / wanted) : n - wanted));
    return demo.move(c.k, far.indexOf(Math.min(...far)));
  };
  on(demo.panels, "pointerdown", (event) => {
    held = event.target.tagName === "CANVAS" && demo.scales ? find(demo.picture.at(event)) : null;
    if (!held) return;
    event.preventDefault();
    event.target.setPointerCapture(event.pointerId);
    drag(event, true);
  });
  on(demo.panels, "pointermove", (event) => held && drag(event));
  for (const end of ["pointerup", "pointercancel"]) on(demo.panels, end, () => (held = null));
}

// A place of the figure, in pixels, in the coordinates of axes.
function inAxes([left, top, wide, tall, x0, x1, y0, y1, logX, logY], [x, y], unit) {
  const between = (a, b, part, log) => (log ? a * (b / a) ** part : a + (b - a) * part);
  return [between(x0, x1, (x * unit - left) / wide, logX), between(y1, y0, (y * unit - top) / tall, logY)];
}
