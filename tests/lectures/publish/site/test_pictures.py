"""Pictures take less room and look the same."""

from io import BytesIO

import numpy as np
from PIL import Image

from lectures.publish.site.pictures import smaller


def drawn():
    """A disc on white, with smooth edges, in the colours of a picture of matplotlib."""
    y, x = np.mgrid[:200, :300]
    inside = np.clip(80 - np.hypot(x - 150, y - 100), 0, 1)[..., None]
    out = BytesIO()
    Image.fromarray((255 * (1 - inside) + inside * (0, 114, 178)).astype(np.uint8)).save(out, "PNG", compress_level=1)
    return out.getvalue()


def pixels(png):
    return np.asarray(Image.open(BytesIO(png)).convert("RGB")).astype(int)


def test_it_is_smaller_and_looks_the_same():
    png = drawn()
    assert len(smaller(png)) < len(png) / 2
    assert np.abs(pixels(smaller(png)) - pixels(png)).max() <= 8


def test_its_width_can_be_asked_for():
    assert pixels(smaller(drawn(), 60)).shape == (40, 60, 3)
