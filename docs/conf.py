"""How Sphinx makes the site. `python -m lectures site` copies this folder, adds what it generates, and runs Sphinx."""

project = "Multilayer perceptrons and backpropagation"
author = "the course's staff"
project_copyright = ""
language = "en"
staff = tags.has("staff")  # noqa: F821 - Sphinx gives this name

extensions = [
    "myst_nb",
    "sphinx.ext.githubpages",
    "lectures.publish.site.formulas",
    "lectures.publish.site.demo_directive",
]
if staff:
    extensions += ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]
    autodoc_member_order = "bysource"
    napoleon_use_param = False  # or what is said of "W, b" would stand there twice
    napoleon_use_ivar = True  # an attribute may be in the docstring and a property
    add_module_names = False  # the heading above says it, and on a phone it would be cut off

nb_execution_mode = "off"  # lectures are executed before, with demos that a browser can play
nb_ipywidgets_js = {}  # would be fetched from elsewhere
nb_merge_streams = True
nb_code_prompt_show = "Show code"
nb_code_prompt_hide = "Hide code"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

WITH_CONTENTS = ("lectures/*", "reference/*", "students", "lecturers", "instructor", "architecture")
html_title = project + (" · staff" if staff else "")
html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "logo": {"text": "MLP · staff" if staff else "Multilayer perceptrons"},
    "search_bar_text": "Search",
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "header_links_before_dropdown": 6,  # all that students have
    "show_nav_level": 2,
    "secondary_sidebar_items": {page: ["page-toc"] for page in WITH_CONTENTS},
    "footer_start": [],
    "footer_end": [],
}
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system
html_sidebars = {
    page: []
    for page in (
        "index",
        "demos/*",
        "students",
        "lecturers",
        "glossary",
        "instructor",
        "errata",
        "teaching",
        "architecture",
    )
}
html_static_path = ["_static"]
html_css_files = ["math.css", "site.css"]
html_favicon = "_static/icon.svg"
html_math_renderer = "mathml"
html_copy_source = False
html_use_index = staff  # for students it would be empty
html_show_sphinx = False
html_show_copyright = False
html_show_search_summary = False  # is fetched, which a page from a file may not do
