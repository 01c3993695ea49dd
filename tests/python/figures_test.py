"""Figures: a course has the quantiles of its runs and the words of its data; whiskers say what they are."""

import pathlib
import tempfile
import unittest

import concord
import numpy as np

SCALE = 1000
GM = "Greater Manchester"


class Course(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        world = concord.World(scale=SCALE)
        made = world.evaluate(["status_quo_today", "trust_led"], seeds=range(1, 8), weeks=52,
                              outputs=["police_confidence", "hate_incidents"])
        cls.value = made["value"].sel(group=GM)

    def test_lines_are_medians_and_bands_nine_tenths(self):
        shown = self.value.sel(outcome="police_confidence")
        drawn = concord.course(shown)
        (axes,) = drawn.figure.axes
        runs = shown.isel(draw=0).transpose("scenario", "seed", "time").values
        self.assertEqual((len(axes.lines), len(axes.collections)), (2, 2))
        for line, band, values in zip(axes.lines, axes.collections, runs, strict=True):
            np.testing.assert_allclose(line.get_ydata(), np.median(values, axis=0))
            edge = band.get_paths()[0].vertices[:, 1]
            low, high = np.quantile(values, [0.05, 0.95], axis=0)
            self.assertAlmostEqual(edge.min(), low.min())
            self.assertAlmostEqual(edge.max(), high.max())
            self.assertTrue((high > low)[1:].any())
        self.assertEqual([text.get_text() for text in axes.get_legend().get_texts()], list(shown["scenario"].values))

    def test_words(self):
        (axes,) = concord.course(self.value.sel(outcome="police_confidence")).figure.axes
        title = concord.outcomes().loc["police_confidence"]
        self.assertEqual(axes.get_title(loc="left"), f"{title['title']}, {GM}")
        self.assertEqual(axes.get_ylabel(), title["unit"])
        self.assertEqual(axes.get_xlabel(), "bands: middle nine tenths of 7 runs; lines: their median")
        drawn = concord.course(self.value.sel(outcome="police_confidence"))
        self.assertEqual(drawn.alt, f"{title['title']} in {GM} over time, 7 runs a scenario")
        self.assertIn(f"<dc:title>{drawn.alt}</dc:title>", drawn._repr_svg_())

    def test_the_scale_makes_no_much_of_little(self):
        (axes,) = concord.course(self.value.sel(outcome="police_confidence")).figure.axes
        low, high = axes.get_ylim()
        self.assertGreaterEqual(high - low, 4 - 1e-9)  # points
        shown = self.value.sel(outcome="hate_incidents")
        (axes,) = concord.course(shown).figure.axes
        low, high = axes.get_ylim()
        self.assertGreaterEqual(high - low, 0.2 * abs(low + high) / 2 * (1 - 1e-9))  # a fifth of the level

    def test_one_outcome_and_one_group(self):
        with self.assertRaisesRegex(ValueError, "choose one outcome first"):
            concord.course(self.value)
        one = self.value.isel(scenario=0, draw=0, seed=0, outcome=0)
        (axes,) = concord.course(one).figure.axes
        np.testing.assert_allclose(axes.lines[0].get_ydata(), one.values)
        self.assertIsNone(axes.get_legend())

    def test_files(self):
        drawn = concord.course(self.value.sel(outcome="police_confidence"))
        with tempfile.TemporaryDirectory() as folder:
            for ending, start in {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}.items():
                path = pathlib.Path(folder, f"course.{ending}")
                drawn.save(path)
                self.assertTrue(path.read_bytes().startswith(start), ending)


class Whiskers(unittest.TestCase):
    """What an interval is depends on the draws; the file's reading guide says it, and the figure says that."""

    def test_words_are_those_of_the_reading_guide(self):
        world = concord.World(scale=SCALE)
        with tempfile.TemporaryDirectory() as folder:
            for draws, words in {
                "defaults": "the 95 % interval of the mean over pairs (Student's t)",
                "prior": "the range over all draws (too few for percentiles)",
            }.items():
                with self.subTest(draws):
                    made = world.compare(["status_quo_today", "trust_led", "policing_heavy", "english_circles"],
                                         pathlib.Path(folder, draws), runs=3, years=1, draws=draws, contested=0)
                    drawn = made.figure("police_confidence")
                    (axes,) = drawn.figure.axes
                    self.assertIn(words, made.data.attrs["reading_guide"])
                    self.assertEqual(axes.get_xlabel(),
                                     f"whiskers: {words}\ngrey: smaller than what was declared to matter")
                    self.assertTrue(drawn.alt.endswith(f"; whiskers: {words}"))
                    rows = made.table
                    rows = rows[(rows["outcome"] == "police_confidence") & (rows["group"] == GM)]
                    rows = rows[rows["baseline"] == rows["baseline"].iloc[0]]
                    # What moves nothing has no interval, and says so.
                    lacking = rows["interval_low"].isna()
                    self.assertEqual(list(rows["option"][lacking]), ["English circles"])
                    self.assertIn("English circles 0 (no interval)", drawn.alt)
                    rows = rows[~lacking]
                    bars = [bar for bar in axes.collections[0].get_segments() if len(bar)]
                    np.testing.assert_allclose([[bar[0][0], bar[1][0]] for bar in bars],
                                               rows[["interval_low", "interval_high"]].to_numpy())
                    with self.assertRaisesRegex(ValueError, "no outcome 'trust' of group"):
                        made.figure("trust")


if __name__ == "__main__":
    unittest.main()
