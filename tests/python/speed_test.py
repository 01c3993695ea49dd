"""scripts/python_speed: what it extrapolates and compares follows from what it measured."""

import os
import pathlib
import subprocess
import sys
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "python_speed"
PROGRAM = os.environ.get("CONCORD_PROGRAM")


class Speed(unittest.TestCase):
    def test_the_table(self):
        small = ["--scale", "1000", "--pairs", "3", "--weeks", "4", "--trajectories", "1"]
        small += ["--study-scale", "1000", "--study-trajectories", "2"] if PROGRAM else ["--no-study"]
        done = subprocess.run([sys.executable, str(SCRIPT), *small], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout.splitlines()[0], r"load average \d+\.\d before and \d+\.\d after")
        table = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()[4:]]
        rows = {cells[0]: cells for cells in table}
        self.assertEqual(len(rows), 7 if PROGRAM else 5)
        one, two = (rows[f"paired draws over 4 weeks, {words}"] for words in ("one thread", "two threads"))
        for cells in (one, two):
            self.assertEqual(cells[1], "3")
            whole = float(cells[4].split()[0])
            self.assertAlmostEqual(whole, float(cells[2]) * 1000 / 3, delta=0.006 * 1000 / 3)
            self.assertTrue(cells[4].endswith("for 1,000"))
            self.assertGreater(float(cells[3]), 0)
        self.near(float(two[5].split()[0]), one, two)
        start = rows["0 weeks, two threads"]
        self.assertAlmostEqual(float(start[5].split()[0]) * float(start[2]) / 60, 1, delta=0.1)
        (morris,) = (cells for name, cells in rows.items() if name.startswith("Morris"))
        self.assertTrue(morris[5].startswith("10 trajectories of " + morris[1]))
        if PROGRAM:
            study = "study of Concord at 1:1000, 52 weeks, paired,"
            alone, shared = rows[f"{study} one worker"], rows[f"{study} two workers"]
            self.assertEqual(alone[1], "23")  # 10 draws, 5 seeds, 2 trajectories of 4
            self.near(float(shared[5].split()[0]), alone, shared)

    def near(self, ratio, one, two):
        """Seconds are rounded to hundredths."""
        low, high = ((float(one[2]) + s * 0.006) / max(float(two[2]) - s * 0.006, 1e-9) for s in (-1, 1))
        self.assertTrue(low - 0.01 <= ratio <= high + 0.01, (ratio, one, two))


if __name__ == "__main__":
    unittest.main()
