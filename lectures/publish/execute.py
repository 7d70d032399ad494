"""Run a lecture from top to bottom in a kernel of its own."""

from lectures.publish.notebooks import notebook_bytes


def executed(text, before=""):
    """A lecture's notebook with its outputs.

    Parameters
    ----------
    text : pathlib.Path
        The lecture's text.
    before : str
        Code to run first.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        A cell's own error.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.reads(notebook_bytes(text).decode(), as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(before))
    where = {"metadata": {"path": str(text.parent)}}
    quiet = ["--log-level=ERROR"]  # it warns of those who listen to its port, which only this machine can reach
    NotebookClient(notebook, resources=where, store_widget_state=False, extra_arguments=quiet).execute()
    del notebook.cells[0]
    return notebook
