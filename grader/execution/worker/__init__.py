"""Where student code runs: a warm process that is forked for each submission, and the handle on it.

`warm`, `shell` and `child` are loaded where student code runs; they import `course` and the locks, never the
judge, the exercises or the reference. `handle` is the trusted side.
"""
