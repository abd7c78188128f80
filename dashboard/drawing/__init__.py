"""Pictures that leave the house: a Plotly figure of `dashboard.charts` as SVG, PNG or PDF, without a browser and without network.

    drawn = drawing.svg(figure, width=760, frame=drawing.Frame(title="…", source="…"))
    content = drawing.png(drawn)

Only what our charts are made of is drawn; anything else in a figure is refused by name (`NotDrawn`), never left out.
"""

from dashboard.drawing.errors import NotDrawn
from dashboard.drawing.fonts import NoChineseFont, lacking
from dashboard.drawing.frame import Frame
from dashboard.drawing.picture import svg
from dashboard.drawing.raster import pdf, png

__all__ = ["Frame", "NoChineseFont", "NotDrawn", "lacking", "pdf", "png", "svg"]
