// How a picture is taken apart where it would be too small, for live and recorded demos.
const smallest = () => Math.min(11, innerWidth / 35.4); // CSS pixels of a letter: less on a phone narrower than 390
const LARGEST = 0.8; // of a part on a narrow screen, in CSS pixels to a pixel of the figure

// The fewest parts of a tree that are narrow enough; neighbours that fit side by side stay together. What would fall
// into columns that are still too wide stays whole and is moved sideways.
function fitting(tree, width, least) {
  const [left, top, right, bottom, parts] = tree, whole = [[left, top, right, bottom]];
  const fits = (part) => (part[2] - part[0]) * least <= width;
  if (fits(tree) || !parts) return whole;
  const across = parts.every((part, i) => !i || part[0] >= parts[i - 1][2] - 1);
  const found = [];
  for (const part of parts) {
    const last = found.at(-1), joined = last && [last[0], Math.min(last[1], part[1]), part[2], Math.max(last[3], part[3])];
    if (across && joined && fits(joined)) found[found.length - 1] = joined;
    else found.push(...fitting(part, width, least));
  }
  return across && !found.every(fits) ? whole : found;
}
