"""End to end, through the command line on the built-in data: what a user does, and what the program answers.

Run by ctest with the program as argument. Standard library only.
"""

import csv
import hashlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from needed import needs, require

PROGRAM = str(pathlib.Path(os.environ["CONCORD_PROGRAM"]).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
SMALL = ["--scale", "1:200", "--years", "1", "--progress", "off"]
COMPARE = ["compare", "status_quo_today", "engagement_led", "trust_led", *SMALL, "--runs", "4"]


def concord(*arguments: str, cwd=None, env=None) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *arguments], cwd=cwd, env=env, capture_output=True, text=True, timeout=600)


def slurm_job(folder: pathlib.Path, *arguments: str) -> subprocess.CompletedProcess:
    """The script of a Slurm job with a stand-in for srun: three processes, with the variables that srun sets."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "srun").write_text(
        "#!/bin/bash\nshift\nexport SLURM_STEP_NUM_TASKS=3\n"
        'for rank in 2 1 0; do SLURM_PROCID=$rank "$@" & done\n'
        "for job in $(jobs -p); do wait $job || exit 1; done\n"
    )
    (tools / "srun").chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "CONCORD": PROGRAM, "SLURM_CPUS_PER_TASK": "1"}
    script = str(ROOT / "scripts" / "slurm_job")
    return subprocess.run([script, *arguments], env=environment, capture_output=True, text=True, timeout=600)


def digest(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class EndToEnd(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_run_gives_the_same_bytes_at_one_and_two_threads_and_again(self):
        digests = set()
        for name, threads in (("a", "1"), ("b", "2"), ("c", "2")):
            out = self.folder / f"{name}.h5"
            done = concord("run", "mixed_portfolio", *SMALL, "--seed", "5", "--threads", threads, "--out", str(out))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("one possible course, not an effect", done.stdout)
            digests.add(digest(out))
        self.assertEqual(len(digests), 1)
        other = self.folder / "other.h5"
        concord("run", "mixed_portfolio", *SMALL, "--seed", "6", "--out", str(other))
        self.assertNotIn(digest(other), digests)

    def test_a_run_ends_where_weeks_say_and_a_parameter_set_by_hand_matters(self):
        small = ["run", "--set", "unfair_weight=1", "trust_led", "--scale", "1:1000", "--progress", "off"]
        ends = {}
        for weeks in ("0", "60"):
            out = self.folder / f"{weeks}.h5"
            done = concord(*small, "--weeks", weeks, "--out", str(out))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f"One run of {weeks} weeks", done.stdout)
            ends[weeks] = done.stdout
        again = concord(*small, "--set", "unfair_weight=14", "--weeks", "60", "--out", str(self.folder / "14.h5"))
        self.assertEqual(again.returncode, 0, again.stderr)
        table = [text.split("One run of")[0] for text in (ends["60"], again.stdout)]
        self.assertNotEqual(*table)

    def compare(self, out, *more):
        return concord(*COMPARE, "--out", str(out), *more)

    def test_compare_writes_the_folder_and_prints_the_table(self):
        out = self.folder / "comparison"
        done = self.compare(out, "--details", "--matters", "get_on_well=1,incidents=10%", "--kernel", "repulsion")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("People get on well", "survey", "Cost", "95 %", "seats", "equal exposure to stops", "repulsion",
                      "of people get on well 1 points"):
            self.assertIn(words.lower(), " ".join(done.stdout.lower().split()))
        answer = self.compare(out, "--resume", "--matters", "get_on_well=1,incidents=10%", "--kernel", "repulsion")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        lines = [line for line in answer.stdout.splitlines() if not line.startswith("Written:")]  # names a path
        self.assertLessEqual(max(len(line) for line in lines), 120)
        self.assertLessEqual(len(answer.stdout.splitlines()), 60)
        other = self.compare(out, "--resume", "--kernel", "repulsion")
        self.assertEqual(other.returncode, 2)
        self.assertIn("declared to matter before the runs", other.stderr)
        lines = (out / "comparison.csv").read_text().splitlines()
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
        self.assertGreater(len(rows), 2 * 10 * 11)
        for name in ("plan.h5", "comparison.h5", "ro-crate-metadata.json"):
            self.assertTrue((out / name).exists(), name)
        self.assertEqual(len(list((out / "runs").glob("*.h5"))), 12)
        for shard in (out / "runs").glob("*.h5"):
            self.assertLessEqual(shard.stat().st_size, 1024 * 1024)
        json.loads((out / "ro-crate-metadata.json").read_text())

    def test_all_that_a_comparison_of_five_options_prints_fits_a_screen(self):
        options = ["engagement_led", "trust_led", "policing_heavy", "mixed_portfolio", "safeguarding_first"]
        arguments = ["--scale", "1:200", "--years", "10", "--runs", "2", "--progress", "off", "--keep-fields", "0"]
        for draws in ("defaults", "prior"):
            out = self.folder / draws
            done = concord("compare", "status_quo_today", *options, *arguments, "--draws", draws, "--contested", "0",
                           "--out", "comparison", cwd=self.make(out))  # fmt: skip
            self.assertEqual(done.returncode, 0, done.stderr)
            lines = done.stdout.splitlines()
            self.assertLessEqual(len(lines), 50, done.stdout)
            self.assertLessEqual(max(map(len, lines)), 120, done.stdout)
            for table in ("The prevention programme, Greater Manchester", "What monitoring would see", "Support, "):
                self.assertNotIn(table, done.stdout)
            self.assertEqual(lines[-1], "Written: comparison/comparison.csv, comparison/comparison.h5")
            self.assertTrue(lines[-2].endswith("--details"))

    def make(self, folder):
        folder.mkdir()
        return folder

    def test_a_killed_comparison_resumes_to_the_same_bytes_at_any_number_of_threads(self):
        whole, killed = self.folder / "whole", self.folder / "killed"
        self.assertEqual(self.compare(whole, "--threads", "2").returncode, 0)
        arguments = [PROGRAM, *COMPARE, "--out", str(killed), "--threads", "1"]
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(1000):
            if (killed / "runs").exists() and any((killed / "runs").glob("*.h5")):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        refused = self.compare(killed)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--resume", refused.stderr)
        self.assertEqual(self.compare(killed, "--resume", "--threads", "1").returncode, 0)
        self.assert_same_comparison(whole, killed)

    def assert_same_comparison(self, one, other):
        for name in ("comparison.h5", "comparison.csv", "plan.h5", "contested/equal_exposure/comparison.h5"):
            self.assertEqual(digest(one / name), digest(other / name), name)

    @needs("mpirun")
    def test_a_comparison_spread_by_mpirun_has_the_same_bytes(self):
        whole, spread = self.folder / "whole", self.folder / "spread"
        self.assertEqual(self.compare(whole).returncode, 0)
        spreading = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "3"]
        arguments = [*spreading, PROGRAM, *COMPARE, "--out", str(spread), "--threads", "1"]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("Written:"), 1)
        self.assert_same_comparison(whole, spread)

    def test_the_slurm_script_spreads_a_comparison_over_its_tasks(self):
        whole, spread = self.folder / "whole", self.folder / "spread"
        self.assertEqual(self.compare(whole).returncode, 0)
        scenarios = ["status_quo_today", "engagement_led", "trust_led"]
        arguments = [*scenarios, "--scale", "1:200", "--years", "1", "--runs", "4", "--out", str(spread)]
        done = slurm_job(self.folder, "compare", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_same_comparison(whole, spread)

    def test_the_slurm_script_takes_no_other_command(self):
        for arguments in ([], ["run", "status_quo_today"], ["status_quo_today", "engagement_led"]):
            done = slurm_job(self.folder, *arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn("compare, sensitivity and calibrate are", done.stderr)

    def test_interrupting_a_run_keeps_the_weeks_done(self):
        out = self.folder / "long.h5"
        arguments = ["status_quo_today", "--scale", "1:100", "--years", "30", "--progress", "json", "--out", str(out)]
        process = subprocess.Popen(
            [PROGRAM, "run", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1)
        self.assertIn("complete = 0", told)
        self.assertTrue(out.exists())

    def test_bad_input_ends_with_code_2_and_a_place(self):
        broken = self.folder / "broken.toml"
        broken.write_text(
            'format = 1\nname = "x"\npurpose = "y"\nextends = "status_quo_today.toml"\n'
            '[[lever]]\nkind = "comunity_engagement"\n'
        )
        out = self.folder / "never.h5"
        done = concord("run", str(broken), "--out", str(out))
        self.assertEqual(done.returncode, 2)
        self.assertIn("broken.toml:6", done.stderr)
        self.assertIn("community_engagement", done.stderr)
        self.assertFalse(out.exists())
        for arguments in (
            ["run", "no_such_scenario"],
            ["run", "status_quo_today", "--scale", "20"],
            ["run", "status_quo_today", "--years", "31"],
            ["compare", "status_quo_today"],
            ["compare", "status_quo_today", "trust_led", "--runs", "1"],
            ["nonsense"],
            ["population", "describe", "--file", str(broken)],
            ["run", "status_quo_today", "--source", str(self.folder)],
            ["run", "status_quo_today", "--threads", "-1"],
            ["scenario", "new", str(broken)],
            ["run", "status_quo_today", "--years", "0"],
            ["run", "status_quo_today", "--weeks", "7"],
            ["run", "status_quo_today", "--weeks", "-4"],
            ["run", "status_quo_today", "--weeks", "8", "--years", "1"],
            ["run", "status_quo_today", "--set", "unfair_weight=99"],
            ["run", "status_quo_today", "--set", "no_such_parameter=1"],
            ["compare", "status_quo_today", "trust_led", "--weeks", "56"],
            ["run", "status_quo_today", "--out", str(broken)],
            ["run", "status_quo_today", "--out", str(self.folder)],
            ["run", "status_quo_today", "--out", str(self.folder / "none" / "a.h5")],
            ["run", "status_quo_today", "--threads", "100000"],
            ["compare", "status_quo_today", "trust_led", "--out", str(broken)],
            ["compare", "status_quo_today", "trust_led", "--runs", "2000000000"],
            ["compare", "status_quo_today", "trust_led", "--draws", "posteriors.h5"],
            ["compare", "status_quo_today", "trust_led", "--draws", str(broken)],
            ["compare", "status_quo_today", "trust_led", "--matters", "trust=1"],
            ["compare", "status_quo_today", "trust_led", "--matters", "get_on_well=1%"],
            ["compare", "status_quo_today", "trust_led", "--kernel", "gravity"],
        ):
            done = concord(*arguments, cwd=self.folder)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertTrue(done.stderr.strip() or done.stdout.strip(), arguments)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["broken.toml"])

    def test_a_comparison_takes_whole_years_and_says_why(self):
        for weeks in ("0", "26", "56", "1612"):
            done = concord("compare", "status_quo_today", "trust_led", "--weeks", weeks, cwd=self.folder)
            self.assertEqual(done.returncode, 2, weeks)
            words = f"--weeks {weeks}: a comparison takes whole years, 52 to 1560 weeks in steps of 52, as it judges by"
            self.assertIn(f"{words} the last; pairs of other lengths: concord sensitivity", done.stderr)
        self.assertIn("whole years, 52 to 1560 in steps of 52", concord("compare", "--help").stdout)
        self.assertIn("whole four-week periods, 0 to 1560", concord("run", "--help").stdout)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_scenarios_can_be_listed_shown_checked_and_started(self):
        self.assertIn("mixed_portfolio", concord("scenario", "list", "--costs").stdout)
        self.assertIn("bridging", concord("scenario", "show", "engagement_led").stdout.lower())
        mine = self.folder / "mine.toml"
        self.assertEqual(concord("scenario", "new", str(mine)).returncode, 0)
        checked = concord("scenario", "check", str(mine), "trust_led")
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_population_is_built_kept_and_described(self):
        kept = self.folder / "gm.population"
        self.assertEqual(concord("population", "build", "--scale", "1:100", "--out", str(kept)).returncode, 0)
        from_file = concord("population", "describe", "--file", str(kept)).stdout
        self.assertEqual(from_file, concord("population", "describe", "--scale", "1:100").stdout)
        kept.write_bytes(kept.read_bytes()[:-100])
        self.assertEqual(concord("population", "describe", "--file", str(kept)).returncode, 2)

    def test_describe_speaks_three_formats(self):
        for topic in ("parameters", "levers", "events", "measures", "disclosure", "model"):
            self.assertTrue(concord("describe", topic).stdout)
            self.assertIn("| --- |", concord("describe", topic, "--format", "markdown").stdout)
            json.loads(concord("describe", topic, "--format", "json").stdout)
        self.assertIn("0.800", concord("describe", "model").stdout)  # break-even share of stops at sigma = 4

    def test_options_under_stress_and_what_no_stressor_is(self):
        def stressed(*stressors, more=()):
            setting = ("--runs", "2", "--scale", "1:200", "--weeks", "52", "--contested", "0", "--keep-fields", "0")
            return concord("compare", "status_quo_today", "trust_led", *setting, "--out", str(self.folder / "stressed"),
                           *(word for stressor in stressors for word in ("--stress", stressor)), *more)

        for wrong, words in (("atack:2026-06-01:Bury", "attack:DATE:DISTRICT"), ("vote:2026-13-01", "is no date"),
                             ("attack:2026-06-01:Bery", "Bury"), ("vote:2046-06-01", "outside the run")):
            done = stressed(wrong)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)
            self.assertFalse((self.folder / "stressed").exists())
        done = stressed("attack:2026-06-01:Manchester")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Under stress: attack in Manchester on 2026-06-01", done.stdout)
        table = (self.folder / "stressed/stress.csv").read_bytes()
        self.assertIn(b"feel_safe,depth,", table)
        again = stressed("attack:2026-06-01:Manchester", more=["--resume"])
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual((self.folder / "stressed/stress.csv").read_bytes(), table)
        other = stressed("attack:2026-06-08:Manchester", more=["--resume"])
        self.assertEqual(other.returncode, 2, other.stderr)  # the folder's stress is another

    def test_the_shipped_pair_says_how_it_meets_the_attack_that_it_has(self):
        def compared(out, *more, scenarios=("attack_2017_unprepared", "attack_2017_prepared")):
            setting = ("--runs", "2", "--scale", "1:200", "--contested", "0", "--keep-fields", "0")
            return concord("compare", *scenarios, *setting, "--out", str(self.folder / out), *more)

        def dips(out):
            with (self.folder / out / "stress.csv").open(encoding="utf-8") as file:
                return {(row["option"], row["outcome"], row["measure"]): row for row in csv.DictReader(file)}

        own = ("--weeks", "104", "--stress", "own_events")
        for more, scenarios, words in (
            (own, ("status_quo_2016", "gm_strategy_2016"), 'has no events; allowed are scenarios with [[event]], or'),
            ((*own, "--stress", "vote:2017-06-08"), ("attack_2017_unprepared", "attack_2017_prepared"), "stands alone"),
            (("--weeks", "52", "--stress", "own_events"), ("attack_2017_unprepared", "attack_2017_prepared"),
             "attack in Manchester on 2017-05-22 of scenario \"Attack of 2017, unprepared\" comes after the run's 52"),
        ):
            done = compared("none", *more, scenarios=scenarios)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)
            self.assertFalse((self.folder / "none").exists())
        done = compared("pair", *own)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Under stress: attack in Manchester on 2017-05-22", done.stdout)
        self.assertIn("The forum in Attack of 2017, prepared prepares for events", " ".join(done.stdout.split()))
        table = dips("pair")
        before, after = (table[f"Attack of 2017, {name}", "feel_safe", "depth"] for name in ("unprepared", "prepared"))
        self.assertGreater(float(before["mean"]), 1)  # the runs with the attack against those without, not the reverse
        self.assertGreater(float(after["mean"]), 1)
        self.assertNotEqual(after["verdict"], "not modelled")
        self.assertEqual(before["events"], "attack in Manchester on 2017-05-22")
        self.assertFalse((self.folder / "pair/stress").exists())
        made_from = {folder: json.loads((self.folder / folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
                     for folder in ("pair", "pair/calm")}
        parameters = {folder: next(entity["value"] for entity in crate["@graph"] if entity["@id"] == "#parameters")
                      for folder, crate in made_from.items()}
        self.assertIn("without the scenarios' own events", parameters["pair/calm"])
        self.assertNotIn("events", parameters["pair"])
        # The same attack on the same scenario that ships without it.
        done = compared("added", "--weeks", "104", "--stress", "attack:2017-05-22:Manchester",
                        scenarios=("status_quo_2016", "gm_strategy_2016"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertFalse((self.folder / "added/calm").exists())
        for (option, outcome, measure), row in dips("added").items():
            if option == "Status quo, 2016":
                same = table["Attack of 2017, unprepared", outcome, measure]
                self.assertEqual(row["mean"], same["mean"], (outcome, measure))
        kept = (self.folder / "pair/stress.csv").read_bytes()
        again = compared("pair", *own, "--resume")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual((self.folder / "pair/stress.csv").read_bytes(), kept)
        self.assertEqual(again.stdout, compared("pair", *own, "--resume").stdout)

    def test_validate_says_what_is_missed_and_what_it_could_not_do(self):
        rows = json.loads(self.validate("--only", "P8,P15", "--format", "json").stdout)[0]["rows"]
        verdicts = {(row["id"], row["verdict"]) for row in rows}
        self.assertEqual(verdicts, {("P8", "met"), ("P15", "not evaluated")})
        for row in rows:
            self.assertTrue(row["note"] or row["value"], row)
        self.assertIn("--data", next(row["note"] for row in rows if row["id"] == "P15"))
        self.assertIn("| --- |", self.validate("--only", "P8", "--format", "markdown").stdout)
        self.assertIn("built in", self.validate("--only", "P8").stdout)

    def test_validate_and_the_fit_refuse_what_makes_no_sense(self):
        (self.folder / "social_trust_msoa11.csv").write_text("msoa11_code,msoa11_name,prop_trust\nE02000984,Bolton,2\n")
        (self.folder / "lookup_msoa11_msoa21.csv").write_text("msoa11_code,msoa21_code\nE02000984,E02000984\n")
        for done, words in (
            (self.validate("--only", "P19"), "P19"),
            (self.validate("--seeds", "0"), "seeds"),
            (self.validate("--only", "P15", "--data", str(self.folder)), "social_trust_msoa11.csv:2"),
            (concord("fit-start", "--data", str(self.folder)), "social_trust_msoa11.csv:2"),
            (concord("fit-start", "--data", str(self.folder / "none")), "lookup_msoa11_msoa21.csv"),
            (concord("fit-start"), "--data"),
        ):
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)
            self.assertEqual(done.stdout, "")

    def validate(self, *arguments: str) -> subprocess.CompletedProcess:
        return concord("validate", "--scale", "1:200", "--seeds", "1", "--progress", "off", *arguments)

    def explore(self, script: str, *more, env=None) -> subprocess.CompletedProcess:
        file = self.folder / "session.txt"
        file.write_text(script)
        arguments = ["--out", str(self.folder / "out"), "--scale", "1:100", "--member-scale", "1:400", *more]
        return concord("explore", "--script", str(file), *arguments, env=env)

    def test_a_one_hour_workshop_runs_from_its_script_twice_to_the_same_files(self):
        script = ROOT / "docs" / "workshop.concord"
        written = []
        for name in ("first", "second"):
            out = self.folder / name
            done = concord(
                "explore", "--script", str(script), "--out", str(out), "--scale", "1:100", "--member-scale", "1:400"
            )
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("fork \"More seats\"", (out / "session.concord").read_text())
            page = (out / "report" / "report.html").read_text()
            for words in ("Oldham, since the fork", "Session log", "not a measurement of this place", "What came: ",
                          "Table 2: more patrols since last year", "save_branch more_seats.toml"):
                self.assertIn(words, page)
            self.assertNotIn("Not revealed.", page)
            self.assertEqual(len(re.findall("<figure ", page)), 3)
            self.assertTrue((out / "report" / "report.xlsx").is_file())
            self.assertEqual(concord("scenario", "check", str(out / "more_seats.toml")).returncode, 0)
            written.append(
                {p.name: digest(p) for p in sorted(out.iterdir()) if p.suffix in (".svg", ".csv", ".toml", ".png")}
            )
        self.assertGreater(len(written[0]), 10)
        self.assertEqual(written[0], written[1])  # pictures as well: nothing depends on the computer's speed
        log = self.folder / "first" / "report" / "session.concord"
        small = ("--scale", "1:1000", "--member-scale", "1:1000")
        played = concord("explore", "--script", str(log), "--out", str(self.folder / "played_again"), *small)
        self.assertEqual(played.returncode, 0, played.stderr)

    def test_explore_tells_what_is_wrong_and_leaves_nothing_half_written(self):
        bad = {
            "plya\n": ":1: there is no action",
            "open status_quo_today\nshow_week 9999\n": ":2:",
            "open_file missing.toml\n": "missing.toml",
            "": "no action",
        }
        for script, words in bad.items():
            done = self.explore(script, "--overwrite")
            self.assertEqual(done.returncode, 2, script)
            self.assertIn(words, done.stderr)
        missing = self.folder / "missing.geojson"
        done = self.explore("open status_quo_today\n", "--overwrite", "--boundaries", str(missing))
        self.assertEqual(done.returncode, 2)
        self.assertIn("missing.geojson", done.stderr)
        self.assertEqual(concord("explore", "--script", "x").returncode, 2)
        self.assertEqual(concord("explore", "--size", "10x10").returncode, 2)
        self.assertIn("show_week WEEK", concord("explore", "--actions").stdout)
        blocked = self.folder / "blocked"
        blocked.write_text("a file")
        done = concord("explore", "--script", str(ROOT / "docs" / "workshop.concord"), "--out", str(blocked))
        self.assertEqual(done.returncode, 1)
        self.assertIn("blocked", done.stderr)

    def test_a_script_of_the_explorer_stays_in_its_folder_and_replaces_nothing_unasked(self):
        out = self.folder / "out"
        out.mkdir()
        (out / "session.concord").write_text("# of last week\n")
        done = self.explore("open status_quo_today\n")
        self.assertEqual(done.returncode, 2)
        self.assertIn("session.concord", done.stderr)
        self.assertEqual((out / "session.concord").read_text(), "# of last week\n")
        self.assertEqual(self.explore("open status_quo_today\n", "--overwrite").returncode, 0)
        self.assertIn("open status_quo_today", (out / "session.concord").read_text())
        (out / "session.concord").unlink()
        (out / "mine.csv").write_text("mine")
        for line, words in {
            "export headlines ../outside.csv": "stay inside",
            f"save_branch {self.folder}/outside.toml": "stay inside",
            "export headlines mine.csv": "exists already",
        }.items():
            done = self.explore(f"open status_quo_today\n{line}\n")
            self.assertEqual(done.returncode, 2, line)
            self.assertIn(words, done.stderr)
            self.assertIn(":2:", done.stderr)
            (out / "session.concord").unlink()
        self.assertEqual((out / "mine.csv").read_text(), "mine")
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["out", "session.txt"])
        for bad, words in {b"note \xff\n": "UTF-8", b"note \x1b[2J\n": "U+001B"}.items():
            (self.folder / "bad.concord").write_bytes(b"open status_quo_today\n" + bad)
            done = concord("explore", "--script", str(self.folder / "bad.concord"), "--out", str(self.folder / "bad"))
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)
            self.assertIn(":2:", done.stderr)

    def test_without_a_display_the_window_says_what_to_do(self):
        env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        done = concord("explore", "--state", str(self.folder / "state"), env=env)
        self.assertEqual(done.returncode, 1)
        self.assertIn("--script", done.stderr)

    def test_without_opengl_3_it_says_what_to_do(self):
        old = {**os.environ, "MESA_GL_VERSION_OVERRIDE": "2.1", "MESA_GLSL_VERSION_OVERRIDE": "120"}
        done = self.explore("picture a.png\n", env=old)
        self.assertEqual(done.returncode, 1)
        self.assertIn("OpenGL 3.3", done.stderr)
        self.assertFalse((self.folder / "out" / "a.png").exists())
        require("Xvfb")
        done = concord("explore", "--state", str(self.folder / "state"), env={**old, "DISPLAY": self.start_display()})
        self.assertEqual(done.returncode, 1)
        self.assertIn("OpenGL 3.3", done.stderr)

    def start_display(self) -> str:
        display = f":{90 + os.getpid() % 400}"
        server = subprocess.Popen(
            ["Xvfb", display, "-screen", "0", "1280x800x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.addCleanup(lambda: (server.kill(), server.wait()))
        time.sleep(2)
        return display

    @needs("Xvfb", "xdotool")
    def test_the_real_window_takes_keys_and_clicks_and_remembers(self):
        state = self.folder / "state"
        env = {**os.environ, "DISPLAY": self.start_display()}
        arguments = ["status_quo_today", "--state", str(state), "--scale", "1:400", "--member-scale", "1:800"]
        window = subprocess.Popen(
            [PROGRAM, "explore", *arguments], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self.addCleanup(lambda: window.poll() is None and window.kill())

        def log() -> str:
            files = list((state / "sessions").glob("*.concord")) if (state / "sessions").exists() else []
            return files[0].read_text() if files else ""

        def until(words: str, *keys: str) -> None:
            for _ in range(40):
                if words in log():
                    return
                if keys:
                    subprocess.run(["xdotool", *keys], env=env, capture_output=True)
                time.sleep(0.5)
                self.assertIsNone(window.poll(), "the window closed" if window.poll() is None else window.stderr.read())
            self.fail(f"{words!r} is not in the log:\n{log()}")

        until("open status_quo_today")
        until("palette", "key", "ctrl+p")
        time.sleep(1)
        subprocess.run(["xdotool", "type", "--delay", "150", "layout compare"], env=env, capture_output=True)
        time.sleep(1)
        until("layout compare", "key", "Return")
        until("select E0", "mousemove", "600", "420", "click", "1")
        until("text_larger", "key", "--delay", "120", "ctrl+equal")
        for _ in range(20):
            if window.poll() is not None:
                break
            subprocess.run(["xdotool", "key", "--delay", "120", "ctrl+q"], env=env, capture_output=True)
            time.sleep(0.5)
        self.assertEqual(window.wait(timeout=20), 0)
        self.assertEqual(json.loads((state / "explorer.json").read_text())["layout"], "compare")


if __name__ == "__main__":
    unittest.main(verbosity=2)
