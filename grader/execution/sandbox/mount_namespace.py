"""Mount namespace: hides all files that are not listed, where the kernel has no Landlock.

The process leaves the file system of the machine for one of its own (mount_namespaces(7)): an empty folder in memory,
in which the listed files and folders are mounted at their usual paths. What is not listed does not exist there. An
ordinary user needs a user namespace for it (user_namespaces(7)); root does where it may mount.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader.execution.sandbox.errors import LockError
from grader.execution.sandbox.libc import detach, mount, pivot_root, unshare
from grader.paths import CLONE

_NEW_NAMESPACE, _NEW_USER = 0x00020000, 0x10000000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXEC = 1, 2, 4, 8
_REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 1 << 5, 1 << 12, 1 << 14, 1 << 18
# The new root is mounted over a folder that every machine has and that a locked process may not read anyway.
_NEW_ROOT = "/proc"
# Where so many paths of a folder are listed and so few are not, the whole folder is mounted.
_MANY, _FEW = 50, 3
# With this umask a new folder can be passed through, but neither listed nor changed, and a new file not even read.
_CLOSED = 0o666


@dataclass(frozen=True)
class _Mount:
    """A path of the machine to mount at the same path of the new root; `restricted` are mounts there, with flags."""

    path: str
    is_folder: bool
    restricted: tuple[tuple[str, int], ...]


class FileView:
    """A list of the files that may be read and written. Each fork of the process that made it can enforce it.

    Parameters
    ----------
    readable, writable : iterable of path
        Files, or folders with all that they contain; absolute. A path that does not exist is left out.

    Attributes
    ----------
    descriptors : tuple of int
        Descriptors that have to stay open until `enforce`: none.
    """

    descriptors: tuple[int, ...] = ()

    def __init__(self, readable: Iterable[str | Path], writable: Iterable[str | Path]) -> None:
        may_write = _with_targets(writable)
        points = _mount_points()
        # Planned here, once, since each fork has to carry it out.
        listed, self._hidden = _with_whole_folders(_with_targets(readable) - may_write)
        self._mounts = []
        for path in _outermost(listed | may_write):
            flags = 0 if path in may_write else _READ_ONLY
            # A flag holds for one mount: what is mounted below is restricted too.
            restricted = tuple((point, flags | _kept_flags(point)) for point in (path, *_below(path, points)))
            self._mounts.append(_Mount(path, os.path.isdir(path), restricted))
        on_the_way = {os.fspath(folder) for one in self._mounts for folder in Path(one.path).parents} - {"/"}
        self._folders = sorted(on_the_way)

    def enforce(self) -> None:
        """Restrict the calling process, whose working folder is ``/`` then. It cannot be undone without privileges.

        Raises
        ------
        LockError
        """
        try:
            _leave_the_machines_namespace()
            self._mount_all()
            os.chdir(_NEW_ROOT)
            # The new root lies over the old one, which is then taken off (pivot_root(2)).
            pivot_root(".", ".")
            detach(".")
            os.chdir("/")
            mount(None, "/", None, _REMOUNT | _BIND | _NO_SUID | _NO_DEVICES | _NO_EXEC | _READ_ONLY)
        except OSError as error:
            raise LockError(f"the mount namespace could not be made: {error}") from None

    def _mount_all(self) -> None:
        mount("tmpfs", _NEW_ROOT, "tmpfs", _NO_SUID | _NO_DEVICES, "size=64k,mode=0111")
        umask = os.umask(_CLOSED)
        for folder in self._folders:
            os.mkdir(_NEW_ROOT + folder)
        for one in self._mounts:
            target = _NEW_ROOT + one.path
            if one.is_folder:
                os.mkdir(target)
            else:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL))
            mount(one.path, target, None, _BIND | _RECURSIVE)
            for point, flags in one.restricted:
                mount(None, _NEW_ROOT + point, None, _REMOUNT | _BIND | _NO_SUID | flags)
        for folder in self._hidden:
            mount("tmpfs", _NEW_ROOT + folder, "tmpfs", _NO_SUID | _NO_DEVICES | _READ_ONLY, "size=4k,mode=0111")
        os.umask(umask)


def _leave_the_machines_namespace() -> None:
    try:
        unshare(_NEW_NAMESPACE)
    except PermissionError:
        # With the same user and group inside.
        user, group = os.geteuid(), os.getegid()
        unshare(_NEW_NAMESPACE | _NEW_USER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    mount(None, "/", None, _RECURSIVE | _PRIVATE)


def _with_targets(paths: Iterable[str | Path]) -> set[str]:
    """The paths that exist, and where symbolic links on the way to them lead."""
    existing = [os.fspath(path) for path in paths if os.path.exists(path)]
    return {*existing, *map(os.path.realpath, existing)}


def _with_whole_folders(paths: set[str]) -> tuple[set[str], list[str]]:
    """The paths, with a folder in place of what is in it where few subfolders are left out; and these, to be hidden.

    Each mount takes time, and the standard library has two hundred modules, all of them listed.
    """
    found, hidden = set(paths), list[str]()
    for folder, count in Counter(map(os.path.dirname, paths)).items():
        if count < _MANY or folder in paths or not os.access(folder, os.R_OK):
            continue
        inside = {os.path.join(folder, name) for name in os.listdir(folder)}
        rest = sorted(inside - paths)
        whole = all(os.path.isdir(one) and not os.path.islink(one) for one in rest) and len(rest) <= _FEW
        if whole and not any(path.startswith(f"{one}/") for one in rest for path in paths):
            found = (found - inside) | {folder}
            hidden += rest
    return found, hidden


def _outermost(paths: set[str]) -> list[str]:
    """The paths without those that lie in another one of them."""
    return sorted(path for path in paths if not any(os.fspath(parent) in paths for parent in Path(path).parents))


def _mount_points() -> list[str]:
    """Paths of all mounts, proc_pid_mountinfo(5); in which a space, tab or newline is written in octal."""
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        points = [line.split()[4] for line in file]
    escapes = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}
    for written, meant in escapes.items():
        points = [point.replace(written, meant) for point in points]
    return points


def _below(path: str, mount_points: list[str]) -> Iterator[str]:
    real = os.path.realpath(path)
    return (path + point[len(real) :] for point in mount_points if point.startswith(f"{real}/"))


def _kept_flags(path: str) -> int:
    """The flags of a path's mount that a user namespace may not take away."""
    return os.statvfs(path).f_flag & (_READ_ONLY | _NO_DEVICES | _NO_EXEC)


@lru_cache(maxsize=1)
def problem() -> str:
    """Why no mount namespace can be made here; empty if one can. It is tried, in a process of its own."""
    command = [sys.executable, "-m", "grader.execution.sandbox.mount_namespace"]
    tried = subprocess.run(command, cwd=CLONE, stdout=subprocess.PIPE, text=True)
    return "" if tried.returncode == 0 else tried.stdout.strip() or "a mount namespace could not be tried"


def _try() -> int:
    try:
        FileView([], []).enforce()
    except LockError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_try())
