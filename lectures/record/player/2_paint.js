// Draws pieces on a canvas whose unit is a quarter of a pixel of the figure.
function paint(context, recording, pieces) {
  const plain = context.getTransform();
  let clip = 0;
  context.save();
  const cut = (wanted) => {
    if (String(wanted) === String(clip)) return;
    context.restore();
    context.save();
    clip = wanted;
    if (!clip) return;
    if (clip.length === 4) {
      context.beginPath();
      context.rect(...clip);
      context.clip();
    } else {
      context.translate(clip[1], clip[2]);
      context.clip(recording.path(clip[0]));
      context.setTransform(plain);
    }
  };
  for (const operation of pieces) {
    const [kind, n, ...rest] = operation;
    const [fill, stroke, width, dashes, cap, join, wanted, alpha] = n[0] === undefined ? recording.styles[n] : n;
    cut(wanted);
    if (fill) context.fillStyle = fill;
    if (stroke) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.lineCap = cap;
      context.lineJoin = join;
      context.setLineDash(dashes ? dashes.slice(1) : []);
      context.lineDashOffset = dashes ? dashes[0] : 0;
    }
    if (kind === "p") {
      const path = recording.path(rest[0]);
      for (let i = 1; i < rest.length; i += 2) {
        context.translate(rest[i], rest[i + 1]);
        if (fill) context.fill(path);
        if (stroke) context.stroke(path);
        context.setTransform(plain);
      }
    } else if (kind === "t") {
      const [text, x, y, size, angle] = rest;
      context.translate(x, y);
      if (angle) context.rotate((-angle * Math.PI) / 180);
      context.scale(size / 1000, size / 1000);
      context.fill(recording.text(text));
      context.setTransform(plain);
    } else if (kind === "i") {
      const [image, x, y, wide, tall] = rest;
      context.imageSmoothingEnabled = false;
      context.globalAlpha = alpha ?? 1;
      context.translate(x, y);
      context.scale(1, Math.sign(tall));
      context.drawImage(recording.image(image), 0, 0, wide, Math.abs(tall));
      context.setTransform(plain);
      context.globalAlpha = 1;
    } else polygons(context, recording, rest, width);
  }
  context.restore();
}

// Polygons that share their corners; fill and stroke of each are one colour of the table.
function polygons(context, recording, [corners, faces, colours], width) {
  const steps = recording.made.paths[corners], [many, index] = recording.made.paths[faces];
  const xs = [], ys = [];
  for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) {
    xs.push((x += steps[i]));
    ys.push((y += steps[i + 1]));
  }
  context.lineWidth = width;
  context.setLineDash([]);
  let i = 0;
  for (const letter of colours) {
    const [fill, stroke] = recording.colours[recording.number(letter)].split(" ");
    context.beginPath();
    for (let k = 0; k < many; k++, i++) context.lineTo(xs[index[i]], ys[index[i]]);
    context.closePath();
    context.fillStyle = fill;
    context.fill();
    if (!width) continue;
    context.strokeStyle = stroke;
    context.stroke();
  }
}
