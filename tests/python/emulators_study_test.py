"""studies/influence/emulators.py at a tiny size: it runs, keeps its runs, and says what it checked."""

import csv
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

STUDY = pathlib.Path(__file__).resolve().parents[2] / "studies" / "influence"
RANKED = {
    "influence@difference@52": {"seat_effect": 3.0, "voice_to_trust": 0.5, "unfair_step": 0.1},
    "police_confidence@difference@52": {"unfair_step": 2.0, "fair_share": 1.0, "seat_effect": 0.1},
}


class Emulators(unittest.TestCase):
    def test_a_tiny_one(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            with open(folder / "sensitivity.csv", "w", newline="", encoding="utf-8") as file:
                table = csv.writer(file)
                table.writerow(["output", "parameters", "mu_star"])
                table.writerows([output, *row] for output, rows in RANKED.items() for row in rows.items())
            words = [sys.executable, str(STUDY / "emulators.py"), str(folder / "sensitivity.csv")]
            words += ["--out", str(folder / "out"), "--each", "1", "--points", "12", "--unseen", "6"]
            words += ["--replicates", "2", "--scale", "1000", "--weeks", "8"]
            first, again = (subprocess.run(words, capture_output=True, text=True, check=False) for _ in range(2))
            self.assertEqual(first.returncode, 0, first.stderr)
            # The first of each outcome, by size and not by place.
            self.assertIn("2 parameters: seat_effect, unfair_step\n", first.stdout)
            for outcome in ("influence", "belong", "police_confidence"):
                self.assertRegex(first.stdout, rf"(?m)^{outcome} ")
            self.assertIn("1:1000, 8 weeks, 12 points of 2 runs, 6 unseen\n", first.stdout)
            # What it says of them follows from its table.
            rows = [line.split() for line in first.stdout.splitlines()]
            columns = next(row for row in rows if "r2" in row)
            for outcome in ("influence", "belong", "police_confidence"):
                row = next(row for row in rows if row and row[0] == outcome)
                r2, coverage = (float(row[columns.index(name) - len(columns)]) for name in ("r2", "coverage"))
                words = rf"(?m)^{outcome}: R2 (\S+), (not )?0\.9 or more; .* hold (\d+)% .*, (not )?90% to 98%\.$"
                told = re.search(words, first.stdout)
                self.assertAlmostEqual(float(told[1]), r2, delta=0.0006 + 1e-5 * abs(r2))
                self.assertEqual(told[2] is None, r2 >= 0.9)
                self.assertEqual(int(told[3]), round(100 * coverage))
                self.assertEqual(told[4] is None, 0.9 <= coverage <= 0.98)
            for part in ("fit", "unseen"):
                self.assertTrue(list((folder / "out" / part).rglob("*.h5")), part)
            # Runs that are kept are not run again, and give the same.
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(again.stdout, first.stdout)


if __name__ == "__main__":
    unittest.main()
