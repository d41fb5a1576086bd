"""What has written colours into its texts or its drawing, where the style sheet does not reach."""

from abc import abstractmethod

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame

from semsearch_ui.theme import Theme


class Recoloured(QFrame):
    """Is coloured anew when the theme changes: at once where it is in view, else when it comes into view, as to do it
    before would only hold up what is seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._coloured_in = theme.colours

    @abstractmethod
    def colour(self) -> None:
        """Write what is shown again, in the colours of the theme."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        if self.isVisible() and self._coloured_in is not self._theme.colours:
            self._coloured_in = self._theme.colours
            self.colour()
