"""Tables, priors, files, and what other toolkits need of them."""

import pathlib
import tempfile
import unittest

import concord
import numpy as np


class Tables(unittest.TestCase):
    def test_parameters(self):
        table = concord.parameters()
        self.assertGreater(len(table), 80)
        self.assertTrue((table["low"] <= table["default"]).all() and (table["default"] <= table["high"]).all())
        self.assertTrue(((table["source"] != "") & (table["unit"] != "")).all())
        free = concord.parameters(free=True, process="contact")
        self.assertEqual(set(free["process"]), {"contact"})
        self.assertTrue((free["low"] < free["high"]).all())
        with self.assertRaisesRegex(ValueError, "no process 'contacts'; there are .*contact"):
            concord.parameters(process="contacts")

    def test_prior(self):
        draws = concord.prior(400, seed=3)
        table = concord.parameters().loc[draws.columns]
        self.assertTrue((draws >= table["low"]).all(axis=None) and (draws <= table["high"]).all(axis=None))
        np.testing.assert_array_equal(concord.prior(2, seed=3, first=5).to_numpy(), draws.iloc[5:7].to_numpy())
        with self.assertRaisesRegex(ValueError, "expected 1 or more"):
            concord.prior(0)

    def test_unit_cube_gives_the_priors(self):
        """A draw's quantile is uniform: the cube's map and the program's own draws are of one distribution."""
        table = concord.parameters(free=True)
        grid = (np.arange(4000) + 0.5) / 4000
        mapped = table.from_unit(np.repeat(grid[:, None], len(table), axis=1))
        draws = concord.prior(4000, seed=8)
        worst = 0.0
        for name in table.index:
            rank = np.searchsorted(mapped[name].to_numpy(), np.sort(draws[name].to_numpy())) / 4000
            worst = max(worst, float(np.abs(rank - grid).max()))
        self.assertLess(worst, 0.036)  # Kolmogorov and Smirnov, 4,000 draws, about 80 parameters, one in a thousand
        with self.assertRaisesRegex(ValueError, "columns for"):
            table.from_unit([[0.5, 0.5]])

    def test_salib_problem(self):
        problem = concord.parameters(free=True, process="policing").salib_problem()
        self.assertEqual(problem["num_vars"], len(problem["names"]))
        self.assertEqual(problem["bounds"][0], [0.0, 1.0])


    def test_indicators_are_the_items_and_the_records(self):
        table = concord.indicators()
        self.assertEqual(len(table), 11)
        asked = table.index[:-3]
        self.assertTrue(set(concord.outcomes().index[:6]) <= set(asked))
        self.assertEqual(list(table.index[-3:]), ["recorded_hate", "recorded_stops", "recorded_referrals"])
        self.assertEqual(set(table.loc[asked, "unit"]), {"percent of adults"})
        self.assertEqual(table.loc["recorded_stops", "unit"], "stops per 1,000 residents a year")
        self.assertEqual(table.loc["recorded_referrals", "unit"], "referrals per 100,000 residents a year")


class Files(unittest.TestCase):
    def test_what_is_none_of_ours(self):
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(FileNotFoundError):
                concord.open(pathlib.Path(folder, "none.h5"))
            path = pathlib.Path(folder, "text.h5")
            path.write_text("nothing")
            with self.assertRaisesRegex(ValueError, "is no file of Concord's"):
                concord.open(path)


if __name__ == "__main__":
    unittest.main()
