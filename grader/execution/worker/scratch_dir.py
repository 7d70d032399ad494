"""The folder that a locked process may write to: how full it is, and how it is emptied, whatever was put there.

A student chooses names and depth; nothing here recurses, or builds a path longer than the kernel takes.
"""

import os
import secrets

_BLOCK = 512  # what `st_blocks` counts in, stat(2)


def usage(folder, most_files):
    """How much lies in a folder.

    Parameters
    ----------
    folder : path
    most_files : int
        Where counting stops.

    Returns
    -------
    size : int
        Bytes, of the disk or of the files, whichever is more.
    count : int
        Files and folders; more than `most_files` too if they are nested deeper than a path can say.
    """
    size = count = 0
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    count += 1
                    if count > most_files:
                        return size, count
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        size += _size(entry)
        except FileNotFoundError:  # removed since it was listed
            continue
        except OSError:
            return size, most_files + 1
    return size, count


def empty(folder):
    """Remove all that lies in a folder, but not the folder itself: the lock knows it by its inode."""
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        names = os.listdir(top)
        while names:
            name = names.pop()
            try:
                os.unlink(name, dir_fd=top)
            except IsADirectoryError:
                names += _lift_out(name, top)
                os.rmdir(name, dir_fd=top)
    finally:
        os.close(top)


def _lift_out(name, top):
    """Move what lies in a folder up beside it, under fresh names; those names."""
    inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        moved = {child: secrets.token_hex() for child in os.listdir(inner)}
        for child, fresh in moved.items():
            os.rename(child, fresh, src_dir_fd=inner, dst_dir_fd=top)
    finally:
        os.close(inner)
    return moved.values()


def _size(entry):
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:
        return 0
    return max(stat.st_size, stat.st_blocks * _BLOCK)
