"""The folder that a locked process may write to: how full it is, and how to empty it.

Student code chooses names and depth. So no function recurses, or builds a path that may be too long for the kernel.
"""

import os
import secrets
from collections.abc import Collection
from pathlib import Path

_BLOCK = 512  # unit of `st_blocks`, stat(2)


def usage(folder: Path, max_files: int) -> tuple[int, int]:
    """Measure the content of a folder.

    Parameters
    ----------
    folder : Path
    max_files : int
        Counting stops above this number.

    Returns
    -------
    size : int
        Sum of the files' lengths or blocks on disk, whichever is larger, in bytes.
    count : int
        Number of files and folders. Above `max_files` if they are nested too deep for a path.
    """
    size = count = 0
    folders = [os.fspath(folder)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    count += 1
                    if count > max_files:
                        return size, count
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        size += _size(entry)
        except FileNotFoundError:  # removed in the meantime
            continue
        except OSError:
            return size, max_files + 1
    return size, count


def empty(folder: Path) -> None:
    """Remove the content of a folder. The folder itself stays, because the Landlock rule holds for its inode."""
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        names = os.listdir(top)
        while names:
            name = names.pop()
            try:
                os.unlink(name, dir_fd=top)
            except IsADirectoryError:
                names += _move_up(name, top)
                os.rmdir(name, dir_fd=top)
    finally:
        os.close(top)


def _move_up(name: str, top: int) -> Collection[str]:
    """Move the content of a folder in `top` up into `top`, under random names; returns these names."""
    inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        moved = {child: secrets.token_hex() for child in os.listdir(inner)}
        for child, fresh in moved.items():
            os.rename(child, fresh, src_dir_fd=inner, dst_dir_fd=top)
    finally:
        os.close(inner)
    return moved.values()


def _size(entry: os.DirEntry[str]) -> int:
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:
        return 0
    return max(stat.st_size, stat.st_blocks * _BLOCK)
