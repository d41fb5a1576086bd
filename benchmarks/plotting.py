"""Line plots, drawn offscreen."""

import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

COLOURS = ("#1f5fbf", "#c2571a", "#2d8a4e", "#8a4fb0")


def lines(file: Path, across: str, drawn: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> None:
    """Write a PNG of named lines with logarithmic axes; `across` is the label of the horizontal one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pyqtgraph

    pyqtgraph.setConfigOptions(background="w", foreground="#333333", antialias=True)
    application = pyqtgraph.mkQApp()
    plot = pyqtgraph.PlotWidget()
    plot.resize(800, 440)
    plot.setLogMode(x=True, y=True)
    plot.setLabel("bottom", across)
    plot.showGrid(x=True, y=True, alpha=0.2)
    plot.addLegend(offset=(-20, -20))
    for (name, (x, y)), colour in zip(drawn.items(), COLOURS, strict=False):
        pen = pyqtgraph.mkPen(colour, width=2)
        plot.plot(list(x), list(y), name=name, pen=pen, symbol="o", symbolSize=7, symbolBrush=colour, symbolPen=None)
    measured = sorted({value for x, _ in drawn.values() for value in x})
    plot.getAxis("bottom").setTicks([[(math.log10(value), f"{value:,.0f}") for value in measured]])
    plot.setXRange(math.log10(measured[0]) - 0.1, math.log10(measured[-1]) + 0.15)
    application.processEvents()
    plot.grab().save(str(file))
