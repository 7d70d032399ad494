"""Locks that a process applies to itself before it runs student code: one module for each, all of them in `lock`.

No lock needs root, a container or a namespace, and none can be taken off again. A lock that cannot be applied raises
`LockError`, so student code never runs with one missing.
"""
