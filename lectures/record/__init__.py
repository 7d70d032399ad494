"""Widgets as recordings: files that a small script plays in any browser, without a server, a network or Python.

``python -m lectures record [W…]`` writes for each widget a folder with one file to begin with and further ones that are
loaded when they are needed. A recording holds, for each of many states of the controls, what matplotlib draws:

- *furniture*: ticks, grids, titles, everything that stays. One entry for each set of limits and titles.
- *pieces*: what one moving artist draws. Equal pieces, paths and styles are stored once.

`states` says which states are recorded, `drawing` is the matplotlib renderer that writes pieces, `recording` goes
through the states, `packing` writes the files, `cache` knows which recordings are still good, `page` writes the HTML
around them. The script is in ``player/``.
"""
