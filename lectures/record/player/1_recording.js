// A recording: the tables that the pieces of a picture refer to, and what has been loaded of them.
if (window.bpData) return;
const recordings = {}, base = document.currentScript.src.replace(/[^/]*$/, "");

// Each file of a recording calls this.
window.bpData = async (id, part, squeezed) => {
  try {
    const bytes = Uint8Array.from(atob(squeezed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    recordings[id].take(part, JSON.parse(await new Response(stream).text()));
  } catch (error) {
    recordings[id].waiting[part].failed(error);
  }
};

function script(address) {
  return new Promise((onload, fail) => {
    const onerror = () => fail(Error(`cannot load ${address}`));
    document.head.append(element("script", { src: base + address, onload, onerror }));
  });
}

class Recording {
  constructor(id) {
    recordings[id] = this;
    Object.assign(this, { id, waiting: {}, made: { pieces: [], says: [], paths: [], texts: [], images: [], rows: [] } });
    this.there = this.load(-1);
  }
  load(part) {
    if (!this.waiting[part]) {
      const waiting = (this.waiting[part] = {});
      waiting.promise = new Promise((yes, no) => ([waiting.done, waiting.failed] = [yes, no]));
      script(part === -1 ? `${this.id}/${this.id}.js` : `${this.id}/${this.id}-${part}.js`).catch(waiting.failed);
    }
    return this.waiting[part].promise;
  }
  async take(part, content) {
    if (part === "data") {
      this.data = content;
      return this.waiting[part].done();
    }
    for (const kind of ["pieces", "says", "paths", "texts", "images"]) {
      const [first, values] = content[kind];
      values.forEach((value, i) => (this.made[kind][first + i] = value));
    }
    if (part < 0) {
      Object.assign(this, content);
      let key = 0;
      this.places = new Map(content.keys.map((step, i) => [(key += step), i]));
      this.made.rows[this.places.get(this.keyOf(this.controls.map((c) => c.start)))] = content.start;
      if (this.kit) await script("live.js").then(() => script(`${this.id}/live.js`));
    } else content.rows.forEach((row, i) => (this.made.rows[this.bounds[part] + i] = row));
    this.waiting[part].done();
  }
  // Controls that do nothing are recorded where they start.
  keyOf(place) {
    let key = 0;
    this.controls.forEach((c, k) => (key = key * c.names.length + (works(c, place) ? place[k] : c.start)));
    return key;
  }
  placeOf(key) {
    const place = [];
    for (let k = this.controls.length - 1; k >= 0; k--) {
      const many = this.controls[k].names.length;
      place[k] = key % many;
      key = Math.floor(key / many);
    }
    return place;
  }
  partOf(number) {
    return this.bounds.findLastIndex((bound) => bound <= number);
  }
  // The recorded place that differs in the fewest controls, and least; the control that was just moved stays if it can.
  nearest(place, moved) {
    const idle = this.controls.map((c) => !works(c, place));
    let best, least = Infinity;
    for (const key of this.places.keys()) {
      const other = this.placeOf(key);
      let far = 0;
      this.controls.forEach((c, k) => {
        if (other[k] === place[k] || (idle[k] && other[k] === c.start)) return;
        far += (k === moved ? 1000 : 1) + Math.abs(other[k] - place[k]) / c.names.length;
      });
      if (far < least) [best, least] = [other, far];
    }
    return best;
  }
  path(n) {
    if (n instanceof Path2D) return n;
    const path = this.made.paths[n];
    return typeof path === "string" ? (this.made.paths[n] = new Path2D(path)) : path;
  }
  // A text as one path, in thousandths of the size of its letters.
  text(n) {
    const text = n[0] ? n : this.made.texts[n];
    if (text instanceof Path2D) return text;
    const path = new Path2D(), [letters, xs, ys, sizes] = text;
    let x = 0;
    [...letters].forEach((letter, i) => {
      const glyph = this.number(letter);
      if (ys) path.addPath(this.glyph(glyph), { a: sizes[i] / 100, d: sizes[i] / 100, e: xs[i], f: -ys[i] });
      else path.addPath(this.glyph(glyph), { e: x });
      x += this.advances[glyph] + (xs?.[i] ?? 0);
    });
    return n[0] ? path : (this.made.texts[n] = path);
  }
  glyph(n) {
    if (typeof this.outlines[n] === "string") this.outlines[n] = new Path2D(this.outlines[n]);
    return this.outlines[n];
  }
  number(letter) {
    const code = letter.codePointAt(0) - 35;
    return code > 57 ? code - 1 : code;
  }
  image(n) {
    if (n instanceof HTMLCanvasElement) return n;
    if (this.made.images[n] instanceof HTMLCanvasElement) return this.made.images[n];
    const [width, height, letters] = this.made.images[n];
    this.words ??= this.colours.map(word);
    return (this.made.images[n] = picture(width, height, [...letters].map((l) => this.words[this.number(l)])));
  }
}

// Whether a control does anything with the others where they are.
const works = (control, place) => Object.entries(control.when).every(([k, value]) => place[k] === value);

// A colour as the bytes of a pixel, the first one lowest.
const word = (colour) => parseInt(colour.slice(1, 9).padEnd(8, "f").match(/../g).reverse().join(""), 16);

function picture(width, height, words, canvas = element("canvas", { width, height })) {
  const pen = canvas.getContext("2d"), pixels = pen.createImageData(width, height);
  new Uint32Array(pixels.data.buffer).set(words);
  pen.putImageData(pixels, 0, 0);
  return canvas;
}
