"""The application's style sheet, written once for every look.

Views choose by dynamic property, never by an own colour::

    QPushButton  kind = "primary" | "quiet" | "link" | "danger" (none: raised); dense = true
    Label       role = "title" | "heading" | "dim" | "faint" | "section" | "bad"
                        | "valence" | "arousal" | "tension"
    QTextEdit    kind = "paper": text to read; QPlainTextEdit kind = "log": lines to glance at
    QListWidget  kind = "choices"; edge = "around"
    QFrame       surface = "ground" | "panel" | "raised" | "card"
                 edge = "top" | "bottom" | "left" | "right"
"""

from __future__ import annotations

from app.theme.fonts import MEDIUM, SEMIBOLD
from app.theme.palette import BODY_PX, RADIUS, Theme
from mer_core.paths import RESOURCES

_SURFACES = """
QWidget {{ color: {text}; }}
QMainWindow, QDialog, QMessageBox {{ background: {panel}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 5px 8px; }}
*[surface="ground"] {{ background: {ground}; }}
*[surface="panel"] {{ background: {panel}; }}
*[surface="raised"] {{ background: {raised}; }}
*[surface="card"] {{ background: {panel}; border: 1px solid {line}; border-radius: {radius}px; }}
*[edge="top"] {{ border: none; border-top: 1px solid {line}; }}
*[edge="bottom"] {{ border: none; border-bottom: 1px solid {line}; }}
*[edge="left"] {{ border: none; border-left: 1px solid {line}; }}
*[edge="right"] {{ border: none; border-right: 1px solid {line}; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:hover {{ background: {accent}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollArea {{ background: transparent; border: none; }}
QGroupBox {{ border: none; border-top: 1px solid {line}; margin-top: 24px; padding-top: 12px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; top: 4px; color: {dim};
    font-weight: {medium}; }}
"""

_LABELS = """
Label {{ background: transparent; }}
Label[role="title"] {{ font-size: {title_px}px; font-weight: {semibold}; }}
Label[role="heading"] {{ font-size: {heading_px}px; font-weight: {semibold}; }}
Label[role="dim"] {{ color: {dim}; }}
Label[role="faint"] {{ color: {faint}; }}
Label[role="section"] {{ color: {faint}; font-size: {small_px}px; }}
Label[role="bad"] {{ color: {bad}; }}
Label[role="valence"] {{ color: {valence_text}; font-weight: {semibold}; }}
Label[role="arousal"] {{ color: {arousal_text}; font-weight: {semibold}; }}
Label[role="tension"] {{ color: {tension_text}; font-weight: {semibold}; }}
"""

_BUTTONS = """
QPushButton {{ background: {raised}; border: 1px solid transparent; border-radius: {radius}px;
    padding: 5px 12px;
    min-height: {button_px}px; font-weight: {medium}; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:disabled {{ color: {faint}; background: {raised}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
ActionButton {{ min-height: {action_px}px; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{
    background: {accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 1px solid {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {raised}; color: {faint}; }}
QPushButton[kind="quiet"] {{ background: transparent; color: {dim}; }}
QPushButton[kind="quiet"]:hover {{ background: {raised}; color: {text}; }}
QPushButton[kind="link"] {{ background: transparent; color: {accent}; padding: 2px 4px; }}
QPushButton[kind="link"]:hover {{ color: {accent_hover}; }}
QPushButton[kind="danger"] {{ color: {bad}; }}
QPushButton[kind="failures"] {{ background: transparent; color: {bad}; }}
QPushButton[kind="failures"]:hover {{ background: {raised}; }}
QPushButton[dense="true"] {{ padding: 1px 6px; min-height: {dense_px}px; font-weight: {regular}; }}
QPushButton[kind="link"][dense="true"] {{ padding: 0 4px; border: none; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {radius}px;
    padding: 4px; }}
QToolButton:hover {{ background: {raised}; }}
QToolButton:pressed, QToolButton:checked {{ background: {hover}; }}
QToolButton:focus {{ border: 1px solid {accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; }}
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator {{ width: 14px;
    height: 14px; background: {ground};
    border: 1px solid {faint}; border-radius: 4px; }}
QRadioButton::indicator {{ width: 14px; height: 14px; background: {ground};
    border: 1px solid {faint}; border-radius: 8px; }}
QRadioButton::indicator:checked {{ border: 5px solid {accent}; background: {on_accent};
    width: 6px; height: 6px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {accent}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url({icons}/check-on-{ink}.svg); }}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{
    background: {accent}; border-color: {accent}; image: url({icons}/part-on-{ink}.svg); }}
QCheckBox:focus, QRadioButton:focus {{ color: {accent}; }}
"""

_FIELDS = """
QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {{
    background: {raised};
    border: 1px solid transparent; border-radius: {radius}px; padding: 4px 10px;
    min-height: {field_px}px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:hover, QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover {{ background: {hover}; }}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
    QComboBox:focus {{
    border: 1px solid {accent}; }}
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus {{ border: 1px solid {bad}; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {faint}; }}
QPlainTextEdit[kind="log"], QTextEdit[kind="paper"] {{ background: transparent; padding: 0; }}
QPlainTextEdit[kind="log"] {{ color: {dim}; }}
QPlainTextEdit[kind="log"]:focus, QTextEdit[kind="paper"]:focus {{
    border: 1px solid transparent; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url({icons}/down-{name}.svg); width: 12px; height: 12px; }}
QComboBox QAbstractItemView, QListView[kind="offers"] {{
    background: {raised}; border: 1px solid {line}; padding: 4px;
    outline: none;
    selection-background-color: {hover}; selection-color: {text}; }}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button,
    QDoubleSpinBox::down-button, QDateEdit::down-button {{ border: none;
    background: transparent; width: 20px; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateEdit::up-arrow {{
    image: url({icons}/up-{name}.svg); width: 9px; height: 9px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateEdit::down-arrow {{
    image: url({icons}/down-{name}.svg); width: 9px; height: 9px; }}
QSlider {{ background: transparent; min-height: 18px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {track}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {accent}; }}
QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -4px 0; border-radius: 6px;
    background: {knob}; }}
QSlider::handle:horizontal:hover {{ background: {accent}; }}
QSlider:focus {{ border: 1px solid {accent}; border-radius: 5px; }}
QProgressBar {{ background: {track}; border: none; border-radius: 2px; max-height: 4px;
    min-height: 4px; text-align: center;
    color: transparent; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
"""

_LISTS = """
QAbstractItemView {{ background: {ground}; border: none; outline: none;
    selection-background-color: {selection};
    selection-color: {text}; alternate-background-color: {ground}; }}
QListWidget[kind="choices"] {{ border-radius: {radius}px; padding: 5px; }}
QListWidget[edge="around"] {{ border: 1px solid {line}; }}
QListWidget[kind="choices"]::item {{ padding: 5px 9px; border-radius: 5px; }}
QListWidget[kind="choices"]::item:hover {{ background: {row_hover}; }}
QListWidget[kind="choices"]::item:selected {{ background: {selection}; color: {text}; }}
QTableView, QTreeView {{ gridline-color: transparent; }}
QTableView::item, QTreeView::item {{ border: none; border-bottom: 1px solid {hair};
    padding: 0 8px; }}
QTableView::item:hover, QTreeView::item:hover {{ background: {row_hover}; }}
QTableView::item:selected, QTreeView::item:selected {{ background: {selection}; color: {text}; }}
QTableView:focus, QTreeView:focus {{ border: none; }}
QTreeView::branch {{ background: transparent; }}
QTreeView::branch:has-children:closed {{ image: url({icons}/right-{name}.svg); }}
QTreeView::branch:has-children:open {{ image: url({icons}/down-{name}.svg); }}
QHeaderView {{ background: {ground}; border: none; }}
QHeaderView::section {{ background: {ground}; color: {faint}; border: none;
    border-bottom: 1px solid {line};
    padding: 0 8px; min-height: {header}px; font-weight: {regular}; }}
QHeaderView::section:hover {{ color: {text}; }}
QHeaderView::up-arrow {{ image: url({icons}/up-{name}.svg); width: 9px; height: 9px;
    subcontrol-position: center right; }}
QHeaderView::down-arrow {{ image: url({icons}/down-{name}.svg); width: 9px; height: 9px;
    subcontrol-position: center right; }}
QTableCornerButton::section {{ background: {ground}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {line}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none;
    background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QAbstractScrollArea::corner {{ background: transparent; }}
"""

_BARS = """
QMenuBar {{ background: {panel}; }}
QMenuBar::item {{ background: transparent; padding: 6px 10px; border-radius: {radius}px; }}
QMenuBar::item:selected {{ background: {raised}; }}
QMenu {{ background: {raised}; border: 1px solid {line}; padding: 5px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 5px; }}
QMenu::item:selected {{ background: {hover}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 5px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QStatusBar {{ background: {panel}; border-top: 1px solid {line}; color: {dim}; }}
QStatusBar::item {{ border: none; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {dim}; padding: 8px 4px; margin-right: 20px;
    border: none;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
"""


def stylesheet(theme: Theme) -> str:
    """The rules for ``theme``."""
    words: dict[str, object] = {
        name: getattr(theme, name)
        for name in (
            "ground", "panel", "raised", "hover", "line", "text", "dim", "faint", "accent",
            "on_accent", "bad", "selection", "track", "knob", "valence_text", "arousal_text",
            "tension_text",
        )
    }  # fmt: skip
    words |= {
        "name": "dark" if theme.is_dark else "light",
        "ink": "dark" if theme.is_dark else "light",
        "accent_hover": theme.accent_hover,
        "hair": theme.hair,
        "row_hover": theme.row_hover,
        "radius": RADIUS,
        "regular": 400,
        "medium": MEDIUM,
        "semibold": SEMIBOLD,
        "small_px": theme.px(BODY_PX - 1),
        "heading_px": theme.px(15),
        "title_px": theme.px(22),
        "header": theme.px(36),
        "button_px": theme.px(16),
        "action_px": theme.px(30) - 12,
        "dense_px": theme.px(14),
        "field_px": theme.px(18),
        "icons": (RESOURCES / "icons").as_posix(),
    }
    return (_SURFACES + _LABELS + _BUTTONS + _FIELDS + _LISTS + _BARS).format_map(words)
