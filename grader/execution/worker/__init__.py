"""The processes that run student code: a warm worker and a fork of it for each submission.

`forkserver`, `child`, `shell`, `channel` and `read_allowlist` are loaded beside student code. They import `course` and
the locks, never the judge, the exercises or the reference. `supervisor` and `scratch_dir` run in the judge's process.
"""
