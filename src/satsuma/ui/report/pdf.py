"""PDF of a report: pages with titles, pictures, tables and notes.

Qt's writer belongs into Qt's thread, so it is done in steps of a few milliseconds. What a step
yields is None, or the bytes of a picture that is to be decoded elsewhere and sent back.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from PyQt6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PyQt6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from satsuma.ui.colors import LIGHT
from satsuma.ui.image_bytes import image_of
from satsuma.ui.report.html import shown_time
from satsuma.ui.report.items import Cells, Report, ReportItem
from satsuma.ui.report.pdf_text import laid_out
from satsuma.ui.report.quiet_line import quiet_line

MARGIN = 18.0  # millimeters
_HEAD = 80
"""Of a page, that the title above a picture and the time take."""

_SHRUNK = 1.35
"""Pictures up to so many pages are made smaller to fit on one; their words can be read still."""

_LONGEST = 2_000
"""Letters of a paragraph that are laid out in one step."""

_AT_ONCE = 120_000
"""Pixels of a picture that are packed in one step: some 40 ms for the noisiest."""

Steps = Generator[bytes | None, QImage | None, bytes]


def pdf_steps(report: Report, family: str) -> Steps:
    """Return the bytes of the file, in the font of that family."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(report.title or "Report")
    writer.setCreator("Satsuma")
    writer.setResolution(96)
    writer.setPageLayout(QPageLayout(
        QPageSize(_paper()), QPageLayout.Orientation.Portrait,
        QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter))
    pages = _Pages(writer, family)
    try:
        yield from pages.text(report.title or "Report", 20, bold=True, after=20)
        for item in report.items:
            image = (yield item.png) if item.png else None
            yield from pages.item(item, image or QImage())
    finally:
        pages.end()  # also when it is given up: a painter must not outlive what it draws into
    return bytes(buffer.data())


def to_pdf(report: Report, family: str) -> bytes:
    """The bytes of the file at once, where there is no window to hold up. In Qt's thread."""
    steps, image = pdf_steps(report, family), None
    try:
        while True:
            wanted = steps.send(image)
            image = image_of(wanted) if wanted else None
    except StopIteration as ended:
        return bytes(ended.value)


def _paper() -> QPageSize.PageSizeId:
    metric = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    return QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter


class _Pages:
    """A pen that goes down the page, and on to the next one."""

    def __init__(self, writer: QPdfWriter, family: str) -> None:
        self._writer, self._family = writer, family
        self._painter = QPainter(writer)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # Lines and flat colors would look dirty as JPEG.
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._width, self._height = float(writer.width()), float(writer.height())
        self._at = 0.0

    def end(self) -> None:
        self._painter.end()

    def item(self, item: ReportItem, image: QImage) -> Iterator[None]:
        """All of an item; its title stays with what it names."""
        size = self._fitting(image)
        self._keep_together(min(size.height(), self._height / 2) + 110 if item.png else 90)
        if self._at > 60:
            self._painter.setPen(QPen(LIGHT.line, 1))
            self._painter.drawLine(QPointF(0, self._at), QPointF(self._width, self._at))
            self._at += 14
        yield from self.text(item.title, 15, bold=True)
        if item.made:
            yield from self.text(shown_time(item.made), 11, color=LIGHT.secondary, after=6)
        if not image.isNull():
            yield from self._image(image, size)
        if item.rows:
            yield from self._table(item.rows)
        if item.note:
            yield from self.text(item.note, 13, after=8)
        if item.facts:
            told = " · ".join(f"{name}: {text}" for name, text in item.facts)
            yield from self.text(told, 11, color=LIGHT.secondary)
        self._at += 18

    def _fitting(self, image: QImage) -> QSizeF:
        """How large a picture is drawn: half its pixels, since they are of a fine screen.

        What is a little higher than a page is made smaller, what is much higher goes on.
        """
        if image.isNull():
            return QSizeF(0, 0)
        size = QSizeF(image.size()) / 2
        if size.width() > self._width:
            size *= self._width / size.width()
        page = self._height - _HEAD
        if page < size.height() <= page * _SHRUNK:
            size *= page / size.height()
        return size

    def _image(self, image: QImage, size: QSizeF) -> Iterator[None]:
        """On one page where it fits on one, else as far as each goes."""
        if size.height() <= self._height:
            self._keep_together(size.height())
        elif self._at > self._height / 2:
            self._turn()
        scale, top = size.height() / image.height(), 0
        while top < image.height():
            room = int((self._height - self._at) / scale)
            end = image.height() if image.height() - top <= room else quiet_line(image, top + room)
            yield from self._strips(image, top, end, scale)
            if end < image.height():
                self._turn()
            top = end
        self._at += 10

    def _strips(self, image: QImage, begin: int, end: int, scale: float) -> Iterator[None]:
        """Strip by strip. Each covers the last line of the one before: no seam is seen."""
        lines = max(1, _AT_ONCE // max(1, image.width()))
        for top in range(begin, end, lines):
            high = min(lines + 1, end - top)
            self._painter.drawImage(
                QRectF(0, self._at + (top - begin) * scale, image.width() * scale, high * scale),
                image, QRectF(0, top, image.width(), high))
            yield
        self._at += (end - begin) * scale

    def _keep_together(self, height: float) -> None:
        if self._at > 0 and self._at + height > self._height:
            self._turn()

    def _turn(self) -> None:
        self._writer.newPage()
        self._at = 0.0

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont(self._family)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def text(self, text: str, size: int, *, bold: bool = False, color: QColor = LIGHT.text,
             after: float = 2) -> Iterator[None]:
        """Text in lines that fit, over as many pages as it takes."""
        for paragraph in text.split("\n"):
            self._painter.setPen(color)
            for begin in range(0, max(1, len(paragraph)), _LONGEST):
                self._paragraph(paragraph[begin:begin + _LONGEST], self._font(size, bold=bold))
                yield
        self._at += after

    def _paragraph(self, text: str, font: QFont) -> None:
        if not text.strip():
            self._keep_together(QFontMetricsF(font).height())
            self._at += QFontMetricsF(font).height()
            return
        layout = laid_out(text, font)
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            lines.append(line)
        layout.endLayout()
        for line in lines:
            self._keep_together(line.height())
            line.draw(self._painter, QPointF(0, self._at) - line.position())
            self._at += line.height() * 1.15

    def _table(self, rows: Cells) -> Iterator[None]:
        """Rows under their heads, which come again on each page; what is too wide is cut."""
        widths = self._widths(rows)
        height = QFontMetricsF(self._font(10)).height() + 6
        for place, row in enumerate(rows):
            if place and self._at + height > self._height:
                self._keep_together(height)
                self._row(rows[0], widths, height, bold=True)
            self._keep_together(height)
            self._row(row, widths, height, bold=not place)
            yield
        self._at += 10

    def _widths(self, rows: Cells) -> list[float]:
        metrics = QFontMetricsF(self._font(10, bold=True))
        natural = [max(metrics.horizontalAdvance(row[column][:60]) for row in rows[:40]
                       if column < len(row)) + 12 for column in range(len(rows[0]))]
        share = min(1.0, self._width / max(1.0, sum(natural)))
        return [width * share for width in natural]

    def _row(self, row: tuple[str, ...], widths: list[float], height: float, *,
             bold: bool) -> None:
        font, x = self._font(10, bold=bold), 0.0
        metrics = QFontMetricsF(font)
        self._painter.setFont(font)
        self._painter.setPen(LIGHT.text)
        for cell, width in zip(row, widths, strict=False):
            shown = metrics.elidedText(cell.replace("\n", " "), Qt.TextElideMode.ElideRight,
                                       width - 6)
            self._painter.drawText(QRectF(x, self._at, width, height),
                                   Qt.AlignmentFlag.AlignVCenter, shown)
            x += width
        self._at += height
        self._painter.setPen(QPen(LIGHT.line, 0.75))
        self._painter.drawLine(QPointF(0, self._at), QPointF(x, self._at))
