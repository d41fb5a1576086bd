"""What `make` says of a system that lacks something."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "system-packages"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it names no packages")
def test_a_compiler_of_c_alone_is_not_enough(tmp_path: Path) -> None:
    for program in ("cc", "gcc", "apt-get"):  # none of them works: nothing is installed here
        (tmp_path / program).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / program).chmod(0o755)
    for program in ("sh", "id", "uname"):
        (tmp_path / program).symlink_to(str(shutil.which(program)))

    command = [str(tmp_path / "sh"), str(SCRIPT), sys.executable]
    told = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)

    assert told.returncode == 1
    assert "g++" in told.stderr
