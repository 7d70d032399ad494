// Native inputs for each kind of control. Each has `show(i)`, which sets it to the value with that number.
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const box = (className, ...children) => element("div", { className }, ...children);

function on(target, kind, act) {
  target.addEventListener(kind, act);
}

function button(text, act, properties = {}) {
  const made = element("button", { type: "button", ...properties }, text);
  on(made, "click", () => act(made));
  return made;
}

let serial = 0;
const named = () => `bp-${++serial}`;

function range(label, names, move) {
  const id = named(), value = element("output");
  const input = element("input", { type: "range", id, min: 0, max: names.length - 1, step: 1 });
  value.htmlFor = id;
  on(input, "input", () => move(Number(input.value)));
  const all = box("bp-range", element("label", { htmlFor: id }, label, " ", value), input);
  const show = (i) => {
    input.value = i;
    value.textContent = names[i].replace(/^-/, "−");
    input.ariaValueText = names[i];
  };
  return { box: all, input, show, last: (n) => (input.max = n) };
}

function list(label, names, move) {
  const id = named(), input = element("select", { id }, ...names.map((name, i) => element("option", { value: i }, name)));
  on(input, "change", () => move(Number(input.value)));
  const all = box("bp-list", element("label", { htmlFor: id }, label), input);
  return { box: all, input, show: (i) => (input.value = i) };
}

function buttons(label, names, move) {
  const group = named();
  const inputs = names.map((_, i) => element("input", { type: "radio", name: group, value: i }));
  inputs.forEach((input, i) => on(input, "change", () => move(i)));
  const options = inputs.map((input, i) => element("label", {}, input, element("span", {}, names[i])));
  const row = box("bp-options", ...options);
  const all = element("fieldset", { className: "bp-buttons" }, element("legend", {}, label), row);
  return { box: all, show: (i) => (inputs[i].checked = true) };
}

function tick(label, move) {
  const input = element("input", { type: "checkbox" });
  on(input, "change", () => move(Number(input.checked)));
  const all = box("bp-tick", element("label", {}, input, " ", label));
  return { box: all, show: (i) => (input.checked = i === 1) };
}

function player(control, move, now) {
  const slider = range(control.label, control.names, (i) => stop() || move(i));
  let timer = null, last = control.names.length - 1;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶ play";
  };
  const step = (i) => move(Math.max(0, Math.min(last, i)));
  const titled = (title) => ({ title, ariaLabel: `${title}: ${control.label}` });
  const play = button("▶ play", () => {
    if (timer) return stop();
    play.textContent = "❚❚ pause";
    if (now() >= last) step(0);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    timer = setInterval(() => (now() >= last || !play.isConnected ? stop() : step(now() + 1)), calm ? 1500 : control.interval);
  }, titled("play or pause"));
  const steps = [
    button("start", () => stop() || step(0), titled("to the start")),
    button("−1", () => stop() || step(now() - 1), titled("one step back")),
    button("+1", () => stop() || step(now() + 1), titled("one step on")),
  ];
  const row = box("bp-steps", play, ...steps);
  const all = box("bp-player", slider.box, row);
  return { box: all, show: slider.show, stop, last: (n) => slider.last((last = n)) };
}

// A cell of one of several tables.
function pick(control, move, now) {
  const at = (i) => control.names[i].split(".");
  const find = (name, row, column) => {
    const [, , rows, columns] = control.places.find(([other]) => other === name);
    const wanted = [name, Math.min(row, rows - 1), Math.min(column, columns - 1)].join(".");
    move(control.names.indexOf(wanted));
  };
  const numbers = (n) => Array.from({ length: n }, (_, i) => String(i));
  const most = (k) => Math.max(...control.places.map((place) => place[k]));
  const names = control.places.map(([name]) => name);
  const which = list(control.label, names, (i) => find(names[i], ...at(now()).slice(1).map(Number)));
  const row = range("row", numbers(most(2)), (r) => find(at(now())[0], r, Number(at(now())[2])));
  const column = range("column", numbers(most(3)), (c) => find(at(now())[0], Number(at(now())[1]), c));
  const parts = names.length > 1 ? [which, row, column] : [row, column];
  const all = element("fieldset", { className: "bp-pick", ariaLabel: control.label }, ...parts.map((part) => part.box));
  const show = (i) => {
    const [name, r, c] = at(i), [, , rows, columns] = control.places.find(([other]) => other === name);
    which.show(names.indexOf(name));
    row.last(rows - 1);
    column.last(columns - 1);
    row.show(Number(r));
    column.show(Number(c));
  };
  return { box: all, show };
}

function view(control, move, now) {
  const { kind, label, names } = control;
  if (window.bpLive?.hands[kind] && control.live) return window.bpLive.hands[kind](control, move, now);
  if (kind === "Slider") return range(label, names, move);
  if (kind === "Toggle") return tick(label, move);
  if (kind === "Player") return player(control, move, now);
  if (kind === "Pick") return pick(control, move, now);
  return (names.length <= 5 && kind === "Choice" ? buttons : list)(label, names, move);
}
