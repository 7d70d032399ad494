"""``python -m lectures VERB``: it only parses, then calls one function, which it imports only then."""

import time
from pathlib import Path

import click

_BUILD = Path(__file__).parents[1] / "build"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main():
    """Lectures: from text to notebooks, live pages, a site, contact sheets, recordings."""


@main.command()
def build():
    """Make the notebook of each lecture from its text."""
    from lectures.publish.notebooks import build as made

    for path in made():
        click.echo(path)


@main.command()
@click.option("--port", default=8866, show_default=True, help="The next free one where it is in use.")
@click.option("--browser/--no-browser", default=True, help="Open the gallery in a browser.")
@click.option("--warm/--cold", default=True, help="Keep a kernel ready for each lecture, or start it on demand.")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=_BUILD / "live", help="Where to lay out what is served."
)
def serve(port, browser, warm, folder):
    """Serve a gallery, and every lecture live."""
    from lectures.publish.serve import serve as served

    served(folder.resolve(), port, browser, warm)


@main.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write it: build/site or build/staff-site if left out."
)
@click.option("--course-dir", type=click.Path(path_type=Path), default=_BUILD.parent / "assignments")
@click.option("--staff", is_flag=True, help="With the pages for staff. It is not for students.")
@click.pass_context
def site(context, out, course_dir, staff):
    """Write the whole course as static files: lectures with demos that move, assignments, how to work."""
    from lectures.publish.site.build import build_site
    from lectures.publish.site.executed import executed_lectures

    context.invoke(record)
    notebooks = executed_lectures(_BUILD / "executed")
    out = (out or _BUILD / ("staff-site" if staff else "site")).resolve()
    sizes = [size / 1e6 for size in build_site(out, _BUILD / "recordings", notebooks, course_dir, staff)]
    click.echo("{}: {:.1f} MB".format(out / "index.html", sizes[0]))
    click.echo("largest page, before a demo is touched: {:.2f} MB; largest recording: {:.2f} MB".format(*sizes[1:]))


@main.command("contact-sheet")
def contact_sheet():
    """Draw every widget's first frame and telling states, one sheet a lecture."""
    from lectures.publish.contact_sheet import write_sheets

    for path in write_sheets(_BUILD / "contact-sheets"):
        click.echo(path)


@main.command()
@click.argument("names", nargs=-1, metavar="[W…]")
@click.option("--out", type=click.Path(path_type=Path), default=_BUILD / "recordings", help="Where to write them.")
@click.option("--processes", default=2, show_default=True)
def record(names, out, processes):
    """Record widgets (all, or those named) for any browser: no server, no network, no Python."""
    from lectures.record.job import record_all

    began, all_made = time.perf_counter(), []
    for made in record_all(out, names, processes):
        done = f"{made.states} states in {made.seconds:.0f} s" if made.states else "unchanged"
        click.echo(f"{made.name}: {made.size / 1000:.0f} kB, {done}")
        all_made.append(made)
    new, size = sum(made.states > 0 for made in all_made), sum(made.size for made in all_made) / 1e6
    seconds = time.perf_counter() - began
    click.echo(f"{len(all_made)} recordings, {size:.1f} MB; {new} of them made anew, in {seconds:.0f} s")


if __name__ == "__main__":
    main()
