import gzip
import struct

import numpy as np
import pytest

from course.data.mnist import load_mnist, read_idx

NAMES = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]


@pytest.fixture
def arrays():
    rng = np.random.default_rng(0)
    return [
        rng.integers(256, size=(7, 28, 28), dtype=np.uint8),
        rng.integers(10, size=7, dtype=np.uint8),
        rng.integers(256, size=(3, 28, 28), dtype=np.uint8),
        rng.integers(10, size=3, dtype=np.uint8),
    ]


def idx(array):
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture(params=["idx", "idx.gz", "npz"])
def stored(request, tmp_path, arrays):
    if request.param == "npz":
        np.savez(tmp_path / "mnist.npz", **dict(zip(("x_train", "y_train", "x_test", "y_test"), arrays, strict=True)))
        return tmp_path / "mnist.npz"
    for name, array in zip(NAMES, arrays, strict=True):
        if request.param == "idx.gz":
            (tmp_path / f"{name}.gz").write_bytes(gzip.compress(idx(array)))
        else:
            (tmp_path / name).write_bytes(idx(array))
    return tmp_path


def test_every_format_gives_the_same_examples(stored, arrays):
    X_train, labels_train, X_test, labels_test = load_mnist(stored)
    for X, images in ((X_train, arrays[0]), (X_test, arrays[2])):
        assert X.dtype == np.float64
        np.testing.assert_array_equal(X, images.reshape(-1, 784) / 255)
    for labels, digits in ((labels_train, arrays[1]), (labels_test, arrays[3])):
        assert labels.dtype == np.int64
        np.testing.assert_array_equal(labels, digits)


def test_bytes_are_read_in_their_order(tmp_path):
    (tmp_path / "a").write_bytes(struct.pack(">BBBBI2i", 0, 0, 0x0C, 1, 2, 258, -1))
    assert read_idx(tmp_path / "a").tolist() == [258, -1]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="train-images-idx3-ubyte"):
        load_mnist(tmp_path)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda content: content[:-1], "cut short"),
        (lambda content: content[:6], "cut short"),
        (lambda content: gzip.compress(content), "does not begin"),
        (lambda content: b"", "does not begin"),
    ],
)
def test_a_damaged_file_is_said_to_be_damaged(tmp_path, arrays, damage, said):
    (tmp_path / "a").write_bytes(damage(idx(arrays[1])))
    with pytest.raises(ValueError, match=said):
        read_idx(tmp_path / "a")


def test_images_need_as_many_labels(tmp_path, arrays):
    np.savez(tmp_path / "a.npz", x_train=arrays[0], y_train=arrays[3], x_test=arrays[2], y_test=arrays[3])
    with pytest.raises(ValueError, match="7 images and 3 labels"):
        load_mnist(tmp_path / "a.npz")


def test_another_archive_is_refused(tmp_path):
    np.savez(tmp_path / "a.npz", x=np.zeros(3))
    with pytest.raises(ValueError, match="without x_test"):
        load_mnist(tmp_path / "a.npz")
