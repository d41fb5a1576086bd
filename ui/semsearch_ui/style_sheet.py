"""The one Qt style sheet, written from a palette and the size of the system's font."""

from semsearch_ui.colours import LIGHT, Colours


def style_sheet(c: Colours, points: float, tick: str, box: int = 16, line: int = 18) -> str:
    """The sheet for a palette; `points` is the base font size, of which headings and notes are multiples, `tick` the
    drawing in a checked box, which is `box` pixels large, `line` the height of a line on a button.

    Widgets ask for a look by the dynamic properties ``look`` (of labels, buttons and frames).
    """
    return _text(c, points) + _buttons(c, line) + _boxes(c, tick, box) + _fields(c, points) + _views(c) + _frames(c)


def _text(c: Colours, points: float) -> str:
    return f"""
QWidget {{ color: {c.text}; }}
QMainWindow, QDialog {{ background: {c.window}; }}
QLabel {{ background: transparent; }}
QLabel[look="heading"] {{ font-size: {points * 1.5:.1f}pt; font-weight: 600; }}
QLabel[look="subject"] {{ font-size: {points * 1.3:.1f}pt; font-weight: 600; }}
QLabel[look="section"] {{ font-size: {points * 1.15:.1f}pt; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="muted"] {{ color: {c.muted}; }}
QLabel[look="target"] {{ color: {c.muted}; background: {c.window}; border: 1px solid {c.border};
    border-radius: 4px; padding: 2px 8px; }}
QLabel[look="name"] {{ color: {c.muted}; }}
QLabel[look="welcome"] {{ font-size: {points * 2:.1f}pt; font-weight: 600; }}
QLabel[look="lead"] {{ font-size: {points * 1.15:.1f}pt; color: {c.muted}; }}
QToolTip {{ color: {c.surface}; background: {c.text}; border: none; padding: 4px 8px; }}
"""


def _buttons(c: Colours, line: int) -> str:
    """Where the sheet asks for less than a line, layouts take that for all that a button needs."""
    return f"""
QPushButton {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 6px; padding: 6px 12px;
    min-height: {line}px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:focus {{ border: 1px solid {c.accent}; }}
QPushButton:disabled {{ color: {c.muted}; background: {c.window}; }}
QPushButton[look="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    font-weight: 600; }}
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:focus {{ background: {c.accent_hover}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {c.text}; padding: 5px 11px; }}
QPushButton[look="primary"]:disabled {{ background: {c.hover}; color: {c.muted}; border-color: {c.border}; }}
QPushButton[look="large"] {{ background: {c.accent}; color: {c.on_accent}; border: 2px solid {c.accent};
    border-radius: 8px; padding: 10px 24px; font-weight: 600; }}
QPushButton[look="large"]:hover {{ background: {c.accent_hover}; }}
QPushButton[look="large"]:focus {{ border-color: {c.text}; }}
QPushButton[look="other"] {{ border-radius: 8px; padding: 11px 20px; }}
QPushButton[look="segment"] {{ padding: 6px 16px; border-radius: 6px; background: transparent;
    border: 1px solid transparent; }}
QPushButton[look="segment"]:hover {{ background: {c.hover}; }}
QPushButton[look="segment"]:checked {{ background: {c.surface}; border: 1px solid {c.border}; color: {c.accent}; }}
QPushButton[look="segment"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[look="quiet"] {{ border: 1px solid transparent; background: transparent; color: {c.accent};
    padding: 4px 8px; }}
QPushButton[look="quiet"]:hover {{ background: {c.hover}; }}
QPushButton[look="quiet"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[look="menu"] {{ border: 1px solid transparent; background: transparent; color: {c.muted};
    padding: 4px 8px; }}
QPushButton[look="menu"]:hover {{ background: {c.hover}; }}
QPushButton[look="menu"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[look="place"] {{ border: 1px solid transparent; border-radius: 8px; background: transparent;
    padding: 9px 8px; text-align: left; color: {c.muted}; }}
QPushButton[look="place"]:hover {{ background: {c.hover}; }}
QPushButton[look="place"]:checked {{ background: {c.selected}; color: {c.text}; font-weight: 600; }}
QPushButton[look="place"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px; background: transparent; }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:focus {{ border: 1px solid {c.accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[look="facet"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 8px;
    padding: 3px 8px; color: {c.muted}; }}
QToolButton#attached {{ padding-right: 0; }}
QToolButton[look="facet"]:hover {{ background: {c.hover}; }}
QToolButton[look="facet"]:focus {{ border: 1px solid {c.accent}; }}
QToolButton[look="facet"]:disabled {{ background: transparent; color: {c.field}; }}
"""


def _boxes(c: Colours, tick: str, box: int) -> str:
    inner, dot = box - 2, round(0.3 * box)
    ring = f"border: {dot}px solid {c.accent}; width: {box - 2 * dot}px; height: {box - 2 * dot}px"
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {c.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.muted}; }}
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QMenu::indicator {{ width: {inner}px;
    height: {inner}px; border: 1px solid {c.field}; border-radius: 4px; background: {c.surface}; }}
QMenu::indicator {{ margin-left: 8px; }}
QRadioButton::indicator, QMenu::indicator:exclusive {{ border-radius: {box // 2}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QTreeView::indicator:hover {{ border-color: {c.accent}; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QMenu::indicator:checked {{ background: {c.accent};
    border-color: {c.accent}; image: url("{tick}"); }}
QTreeView::indicator:indeterminate {{ background: {c.selected}; border-color: {c.accent}; }}
QRadioButton::indicator:checked {{ {ring}; }}
QMenu::indicator:exclusive:checked {{ {ring}; background: {c.surface}; image: none; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.border}; }}
"""


def _fields(c: Colours, points: float) -> str:
    return f"""
QLineEdit {{ background: {c.surface}; border: 1px solid {c.field}; border-radius: 8px; padding: 6px 8px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus {{ border: 2px solid {c.accent}; padding: 5px 7px; }}
QLineEdit[look="search"] {{ font-size: {points * 1.2:.1f}pt; border-radius: 10px; padding: 9px 8px; }}
QLineEdit[look="search"]:focus {{ padding: 8px 7px; }}
QSlider:horizontal {{ min-height: 20px; }}
QSlider::groove:horizontal {{ height: 4px; background: {c.border}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {c.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {c.surface}; border: 2px solid {c.accent};
    width: 12px; height: 12px; margin: -6px 0; border-radius: 8px; }}
QSlider::handle:horizontal:focus {{ background: {c.accent}; }}
QProgressBar {{ background: {c.border}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 8px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.selected}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::icon {{ padding-left: 8px; }}
QListView[look="offers"] {{ border: 1px solid {c.border}; padding: 2px; }}
QListView[look="offers"]::item {{ padding: 6px 8px; border-radius: 4px; }}
QListView[look="offers"]::item:selected {{ background: {c.selected}; color: {c.text}; }}
QDialog[look="palette"] {{ background: {c.window}; border: 1px solid {c.field}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
"""


def _views(c: Colours) -> str:
    return f"""
QAbstractScrollArea {{ background: {c.surface}; border: none; }}
QListView, QTreeView, QTableView {{ background: {c.surface}; border: none; outline: none;
    selection-background-color: {c.selected}; selection-color: {c.text}; }}
QTreeView::item, QTableView::item {{ padding: 6px 8px; border: none; border-bottom: 1px solid {c.border}; }}
QTreeView::item:hover {{ background: {c.hover}; }}
QTreeView::item:selected, QTableView::item:selected {{ background: {c.selected}; color: {c.text}; }}
QTreeView::item {{ padding: 6px 13px; }}
QListView[look="entries"]::item {{ padding: 8px 12px; border-bottom: 1px solid {c.border}; }}
QListView[look="entries"]::item:selected {{ background: {c.selected}; color: {c.text}; }}
QListView[look="entries"] QLineEdit {{ border: none; border-bottom: 1px solid {c.accent}; border-radius: 0;
    padding: 0; }}
QTreeView::branch {{ background: transparent; }}
QTreeView::branch:selected {{ background: {c.selected}; }}
QHeaderView {{ background: {c.surface}; }}
QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none;
    border-bottom: 1px solid {c.border}; padding: 8px 11px; }}
QTreeView QHeaderView::section {{ padding: 8px 16px; }}
QTextBrowser {{ background: {c.surface}; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QTextBrowser[look="paper"] {{ background: {LIGHT.surface}; color: {LIGHT.text};
    selection-background-color: {LIGHT.accent}; selection-color: {LIGHT.on_accent}; }}
QSplitter::handle {{ background: {c.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.field}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _frames(c: Colours) -> str:
    return f"""
QFrame[look="sidebar"] {{ background: {c.window}; border: none; border-right: 1px solid {c.border}; }}
QScrollArea[look="page"], QWidget#scrolled {{ background: {c.window}; }}
QFrame[look="page"] {{ background: {c.window}; border: none; }}
QFrame[look="reader"] {{ background: {c.surface}; border: none; }}
QFrame[look="card"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 10px; }}
QScrollArea[look="list"], QWidget#listed {{ background: {c.surface}; border: none; }}
QFrame[look="strip"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.border}; }}
QFrame[look="segments"] {{ background: {c.hover}; border: none; border-radius: 8px; }}
QFrame[look="chip"] {{ background: {c.selected}; border: none; border-radius: 8px; }}
QFrame[look="chip"] QToolButton, QFrame[look="less"] QToolButton {{ padding: 2px; }}
QFrame[look="less"] {{ background: {c.hover}; border: 1px solid {c.border}; border-radius: 8px; }}
QFrame[look="reasons"] {{ background: {c.window}; border: none; border-radius: 8px; }}
QAbstractButton[look="reason"] {{ background: transparent; border: 1px solid transparent; border-radius: 4px; }}
QAbstractButton[look="reason"]:focus {{ border-color: {c.accent}; }}
QFrame[look="error"] {{ background: {c.danger_ground}; border: 1px solid {c.danger}; border-radius: 8px; }}
QFrame[look="error"] QLabel {{ color: {c.text}; }}
QFrame[look="notice"] {{ background: {c.surface}; border: 1px solid {c.field}; border-radius: 8px; }}
QFrame[look="drop"] {{ background: {c.selected}; border: 2px dashed {c.accent}; border-radius: 10px; }}
QFrame[look="rule"] {{ background: {c.border}; border: none; max-height: 1px; min-height: 1px; }}
"""
