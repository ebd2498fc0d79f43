"""Which rows of OWASP ASVS 5.0 this house means to hold, and the report of those a run has shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator

import pytest

ROWS = """
    1.1.1 1.2.1 1.2.2 1.2.4 1.2.5 1.2.10 1.3.1 1.3.7 1.3.11 1.5.2
    2.2.1 2.2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.4.1 3.2.1 3.3.1 3.3.2 3.4.1 3.4.3 3.4.4 3.5.1 3.5.3 3.7.2 4.1.1 4.1.3
    5.2.1 5.2.2 5.2.3 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.12 6.3.2 6.3.3 6.3.4
    6.4.1 6.5.1 6.5.2 7.2.3 7.3.1 7.4.1 7.4.3 7.5.1 8.2.1 8.2.2 8.2.3 8.3.1 11.4.2 11.5.1 13.3.1 13.4.2 14.2.1
    14.3.1 15.1.2 15.3.3 16.2.5 16.3.1 16.5.1
""".split()  # noqa: SIM905 - sixty-nine quotation marks less


Made = pytest.Item | pytest.Collector | list[pytest.Item | pytest.Collector] | None


class Shown:
    """What became of the tests that carry a row; the rows travel with each report, also between processes."""

    def __init__(self) -> None:
        self.passed: dict[str, int] = defaultdict(int)
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_pycollect_makeitem(self, collector: pytest.Collector) -> Generator[None, Made, Made]:
        """A row that is not in the list is a slip: it ends the collection, in one process or in several."""
        made = yield
        for item in made if isinstance(made, list) else [made]:
            if isinstance(item, pytest.Item):
                unknown = sorted({mark.args[0] for mark in item.iter_markers("asvs")} - set(ROWS))
                if unknown:
                    raise collector.CollectError(f"{item.name}: not in tests/asvs.py: {', '.join(unknown)}")
        return made

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note the rows of each test."""
        for item in items:
            item.user_properties += [("asvs", mark.args[0]) for mark in item.iter_markers("asvs")]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A row is shown by tests that ran and passed, and lost by one that failed."""
        for row in (row for kind, row in report.user_properties if kind == "asvs"):
            if report.failed:
                self.failed.add(row)
            elif report.when == "call" and report.passed:
                self.passed[row] += 1

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Rows shown (how many tests), broken, and not tried by this run."""
        if not (self.passed or self.failed):
            return
        shown = [f"{row} ({self.passed[row]})" for row in ROWS if self.passed[row] and row not in self.failed]
        missing = [row for row in ROWS if not self.passed[row] and row not in self.failed]
        terminalreporter.section("OWASP ASVS 5.0, level 2")
        terminalreporter.write_line(f"shown, {len(shown)} of {len(ROWS)}: {', '.join(shown)}")
        if self.failed:
            terminalreporter.write_line(f"broken: {', '.join(sorted(self.failed))}", red=True)
        if missing:
            terminalreporter.write_line(f"not shown by this run: {', '.join(missing)}")
