"""OpenVINO without telemetry: `ov` and `ops` must be imported from here only.

`import openvino` also imports its model converter, which reports every import to its makers. semsearch does not convert
models, so the converter is declared absent, which OpenVINO supports. It also saves 0.1 s.
"""

import sys

if "openvino" not in sys.modules:
    sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]

import openvino as ov
from openvino import opset13 as ops

__all__ = ["ops", "ov"]
