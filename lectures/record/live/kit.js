// Draws a widget by itself: what a live script computes becomes the same operations that a recording holds.
const { picture, word, element, box, list, range, button } = window.bpParts;

class Kit {
  constructor(recording) {
    this.recording = recording;
    this.drawn = {};
  }
  // The scales of the present furniture: left, top, width, height, limits, whether logarithmic.
  begin(furniture) {
    this.furniture = furniture;
    this.scales = this.recording.scales[this.recording.furniture[furniture][1]];
    this.drawn = {};
  }
  place(axes, x, y) {
    const [across, down] = this.ways(axes);
    return [across(x), down(y)];
  }
  // From x and from y of axes to a place in the picture.
  ways(axes) {
    const [left, top, wide, tall, x0, x1, y0, y1, logX, logY] = this.scales[axes];
    const way = (from, size, a, b, log) => {
      const low = log ? Math.log(a) : a, each = size / ((log ? Math.log(b) : b) - low);
      return log ? (value) => from + each * (Math.log(value) - low) : (value) => from + each * (value - low);
    };
    return [way(left, wide, x0, x1, logX), way(top + tall, -tall, y0, y1, logY)];
  }
  look(name) {
    return this.recording.kit.artists[name];
  }
  style(number, { color, fill, alpha } = {}) {
    const style = [...this.recording.styles[number]];
    if (color) [0, 1].forEach((i) => style[i] && (style[i] = color));
    if (fill) style[0] = fill;
    if (alpha !== undefined) [0, 1].forEach((i) => style[i] && (style[i] = style[i].slice(0, 7) + two(255 * alpha)));
    return style;
  }
  // A line through points, and markers at them; NaN makes a gap.
  line(name, xs, ys, looks = {}) {
    const { axes, line, marker } = this.look(name), operations = [], [across, down] = this.ways(axes);
    const path = new Path2D(), [style, shape, dx, dy] = marker ?? [], places = [];
    let drawing = false;
    for (let i = 0; i < xs.length; i++) {
      const x = across(xs[i]), y = down(ys[i]), there = !Number.isNaN(x + y);
      if (there && drawing) path.lineTo(near(x), near(y));
      else if (there) path.moveTo(near(x), near(y));
      if (marker && Number.isFinite(x + y)) places.push(x + dx, y + dy);
      drawing = there;
    }
    if (line >= 0 && xs.length) operations.push(["p", this.style(line, looks), path, 0, 0]);
    if (marker) operations.push(["p", this.style(style, looks), shape, ...places]);
    this.drawn[name] = operations;
  }
  area(name, xs, ys, looks = {}) {
    const { axes, style } = this.look(name), path = new Path2D();
    Array.from(xs, (x, i) => path.lineTo(...this.place(axes, x, ys[i])));
    path.closePath();
    this.drawn[name] = [["p", this.style(style, looks), path, 0, 0]];
  }
  text(name, text, x, y, looks = {}) {
    const { axes, style, size, share, rise, space, weight, paper } = this.look(name);
    if (!text) return;
    text = bpLive.typeset(text);
    const { advances } = this.recording, glyphs = this.recording.kit.letters[weight];
    const letters = [...text].map((letter) => glyphs[letter] ?? glyphs["?"]);
    const wide = letters.reduce((sum, l) => sum + advances[this.recording.number(l)], 0) * (size / 1000);
    const [left, top, across, down] = this.scales[axes] ?? [0, 0, ...this.recording.size.map((s) => s * this.recording.unit)];
    const at = space === "data" ? this.place(axes, x, y) : [left + across * x, top + down * (1 - y)];
    const from = at[0] - share * wide, base = at[1] + rise, operations = [];
    if (paper) {
      const [look, pad, high, tall] = paper, path = new Path2D();
      path.rect(from - pad, base + high, wide + 2 * pad, tall);
      operations.push(["p", look, path, 0, 0]);
    }
    operations.push(["t", this.style(style, looks), [letters.join("")], from, base, size]);
    this.drawn[name] = operations;
  }
  // Values row by row, the lowest first; `box` is left, bottom, right and top in the axes, if it moves.
  image(name, values, columns, box) {
    const look = this.look(name), { axes, style, place, low, high } = look, rows = values.length / columns;
    const shades = (look.shades ??= look.colours.map(word)), scale = 256 / (high - low), pixels = new Uint32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const row = rows - 1 - Math.floor(i / columns);
      pixels[row * columns + (i % columns)] = shades[Math.max(0, Math.min(255, Math.floor(scale * (values[i] - low))))];
    }
    const canvas = (look.canvas = picture(columns, rows, pixels, look.canvas)); // to make one takes longer than to fill it
    let [x, y, wide, tall] = place;
    if (tall < 0) [y, tall] = [y + tall, -tall];
    if (box) {
      [x, y] = this.place(axes, box[0], box[3]);
      [wide, tall] = [this.place(axes, box[2], box[1])[0] - x, this.place(axes, box[2], box[1])[1] - y];
    }
    this.drawn[name] = [["i", style, canvas, x, y, wide, tall]];
  }
  add(name, operations) {
    this.drawn[name] = operations;
  }
  operations() {
    return Object.keys(this.recording.kit.artists).flatMap((name) => this.drawn[name] ?? []);
  }
}

const near = (value) => Math.max(-1e5, Math.min(1e5, value));
const two = (value) => Math.round(value).toString(16).padStart(2, "0");

// The demos that are computed here, and how their values become what a recording would hold.
const specs = {};
window.bpLive = (id, spec) => (specs[id] = spec);
Object.assign(window.bpLive, {
  specs,
  hands: {},
  // Python rounds a half to the even neighbour.
  rounded(value) {
    const low = Math.floor(value);
    return value - low === 0.5 ? low + (low % 2) : Math.round(value);
  },
  percent(share) {
    return `${bpLive.rounded(100 * share)}%`;
  },
  // A number with so many digits that count, as Python's `:.2g` writes it.
  brief(value, digits) {
    if (value === 0) return "0";
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e").map(Number);
    if (exponent >= digits || exponent < -4) {
      return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
    }
    return String(Number(value.toPrecision(digits)));
  },
  // Numbers as a book prints them: as `typeset` in Python.
  typeset(text) {
    const raised = (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)] ?? "";
    const power = (_, mantissa, sign, exponent) =>
      `${mantissa === "1" ? "" : `${mantissa}·`}10${[sign, ...exponent].map(raised).join("")}`;
    return text.replace(/\b(\d+(?:\.\d+)?)e([+-])0*(\d+)\b/g, power).replace(/(^|[\s(\[=≈])-(?=\d)/gm, "$1−");
  },
  async frame(recording, state) {
    const spec = specs[recording.id];
    if (recording.hasData) await recording.load("data");
    const values = spec.compute(state, recording.data);
    recording.pen ??= new Kit(recording);
    const furniture = spec.furniture?.(values, recording) ?? recording.start[0];
    recording.pen.begin(furniture);
    spec.draw(values, recording.pen, state);
    return { furniture, operations: recording.pen.operations(), says: bpLive.typeset(spec.says(values, state)), last: spec.last?.(values) };
  },
});
