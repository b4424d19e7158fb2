"""The report for the physiotherapist, as text and as a page: pure functions of the domain's numbers."""
