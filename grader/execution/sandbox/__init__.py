"""The locks around student code. Each module is one lock; `lock` applies them in the order that works.

All of them are taken by the process itself, for good, before the first line of a student runs; none needs
root, a container or a namespace. A lock that cannot be taken raises `LockError`: nothing fails open.
"""
