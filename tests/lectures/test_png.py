import io

import numpy as np
import pytest
from PIL import Image

from lectures.machinery.png import png_of


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (7, 5), (40, 64)])
def test_another_reader_finds_every_pixel_as_it_was(shape):
    pixels = np.random.default_rng(0).integers(0, 256, (*shape, 4), dtype=np.uint8)
    image = Image.open(io.BytesIO(png_of(pixels)))
    assert image.mode == "RGBA"
    np.testing.assert_array_equal(np.asarray(image), pixels)
