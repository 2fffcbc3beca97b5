"""PDF writing: makes the PDF of a report while the window lives on.

Pages are drawn in Qt's thread some milliseconds at a time, pictures are decoded and the file is
written in the background.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtGui import QImage

from satsuma.ui.background import background
from satsuma.ui.image_bytes import image_of
from satsuma.ui.report.files import write
from satsuma.ui.report.items import Report
from satsuma.ui.report.pdf import pdf_steps
from satsuma.ui.slices import BUDGET


class PdfWriting(QObject):
    """One file that is being made. `told` says how far it is."""

    told = pyqtSignal(str)

    def __init__(self, parent: QObject, report: Report, path: Path, family: str,
                 then: Callable[[object], None], failed: Callable[[Exception], None]) -> None:
        super().__init__(parent)
        self._report, self._path, self._then, self._failed = report, path, then, failed
        self._pictures = sum(bool(item.png) for item in report.items)
        self._seen = 0
        self._image: QImage | None = None
        self._steps = pdf_steps(report, family)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        parent.destroyed.connect(self._steps.close)

    def begin(self) -> None:
        self._timer.start()

    def _work(self) -> None:
        end = time.perf_counter() + BUDGET
        try:
            while time.perf_counter() < end:
                image, self._image = self._image, None
                wanted = self._steps.send(image)
                if wanted:
                    self._timer.stop()
                    self._decode(wanted)
                    return
        except StopIteration as ended:
            self._timer.stop()
            background().keep(partial(write, ended.value, self._path), self._written, self._failed)
        except Exception as error:  # noqa: BLE001 - handed to whoever asked
            self._timer.stop()
            self._failed(error)

    def _decode(self, png: bytes) -> None:
        self._seen += 1
        if self._pictures > 1:
            self.told.emit(f"Making the PDF: picture {self._seen} of {self._pictures}…")
        background().submit(partial(image_of, png), self._go_on)

    def _go_on(self, image: QImage) -> None:
        self._image = image
        self._timer.start()

    def _written(self, answer: object) -> None:
        self.deleteLater()
        self._then(answer)
