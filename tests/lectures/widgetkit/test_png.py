"""A PNG holds the pixels that it was made of."""

import io

import numpy as np
import pytest
from PIL import Image

from lectures.widgetkit.png import png_of


@pytest.mark.parametrize(("height", "width"), [(1, 1), (2, 5), (40, 30)])
def test_pixels_come_back(height, width):
    pixels = np.random.default_rng(0).integers(256, size=(height, width, 4), dtype=np.uint8)
    image = Image.open(io.BytesIO(png_of(pixels)))
    assert image.mode == "RGBA"
    assert np.array_equal(np.asarray(image), pixels)


def test_flat_colours_take_little_room():
    assert len(png_of(np.full((540, 1080, 4), 200, np.uint8))) < 20_000
