"""The style sheet of the standard controls, made from the theme's roles."""

from __future__ import annotations

from string import Template

from satsuma.ui.colors import Colors, mixed

_SHEET = Template("""
QWidget { font-size: ${f13}px; color: $text; }
QMainWindow, QDialog { background: $window; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${f20}px; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="secondary"] { font-size: ${f11}px; color: $secondary; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning_text; }
QFrame[surface="panel"], QWidget[surface="panel"] { background: $panel; border: none; }
QFrame[surface="window"], QWidget[surface="window"] { background: $window; border: none; }
QFrame[surface="card"] { background: $window; border: 1px solid $line; border-radius: ${p8}px; }
QFrame[surface="popup"] { background: $window; border: 1px solid $line; border-radius: ${p8}px; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: ${p4}px ${p6}px; }

QPushButton, QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit {
    background: $field; border: 1px solid $edge; border-radius: ${p7}px;
    padding: ${p4}px ${p10}px; min-height: ${p20}px; selection-background-color: $selection;
    selection-color: $text; }
QPushButton { padding: ${p4}px ${p14}px; }
QPushButton:hover, QComboBox:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus, QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QPlainTextEdit:focus, QTextEdit:focus { border: 1px solid $accent_line; }
QPushButton:disabled, QComboBox:disabled, QLineEdit:disabled, QSpinBox:disabled,
QDoubleSpinBox:disabled { color: $link; background: $panel; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:disabled { background: $panel; color: $link; border-color: $line; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="quiet"], QToolButton { background: transparent; border: 1px solid transparent;
    border-radius: ${p6}px; padding: ${p3}px ${p8}px; }
QPushButton[kind="quiet"]:hover, QToolButton:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QToolButton:focus { border: 1px solid $accent_line; }
QToolButton:checked { background: $selection; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="menu"] { padding-right: ${p28}px; }
QPushButton::menu-indicator { image: $chevron; width: ${p12}px; height: ${p12}px;
    subcontrol-origin: padding; subcontrol-position: center right; right: ${p8}px; }
QPushButton[kind="choice"] { text-align: left; padding-left: ${p10}px; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow { image: $chevron; width: ${p12}px; height: ${p12}px; }
QComboBox { combobox-popup: 0; }
QComboBoxPrivateContainer { border: none; }
QComboBox QAbstractItemView { background: $window; border: 1px solid $line; padding: ${p4}px;
    selection-background-color: $selection; selection-color: $text; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${p20}px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button { width: ${p18}px; border: none; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: $chevron_up; width: ${p10}px;
    height: ${p10}px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: $chevron; width: ${p10}px;
    height: ${p10}px; }
QCheckBox, QRadioButton { spacing: ${p8}px; padding: ${p3}px; border: 1px solid transparent;
    border-radius: ${p6}px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent_line; }
QCheckBox:disabled, QRadioButton:disabled { color: $link; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: ${p16}px;
    height: ${p16}px; border: 1px solid $control; background: $field; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: ${p4}px; }
QRadioButton::indicator { border-radius: ${p8}px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: $check; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: $dot; }
QSlider::groove:horizontal { height: ${p4}px; background: $line; border-radius: ${p2}px; }
QSlider::sub-page:horizontal { background: $control; border-radius: ${p2}px; }
QSlider::handle:horizontal { width: ${p14}px; height: ${p14}px; margin: -${p6}px 0;
    border-radius: ${p7}px; background: $window; border: 1px solid $control; }
QSlider::handle:horizontal:focus { border: 2px solid $accent_line; }
QProgressBar { background: $line; border: none; border-radius: ${p3}px; height: ${p6}px;
    max-height: ${p6}px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: ${p3}px; }

QMenuBar { background: $window; border-bottom: 1px solid $line; padding: ${p2}px; }
QMenuBar::item { padding: ${p4}px ${p10}px; border-radius: ${p6}px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $window; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p5}px ${p14}px ${p5}px ${p24}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $link; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QMenu::indicator { width: ${p14}px; height: ${p14}px; left: ${p5}px; }
QMenu::indicator:checked { image: $check_dark; }

QListView, QTreeView, QTableView { background: $window; border: none; outline: none;
    selection-background-color: $selection; selection-color: $text; gridline-color: $line;
    alternate-background-color: $panel; }
QListView::item { padding: ${p4}px; border-radius: ${p6}px; }
QListView::item:selected { background: $selection; color: $text; }
QListView::item:hover:!selected { background: $hover; }
QHeaderView::section { background: $panel; color: $secondary; border: none;
    border-right: 1px solid $line; border-bottom: 1px solid $line; padding: ${p4}px ${p8}px; }
QTableCornerButton::section { background: $panel; border: none; }
QTabBar::tab { padding: ${p6}px ${p14}px; border: none; border-bottom: 2px solid transparent;
    background: transparent; color: $secondary; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent_line; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTextBrowser { background: $window; border: none; padding: ${p8}px; }
QSplitter::handle { background: $line; }
QScrollArea { background: transparent; border: none; }
QScrollArea[surface="panel"] { background: $panel; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: ${p4}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p28}px; }
QScrollBar::handle:horizontal { min-width: ${p28}px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: none; width: 0; height: 0; }
""")

_SIZES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28)


def style_sheet(colors: Colors, dark: bool, scale: float) -> str:
    """The sheet for one scheme at one scale."""
    from satsuma.ui.icon_files import icon_file

    words = {name: color.name() for name, color in vars(colors).items()}
    sizes = {f"p{n}": str(max(1, round(n * scale))) for n in _SIZES}
    fonts = {f"f{n}": str(round(n * scale)) for n in (11, 13, 20)}
    return _SHEET.substitute(
        words | sizes | fonts,
        field=colors.panel.name() if dark else colors.window.name(),
        edge=mixed(colors.line, colors.control, 0.35).name(),
        accent_hover=mixed(colors.accent, colors.window, 0.12).name(),
        scroll=mixed(colors.control, colors.window, 0.45).name(),
        chevron=icon_file("chevron-down", colors.secondary),
        chevron_up=icon_file("chevron-up", colors.secondary),
        check=icon_file("check", colors.on_accent, 3.0),
        check_dark=icon_file("check", colors.text, 2.5),
        dot=icon_file("dot", colors.on_accent, 8.0))
