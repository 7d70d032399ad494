"""The course as a site of static files: lectures with recorded demos, a gallery, a page for each assignment.

`build` lays out the sources for Sphinx and runs it, `executed` runs lectures and keeps what has not changed,
`lectures`, `assignments` and `gallery` write their pages, `reference` writes those for staff, `formulas` sets
formulas, `demo_directive` puts demos into pages, `pictures` and `sizes` keep pages small.
"""
