// The picture on the page: whole where its letters can be read, else its parts below each other.
class Picture {
  constructor(recording, place) {
    Object.assign(this, { recording, place, panels: [] });
    const size = ([pieces]) => pieces.flatMap((n) => recording.made.pieces[n]).filter(([kind]) => kind === "t");
    const sizes = recording.furniture.flatMap(size).map((text) => text[5] / recording.unit);
    this.letters = Math.min(20, ...sizes);
  }
  // Make panels for a width and a height in CSS pixels.
  lay(width, height, largest = Infinity) {
    const [wide, tall] = this.recording.size, least = smallest() / this.letters;
    const scale = Math.min(width / wide, height / tall, largest);
    const whole = [0, 0, wide, tall];
    const parts = scale >= least ? [whole] : fitting(this.recording.tree, width, least);
    const shape = JSON.stringify([parts, width, scale, devicePixelRatio]);
    if (shape === this.shape) return;
    this.shape = shape;
    this.panels = parts.map(([left, top, right, bottom]) => {
      const canvas = element("canvas"), part = parts.length > 1 || scale < least;
      const zoom = part ? Math.max(least, Math.min(width / (right - left), LARGEST)) : scale;
      canvas.style.width = `${(right - left) * zoom}px`;
      canvas.style.height = `${(bottom - top) * zoom}px`;
      canvas.width = Math.round((right - left) * zoom * devicePixelRatio);
      canvas.height = Math.round((bottom - top) * zoom * devicePixelRatio);
      canvas.dataset.letters = (this.letters * zoom).toFixed(1);
      canvas.role = "img";
      return { canvas, left, top, zoom, pen: canvas.getContext("2d") };
    });
    const wraps = this.panels.map(({ canvas }) => {
      const wide = parseFloat(canvas.style.width) > width + 1;
      return element("div", wide ? { className: "bp-panel bp-wide", tabIndex: 0 } : { className: "bp-panel" }, canvas);
    });
    this.place.replaceChildren(...wraps);
    if (this.last) this.show(...this.last);
  }
  // Furniture that is shown a second time is kept as pixels, of each panel the last one: a phone has room for few.
  show(furniture, pieces) {
    const again = this.last?.[0] === furniture, { recording } = this;
    this.last = [furniture, pieces];
    for (const panel of this.panels) {
      const { pen, canvas, left, top, zoom } = panel, { width, height } = canvas;
      const far = zoom * devicePixelRatio, k = far / recording.unit;
      canvas.ariaLabel = this.says;
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, width, height);
      if (panel.kept === furniture) pen.drawImage(panel.under, 0, 0);
      pen.setTransform(k, 0, 0, k, -left * far, -top * far);
      if (panel.kept !== furniture) {
        paint(pen, recording, recording.furniture[furniture][0].flatMap((n) => recording.made.pieces[n]));
        if (again) {
          panel.kept = furniture;
          panel.under ??= element("canvas", { width, height });
          const copy = panel.under.getContext("2d");
          copy.clearRect(0, 0, width, height);
          copy.drawImage(canvas, 0, 0);
        }
      }
      paint(pen, recording, pieces);
    }
  }
  // Where a pointer is, in pixels of the figure.
  at(event) {
    const panel = this.panels.find(({ canvas }) => canvas === event.target), edge = event.target.getBoundingClientRect();
    return [panel.left + (event.clientX - edge.left) / panel.zoom, panel.top + (event.clientY - edge.top) / panel.zoom];
  }
}
