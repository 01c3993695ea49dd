"""Through the command line: studies of Concord and of another program, what they refuse, and who takes what they leave.
"""

import csv
import pathlib
import tempfile
import unittest

from end_to_end_test import ROOT, concord, digest, slurm_job

LEVELS = ["get_on_well", "trust_neighbours", "belong", "influence", "feel_safe", "police_confidence"]
DISTRICTS = [
    "Bolton",
    "Bury",
    "Manchester",
    "Oldham",
    "Rochdale",
    "Salford",
    "Stockport",
    "Tameside",
    "Trafford",
    "Wigan",
]
HEAD = 'format = 1\nname = "a study"\n[model]\nscale = "1:1000"\n'


class Studies(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, text, **tables):
        for name, rows in tables.items():
            (self.folder / f"{name}.tsv").write_text("".join("\t".join(map(str, row)) + "\n" for row in rows))
        named = "".join(f'{name} = "{name}.tsv"\n' for name in tables)
        (self.folder / "study.toml").write_text(text + (f"[tables]\n{named}" if named else ""))

    def study(self, command, *more, out="out"):
        study, folder = str(self.folder / "study.toml"), str(self.folder / out)
        return concord(command, study, "--progress", "off", "--out", folder, *more)

    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_the_examples_have_no_mistakes(self):
        studies = [("sensitivity", f"influence/{name}") for name in ("study", "worth", "where")]
        for command, name in (*studies, ("sensitivity", "epidemic/study"), ("calibrate", "epidemic/study")):
            done = concord(command, str(ROOT / "studies" / f"{name}.toml"), "--lint")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("no mistakes", done.stdout)
            # Reading is enough for a study of what matters; one that fits is run as well.
            self.assertEqual("moved by parameters" in done.stdout, command == "calibrate", done.stdout)
        self.assertIn("60 runs (40 draws of the prior, 20 seeds); they are not kept", done.stderr)
        self.assertRegex(done.stdout, r"\n3 of 3 measurements may be fitted to; the check took \d+ s\n")

    def test_sensitivity_is_the_same_at_any_number_of_threads(self):
        text = HEAD + (
            'scenario = "engagement_led"\nagainst = "status_quo_today"\noutcomes = ["influence"]\n'
            'weeks = 12\nrows = 3\n'
            '[sensitivity]\nmethod = "morris"\ntrajectories = 3\nresamples = 100\n[check]\ndraws = 10\nseeds = 5\n'
        )
        self.write(text, parameters=[["parameterId"], ["seat_effect"], ["voice_to_trust"]])
        for threads in ("1", "2"):
            done = self.study("sensitivity", "--threads", threads, out=f"by-{threads}")
            self.assertEqual(done.returncode, 0, done.stderr)
        one, two = (self.folder / f"by-{threads}" for threads in ("1", "2"))
        # Nor does it depend on how many tasks of a Slurm job share it.
        tasks = self.folder / "by-tasks"
        done_by_tasks = slurm_job(
            self.folder, "sensitivity", str(self.folder / "study.toml"), "--out", str(tasks)
        )
        self.assertEqual(done_by_tasks.returncode, 0, done_by_tasks.stderr)
        self.assertEqual(done_by_tasks.stdout.count("Written to"), 1)
        paths = sorted(p.relative_to(one) for p in one.rglob("*") if p.is_file())
        for other in (two, tasks):
            self.assertEqual(paths, sorted(p.relative_to(other) for p in other.rglob("*") if p.is_file()))
            for path in paths:
                self.assertEqual(digest(one / path), digest(other / path), path)
        rows = list(csv.DictReader((one / "sensitivity.csv").read_text().splitlines()))
        effects = {row["parameters"]: float(row["mu_star"]) for row in rows}
        self.assertEqual(set(effects), {"seat_effect", "voice_to_trust"})
        self.assertGreater(effects["seat_effect"], effects["voice_to_trust"])
        told = [row["parameters"] for row in rows if row["verdict"] == "above chance"]
        many = f"{len(told)} of 2 told from chance; foremost {', '.join(told)}."
        self.assertIn(f"influence@difference@12: {many if told else 'nothing is told from chance.'}", done.stdout)
        self.assertLess(max(effects.values()), 0.5)
        self.assertIn("is below 0.5, the smallest difference that matters.", done.stdout)
        # What is there is gone on with only where that is asked for.
        self.refused(self.study("sensitivity", out="by-1"), "holds runs already; --resume goes on")
        done = self.study("sensitivity", "--resume", out="by-1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.write(text.replace("weeks = 12", "weeks = 8"), parameters=[["parameterId"], ["seat_effect"]])
        self.refused(self.study("sensitivity", "--resume", out="by-1"), "holds runs of another model")

    def test_before_a_choice_and_where_an_option_does_best(self):
        """Voice is what an engagement-led option works by, so it decides the choice once the option has a price."""
        settings = "draws = 40\n[check]\ndraws = 10\nseeds = 5\n"
        tables = {
            "parameters": [["parameterId"], ["seat_effect"], ["unfair_step"]],
            "conditions": [
                ["conditionId", "scenario", "against", "price"],
                ["today", "status_quo_today", "", ""],
                ["engaged", "engagement_led", "today", 0.004],
            ],
            "observables": [["observableId", "observableFormula"], ["influence", "influence"]],
        }
        model = HEAD + "weeks = 24\n[sensitivity]\n"
        self.write(f'{model}method = "information"\n{settings}', **tables)
        done = self.study("sensitivity", out="worth")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("influence@24 less today: best on average ", done.stdout)
        self.assertIn("All of it is below 0.5, the smallest difference that matters.", done.stdout)
        rows = list(csv.DictReader((self.folder / "worth" / "options.csv").read_text().splitlines()))
        self.assertEqual([(row["option"], row["price"]) for row in rows], [("today", "0"), ("engaged", "0.004")])
        self.assertEqual(float(rows[0]["expected"]), 0)
        rows = list(csv.DictReader((self.folder / "worth" / "sensitivity.csv").read_text().splitlines()))
        worth = {row["parameters"]: float(row["value"]) for row in rows}
        self.assertGreater(worth["seat_effect"], worth["unfair_step"])
        self.assertGreater(worth["everything, chance included"], 0)

        self.write(f'{model}method = "discovery"\nhighest = 0.25\n{settings}', **tables)
        done = self.study("sensitivity", out="where")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"in 10 of 40 runs; there: seat_effect \(higher\)\.")
        for file in ("sensitivity.csv", "box.csv", "trade_off.csv", "sensitivity.txt"):
            self.assertTrue((self.folder / "where" / file).is_file(), file)

    def test_a_study_that_fits_only_what_is_built_in_is_refused(self):
        """The start is set to today's survey levels, whatever the parameters: fitting them says nothing."""
        observables = [["observableId", "observableFormula", "noiseFormula", "group"]]
        observables += [[name, name, 1, "Greater Manchester"] for name in LEVELS]
        observables += [[f"get_on_well_{name}", "get_on_well", 1, name] for name in DISTRICTS]
        measurements = [["observableId", "simulationConditionId", "time", "measurement", "source"]]
        measurements += [[row[0], "scenario", 0, 50, "by hand"] for row in observables[1:]]
        self.write(
            HEAD + 'scenario = "status_quo_today"\n[calibration]\nmethod = "abc"\n',
            observables=observables,
            measurements=measurements,
        )
        done = self.study("calibrate")
        self.refused(done, "study.toml", "nothing of what it measures may be fitted", "built in: no parameter moves it")
        unmoved = done.stderr.count("sd over 40 draws of the prior 0.0000")
        self.assertEqual(unmoved, len(LEVELS) + len(DISTRICTS), done.stderr)
        # The linter refuses it as well, in the same words, and leaves nothing behind.
        before = set(pathlib.Path(tempfile.gettempdir()).glob("concord-check-*"))
        lint = self.study("calibrate", "--lint", out="linted")
        self.assertEqual((lint.returncode, lint.stdout), (2, ""), lint.stderr)
        self.assertEqual(lint.stderr.splitlines()[-1], done.stderr.splitlines()[-1])
        self.assertFalse((self.folder / "linted").exists())
        self.assertEqual(set(pathlib.Path(tempfile.gettempdir()).glob("concord-check-*")) - before, set())

    def test_the_linter_counts_what_may_be_fitted(self):
        """Of two measurements one is built in: there is something to fit, and the other is named."""
        self.write(
            HEAD + 'scenario = "status_quo_today"\n[check]\ndraws = 10\nseeds = 5\n'
            '[calibration]\nmethod = "abc"\n',
            parameters=[["parameterId"], ["unfair_step"]],
            observables=[
                ["observableId", "observableFormula", "noiseFormula", "group"],
                ["police", "police_confidence", 0.01, "Greater Manchester"],
            ],
            measurements=[
                ["observableId", "simulationConditionId", "time", "measurement", "source"],
                ["police", "scenario", 0, 66, "by hand"],
                ["police", "scenario", 12, 66, "by hand"],
            ],
        )
        done = self.study("calibrate", "--lint")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("15 runs (10 draws of the prior, 5 seeds)", done.stderr)
        self.assertRegex(done.stdout, r"police@0 .*built in: no parameter moves it")
        self.assertRegex(done.stdout, r"police@12 .*moved")
        self.assertIn("1 of 2 measurements may be fitted to", done.stdout)
        self.assertIn("no mistakes", done.stdout)
        self.assertFalse((self.folder / "out").exists())

    def test_a_posterior_goes_into_a_comparison(self):
        self.write(
            HEAD + '[check]\ndraws = 10\nseeds = 5\n[calibration]\nmethod = "abc"\nparticles = 20\npopulations = 2\n'
            "simulations = 100\npredictive = 10\n",
            parameters=[["parameterId"], ["seat_effect"]],
            conditions=[
                ["conditionId", "scenario", "against"],
                ["today", "status_quo_today", ""],
                ["engaged", "engagement_led", "today"],
            ],
            observables=[["observableId", "observableFormula", "noiseFormula"], ["gain", "influence", 0.005]],
            measurements=[
                ["observableId", "simulationConditionId", "time", "measurement", "source"],
                ["gain", "engaged", 12, 0.01, "by hand"],
            ],
        )
        done = self.study("calibrate")
        self.assertEqual(done.returncode, 0, done.stderr)
        for file in ("posterior.nc", "targets.csv", "calibration.txt", "inputs.json", "model.txt"):
            self.assertTrue((self.folder / "out" / file).is_file(), file)
        self.assertIn("seat_effect", done.stdout)
        done = concord(
            *("compare", "status_quo_today", "engagement_led", "--scale", "1:1000", "--years", "1", "--runs", "2"),
            *("--contested", "0", "--progress", "off", "--draws", str(self.folder / "out" / "posterior.nc")),
            *("--out", str(self.folder / "comparison"), "--outputs", "influence"),
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("(1 of 10 outcomes, as asked for; the files have all)", done.stdout)

    def test_mistakes_are_told_with_their_place(self):
        self.write(HEAD + 'scenario = "status_quo_today"\noutcomes = ["influence", "belongs"]\n')
        self.refused(self.study("sensitivity"), "study.toml:6:26: ", "'belongs' is no outcome; the nearest is belong")
        self.write(HEAD + 'scenario = "status_quo_today"\noutcomes = ["influence"]\n')
        self.refused(self.study("sensitivity"), "the study does not ask for this; write [sensitivity] with method")
        model = HEAD + 'scenario = "status_quo_today"\noutcomes = ["influence"]\n'
        self.write(model, parameters=[["parameterId"], ["seat_efect"]])
        self.refused(self.study("sensitivity"), "parameters.tsv:2", "the nearest is seat_effect")
        self.assertFalse((self.folder / "out" / "runs").exists())
        self.refused(concord("calibrate", str(self.folder / "none.toml")), "none.toml")


if __name__ == "__main__":
    unittest.main()
