"""What `make refresh` stores: the outputs, and nothing that differs from run to run or from machine to machine."""

import re

from nbconvert.preprocessors import ExecutePreprocessor

TEMPORARY_FILE = re.compile(r"^.*ipykernel_\d+.\d+\.py", re.MULTILINE)
FINISHED_BAR = re.compile(r"^[ \r]+$")


def steady(notebook, resources):
    """Drop measurements, widgets and an editor's metadata, name no temporary file, keep no width of a finished progress bar.

    Of a live figure its still pictures are stored; it comes to life when its cell is run.
    """
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec}
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in ("tags", "jupyter", "slideshow") if key in cell.metadata}
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            cell.outputs = []
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
            if output.output_type == "stream":
                text = TEMPORARY_FILE.sub("<this cell>", output.text)
                output.text = FINISHED_BAR.sub("\r", text)
    return notebook, resources


ExecutePreprocessor.coalesce_streams = True  # what was printed in pieces is stored as one text

c = get_config()  # noqa: F821  nbconvert defines it
c.ExecutePreprocessor.record_timing = False
c.ExecutePreprocessor.timeout = 60
c.NotebookExporter.preprocessors = [steady]
