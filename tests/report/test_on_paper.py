"""A month on one sheet of A4, as a browser prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stretchtui.domain.history.report import ReportLabels, report
from stretchtui.domain.history.trends import trends
from stretchtui.report.page import report_page
from tests.domain.figures import SHIPPED
from tests.tools.ten_years import ten_years

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OFFLINE = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer")
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="needs a browser to print with")
@pytest.mark.parametrize("every", [3, 1], ids=["three a week", "every day, with notes"])
def test_a_month_goes_on_one_sheet(tmp_path: Path, every: int) -> None:
    assert BROWSER
    led = [record for record in ten_years() if record.exercises][::5]
    records = [
        replace(
            led[number],
            id=f"s{number}",
            day=date(2026, 10, number),
            started_at=datetime(2026, 10, number, 7, tzinfo=UTC),
            ended_at=None,
            deleted=False,
            note="slept well, a bit stiff on the left" if number % 2 else "pain in the calf, gone by noon",
        )
        for number in range(1, 32, every)
    ]
    page = tmp_path / "report.html"
    titles = ReportLabels(program="StretchTUI 0.1.0", made_on=LAST, figures=SHIPPED)
    found = trends(records, FIRST, LAST, goal=3, today=date(2026, 11, 2), plan=(0, 2, 4))
    page.write_text(report_page(report(records, found), titles), encoding="utf-8")
    paper = tmp_path / "report.pdf"
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    subprocess.run(
        [BROWSER, *OFFLINE, profile, f"--print-to-pdf={paper}", page.as_uri()],
        check=True,
        timeout=60,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())) == 1
