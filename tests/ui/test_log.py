"""The log keeps the last lines, from any thread, and its window shows them."""

from __future__ import annotations

import logging
import threading

import pytest

pytestmark = pytest.mark.window


@pytest.fixture
def kept():
    from satsuma.ui.log import Log

    return Log()


@pytest.fixture
def logger(kept):
    made = logging.getLogger("test of the log")
    made.setLevel(logging.DEBUG)
    made.propagate = False
    made.addHandler(kept)
    yield made
    made.removeHandler(kept)


@pytest.fixture
def window(qtbot, kept):
    from satsuma.ui.log import LogWindow

    made = LogWindow(source=kept)
    qtbot.addWidget(made)
    return made


def test_a_line_says_when_how_grave_who_and_what(kept, logger):
    logger.warning("%d pictures", 5)
    line, = kept.lines()
    assert line.words[2:].endswith("  Warning  test of the log: 5 pictures")


def test_only_the_last_lines_are_kept(kept, logger):
    from satsuma.ui.log import MOST

    for number in range(MOST + 10):
        logger.info("line %d", number)
    lines = kept.lines()
    assert len(lines) == MOST
    assert (lines[0].text, lines[-1].text) == ("line 10", f"line {MOST + 9}")
    assert kept.count == MOST + 10


def test_an_error_comes_with_its_traceback(kept, logger):
    try:
        raise RuntimeError("a torn thread")
    except RuntimeError:
        logger.exception("It went wrong")
    assert "RuntimeError: a torn thread" in kept.lines()[0].text


def test_a_message_that_does_not_fit_is_kept_all_the_same(kept):
    # Straight to the handler: pytest has handlers of its own, which raise.
    kept.handle(logging.LogRecord("x", logging.INFO, "", 1, "%d pictures", ("many",), None))
    assert "%d pictures" in kept.lines()[0].text


def test_many_threads_may_log_at_once(kept, logger):
    def work(name: int) -> None:
        for number in range(200):
            logger.info("%d.%d", name, number)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    lines = kept.lines()
    assert [line.number for line in lines] == list(range(1000))
    assert len({line.text for line in lines}) == 1000


def test_the_window_shows_what_is_there_and_what_comes(qtbot, kept, logger, window):
    logger.info("before")
    window.show()
    assert "before" in window.text.toPlainText()
    logger.warning("after")
    qtbot.waitUntil(lambda: "after" in window.text.toPlainText())
    assert window.text.toPlainText().count("before") == 1


def test_levels_and_words_choose_lines(qtbot, logger, window):
    from PyQt6.QtCore import Qt

    logger.info("a cow")
    logger.warning("a horse")
    logger.error("A COW that fell")
    window.show()
    qtbot.keyClicks(window.search, "cow")
    assert [line.rpartition(": ")[2] for line in window.text.toPlainText().split("\n")] == [
        "a cow", "A COW that fell"]
    window.level.setFocus()
    qtbot.keyClick(window.level, Qt.Key.Key_Down)
    assert window.text.toPlainText().endswith("A COW that fell")
    assert "a cow" not in window.text.toPlainText()
    window.search.clear()
    assert "a horse" in window.text.toPlainText()


def test_new_lines_are_chosen_too(qtbot, logger, window):
    window.show()
    window.search.setText("cow")
    logger.info("a horse")
    logger.info("a cow")
    qtbot.waitUntil(lambda: "a cow" in window.text.toPlainText())
    assert "horse" not in window.text.toPlainText()


def test_what_is_seen_is_copied(qtbot, qapp, logger, window):
    from PyQt6.QtCore import Qt

    logger.info("a cow")
    logger.info("a horse")
    window.show()
    window.search.setText("horse")
    qtbot.mouseClick(window.copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == window.text.toPlainText()
    assert "horse" in qapp.clipboard().text()
    assert "cow" not in qapp.clipboard().text()


def test_a_hidden_window_does_not_look(qtbot, logger, window):
    window.show()
    window.close()
    logger.info("nobody sees this")
    qtbot.wait(500)
    assert "nobody" not in window.text.toPlainText()
    window.show()
    assert "nobody" in window.text.toPlainText()


def test_installing_twice_keeps_each_line_once(qapp):
    from satsuma.ui import log

    root = logging.getLogger()
    before = list(root.handlers)
    log.install()
    log.install()
    try:
        log.log().clear()
        logging.getLogger("satsuma.somewhere").info("once")
        assert [line.text for line in log.log().lines()] == ["once"]
    finally:
        root.handlers[:] = before
