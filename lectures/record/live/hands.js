// Points to drag and strokes to draw, each with a way for the keyboard.
const round = (value, control, i) => {
  const { low, high, step } = control, inside = Math.max(low[i], Math.min(high[i], value));
  return Number((low[i] + Math.round((inside - low[i]) / step) * step).toFixed(10));
};

// What an address says, if it is a list of such parts; somebody may have cut the address off.
function read(token, isPart) {
  try {
    const parts = JSON.parse(token);
    return Array.isArray(parts) && parts.every(isPart) ? parts : undefined;
  } catch {
    return undefined;
  }
}
const isPlace = (part) => Array.isArray(part) && part.length === 2 && part.every(Number.isFinite);

window.bpLive.hands = {
  Points(control, move, now) {
    let held = 0;
    const grid = [0, 1].map((i) => {
      const many = Math.round((control.high[i] - control.low[i]) / control.step);
      return Array.from({ length: many + 1 }, (_, n) => control.low[i] + n * control.step);
    });
    const decimals = Math.max(0, Math.ceil(-Math.log10(control.step)));
    const put = (n, point) => move(now().map((old, k) => (k === n ? point : old)));
    const which = list(control.label, now().map((_, n) => `point ${n + 1}`), (n) => {
      held = n;
      show(now());
    });
    const sides = grid.map((values, i) =>
      range("xy"[i], values.map((value) => value.toFixed(decimals)), (n) => {
        const point = [...now()[held]];
        point[i] = round(values[n], control, i);
        put(held, point);
      }),
    );
    const show = (points) => {
      which.show(held);
      sides.forEach((side, i) => side.show(Math.round((points[held][i] - control.low[i]) / control.step)));
    };
    const all = element("fieldset", { className: "bp-pick", ariaLabel: control.label }, which.box, ...sides.map((side) => side.box));
    const drag = (at, fresh) => {
      const wide = [0, 1].map((i) => control.high[i] - control.low[i]);
      const far = now().map((point) => Math.hypot((point[0] - at[0]) / wide[0], (point[1] - at[1]) / wide[1]));
      if (fresh) held = far.indexOf(Math.min(...far));
      put(held, [0, 1].map((i) => round(at[i], control, i)));
    };
    const points = (token) => read(token, isPlace)?.map((point) => point.map((part, i) => round(part, control, i)));
    return { box: all, show, drag, read: (token) => (points(token)?.length === now().length ? points(token) : undefined) };
  },
  Stroke(control, move, now) {
    const names = [...control.names, "yours"];
    const preset = list(control.label, names, (n) => n < control.values.length && move(control.values[n]));
    const all = box("bp-player", preset.box, button("clear", () => move([])));
    const same = (strokes) => control.values.findIndex((value) => JSON.stringify(value) === JSON.stringify(strokes));
    const show = (strokes) => preset.show(same(strokes) < 0 ? names.length - 1 : same(strokes));
    const drag = (at, fresh) => {
      const place = at.map((part) => Number(part.toFixed(2)));
      move(fresh ? [...now(), [place]] : [...now().slice(0, -1), [...now().at(-1), place]]);
    };
    return { box: all, show, drag, read: (token) => read(token, (line) => Array.isArray(line) && line.every(isPlace)) };
  },
};
