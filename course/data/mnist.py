"""Read MNIST, or another data set in its format, from local files; nothing is downloaded."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.types import Array, Integers

TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def load_mnist(path: str | Path) -> tuple[Array, Integers, Array, Integers]:
    """Load the training and test sets.

    Parameters
    ----------
    path : str or Path
        An ``.npz`` file with the arrays ``x_train, y_train, x_test, y_test``, or a folder with the four idx files
        ``train-images-idx3-ubyte`` and so on, each plain or with ``.gz``.

    Returns
    -------
    X_train : ndarray of shape (N, 784)
        Grey values from 0 (background) to 1 (ink), one image per row.
    labels_train : ndarray of shape (N,)
    X_test : ndarray of shape (M, 784)
    labels_test : ndarray of shape (M,)

    Raises
    ------
    FileNotFoundError
        If `path`, or one of the four files in it, does not exist.
    ValueError
        If a file is damaged or is not what its name says.
    """
    path = Path(path)
    if path.is_dir():
        arrays = [
            read_idx(path / f"{part}-{kind}")
            for part in ("train", "t10k")
            for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")
        ]
    else:
        with np.load(path, allow_pickle=False) as file:
            missing = {"x_train", "y_train", "x_test", "y_test"} - set(file.files)
            if missing:
                raise ValueError(f"got {path.name} without {', '.join(sorted(missing))}: is it another data set?")
            arrays = [file[name] for name in ("x_train", "y_train", "x_test", "y_test")]
    X_train, labels_train, X_test, labels_test = arrays
    for X, labels in ((X_train, labels_train), (X_test, labels_test)):
        if len(X) != len(labels):
            raise ValueError(f"got {len(X)} images and {len(labels)} labels, expected as many: are the files a pair?")
    return *as_examples(X_train, labels_train), *as_examples(X_test, labels_test)


def as_examples(images: NDArray[Any], labels: NDArray[Any]) -> tuple[Array, Integers]:
    """Flatten images of bytes to rows of floats from 0 to 1, and convert labels to int64.

    Parameters
    ----------
    images : ndarray of shape (N, height, width)
        Integers from 0 to 255.
    labels : ndarray of shape (N,)

    Returns
    -------
    X : ndarray of shape (N, height * width)
    labels : ndarray of shape (N,)
    """
    return images.reshape(len(images), -1) / 255.0, labels.astype(np.int64)


def read_idx(path: Path) -> NDArray[Any]:
    """Read an array from an idx file.

    Parameters
    ----------
    path : Path
        Name without ``.gz``; if there is no such file, the one with ``.gz`` is read.

    Returns
    -------
    ndarray

    Raises
    ------
    FileNotFoundError
        If neither file exists.
    ValueError
        If the file is not in idx format, or its length does not match its header.

    Notes
    -----
    The format: four bytes 0, 0, type and number of axes; the length of each axis as a big-endian 32-bit integer; the
    entries in C order, big-endian. Source: http://yann.lecun.com/exdb/mnist/.
    """
    packed = path.with_name(path.name + ".gz")
    content = gzip.decompress(packed.read_bytes()) if not path.exists() and packed.exists() else path.read_bytes()
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] not in TYPES:
        raise ValueError(f"got {path.name} that does not begin like an idx file: is it packed, or another file?")
    dtype, axes = np.dtype(TYPES[content[2]]), content[3]
    if len(content) < 4 + 4 * axes:
        raise ValueError(f"got {path.name} of {len(content)} bytes, expected a longer one: was the copy cut short?")
    shape = tuple(np.frombuffer(content, ">u4", axes, offset=4).tolist())
    expected = 4 + 4 * axes + int(np.prod(shape)) * dtype.itemsize
    if len(content) != expected:
        raise ValueError(
            f"got {path.name} of {len(content)} bytes, expected {expected} for its shape {shape}: "
            "was the copy cut short?"
        )
    return np.frombuffer(content, dtype, offset=4 + 4 * axes).reshape(shape)
