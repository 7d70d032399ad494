// Draws pieces on a canvas whose unit is a quarter of a pixel of the figure.
function paint(pen, recording, pieces) {
  const { a, b, c, d, e, f } = pen.getTransform();
  const plain = () => pen.setTransform(a, b, c, d, e, f); // numbers: a matrix takes five times as long
  let clip = 0;
  pen.miterLimit = 4; // as Agg's
  pen.save();
  const cut = (wanted) => {
    if (String(wanted) === String(clip)) return;
    pen.restore();
    pen.save();
    clip = wanted;
    if (!clip) return;
    if (clip.length === 4) {
      pen.beginPath();
      pen.rect(...clip);
      pen.clip();
    } else {
      pen.translate(clip[1], clip[2]);
      pen.clip(recording.path(clip[0]));
      plain();
    }
  };
  for (const operation of pieces) {
    const [kind, n, ...rest] = operation;
    const [fill, stroke, width, dashes, cap, join, wanted, alpha] = n[0] === undefined ? recording.styles[n] : n;
    cut(wanted);
    if (fill) pen.fillStyle = fill;
    if (stroke) {
      pen.strokeStyle = stroke;
      pen.lineWidth = width;
      pen.lineCap = cap;
      pen.lineJoin = join;
      pen.setLineDash(dashes ? dashes.slice(1) : []);
      pen.lineDashOffset = dashes ? dashes[0] : 0;
    }
    if (kind === "p") {
      const path = recording.path(rest[0]);
      for (let i = 1; i < rest.length; i += 2) {
        pen.translate(rest[i], rest[i + 1]);
        if (fill) pen.fill(path);
        if (stroke) pen.stroke(path);
        plain();
      }
    } else if (kind === "t") {
      const [text, x, y, size, angle] = rest;
      pen.translate(x, y);
      if (angle) pen.rotate((-angle * Math.PI) / 180);
      pen.scale(size / 1000, size / 1000);
      pen.fill(recording.text(text));
      plain();
    } else if (kind === "i") {
      const [image, x, y, wide, tall] = rest;
      pen.imageSmoothingEnabled = false;
      pen.globalAlpha = alpha ?? 1;
      pen.translate(x, y);
      pen.scale(1, Math.sign(tall));
      pen.drawImage(recording.image(image), 0, 0, wide, Math.abs(tall));
      plain();
      pen.globalAlpha = 1;
    } else polygons(pen, recording, rest, width);
  }
  pen.restore();
}

// Polygons that share their corners, which lie on whole pixels: 0 is a new corner, n the one that was new n before; fill and stroke of each are one colour of the table.
function polygons(pen, recording, [corners, faces, colours], width) {
  const steps = recording.made.paths[corners], [many, index] = recording.made.paths[faces];
  const xs = [], ys = [], { unit } = recording;
  for (let x = 0, y = 0, k = 0; k < steps.length; k += 2) {
    xs.push((x += unit * steps[k]));
    ys.push((y += unit * steps[k + 1]));
  }
  recording.pairs ??= recording.colours.map((pair) => pair.split(" "));
  pen.lineWidth = width;
  pen.setLineDash([]);
  let i = 0, next = 0;
  for (const letter of colours) {
    const [fill, stroke] = recording.pairs[recording.number(letter)];
    pen.beginPath();
    for (let k = 0; k < many; k++, i++) {
      const corner = index[i] ? next - index[i] : next++;
      pen.lineTo(xs[corner], ys[corner]);
    }
    pen.closePath();
    pen.fillStyle = fill;
    pen.fill();
    if (!width) continue;
    pen.strokeStyle = stroke;
    pen.stroke();
  }
}
