"""What a desktop is told about the program is well formed and says the same everywhere."""

import configparser
import shutil
import subprocess
import xml.etree.ElementTree as ET

from semsearch.settings import resources

FOLDER = resources() / "desktop"


def test_the_metadata_is_valid() -> None:
    file = FOLDER / "semsearch.metainfo.xml"
    root = ET.parse(file).getroot()
    assert root.findtext("launchable") == "semsearch.desktop"
    assert root.findtext("project_license") == "Apache-2.0"
    tool = shutil.which("appstreamcli")
    if tool is not None:
        done = subprocess.run([tool, "validate", "--no-net", file], capture_output=True, text=True, check=False)
        assert "E:" not in done.stdout


def test_the_entry_starts_the_window_and_speaks_russian() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(FOLDER / "semsearch.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["Exec"].split()[0] == "semsearch-gui"
    assert desktop["Comment[ru]"]
    assert (resources() / "icons" / f"{desktop['Icon']}.svg").exists()
