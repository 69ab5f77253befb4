"""How JupyterLab starts in this folder: on the first lesson, on this machine alone, without asking the network for news."""

from pathlib import Path

c = get_config()  # noqa: F821  Jupyter defines it
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.root_dir = "."
c.LabApp.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.LabServerApp.app_settings_dir = str(Path(__file__).with_name("lab_settings"))
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
