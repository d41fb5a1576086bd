"""OpenVINO, imported in the one way that keeps it off the network: import `ov` and `ops` from here only.

`import openvino` imports its model converter, and that reports every import to its makers. semsearch converts
nothing, so the converter is declared absent, which OpenVINO allows for. It also saves a tenth of a second.
"""

import sys

if "openvino" not in sys.modules:
    sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]

import openvino as ov
from openvino import opset13 as ops

__all__ = ["ops", "ov"]
