"""What goes wrong around the program: disks and pipes that are full, streams that are closed, signals, files that
are none.

Never a death by signal, never a lost result: a sentence and the documented exit code (0 done, 1 failed, 2 bad input).
Run by ctest with CONCORD_PROGRAM in the environment. Standard library only.
"""

import csv
import os
import pathlib
import re
import resource
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

PROGRAM = str(pathlib.Path(os.environ["CONCORD_PROGRAM"]).resolve())
SMALL = ["--scale", "1:200", "--years", "1"]
RUN = ["run", "status_quo_today", *SMALL]
HEAD = 'format = 1\nname = "{}"\npurpose = "p"\nextends = "status_quo_today.toml"\n'


def concord(*arguments, **more) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120, **more)


def shell(command: str, **more) -> subprocess.CompletedProcess:
    """A command line of bash, in which $C is the program."""
    return subprocess.run(
        ["bash", "-c", f"C={shlex.quote(PROGRAM)}; {command}"], capture_output=True, text=True, timeout=120, **more
    )


class InAFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def names(self) -> list:
        return sorted(p.name for p in self.folder.iterdir())

    def scenario(self, text: str, name: str = "mine.toml") -> pathlib.Path:
        path = self.folder / name
        path.write_text(text)
        return path

    def refused(self, done: subprocess.CompletedProcess, *words: str):
        self.assertEqual(done.returncode, 2, done.stderr[-500:])
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertLess(len(done.stderr), 1000)


class FullDisk(InAFolder):
    def limited(self, size: int, *arguments) -> subprocess.CompletedProcess:
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: E731
        return concord(*arguments, cwd=self.folder, preexec_fn=limit)

    def test_results_that_find_no_room_are_an_error_and_leave_nothing(self):
        done = self.limited(100_000, *RUN, "--progress", "off", "--out", "x.h5")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("x.h5", done.stderr)
        self.assertIn("File too large", done.stderr)
        self.assertEqual(self.names(), [])

    def test_an_older_result_outlives_a_newer_one_that_finds_no_room(self):
        (self.folder / "x.h5").write_text("older")
        self.assertEqual(self.limited(100_000, *RUN, "--progress", "off", "--out", "x.h5", "--force").returncode, 1)
        self.assertEqual((self.folder / "x.h5").read_text(), "older")
        self.assertEqual(self.names(), ["x.h5"])

    def test_a_population_that_finds_no_room_is_an_error_and_leaves_nothing(self):
        done = self.limited(10_000, "population", "build", "--scale", "1:200", "--out", "gm.population")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("File too large", done.stderr)
        self.assertEqual(self.names(), [])

    def test_a_comparison_keeps_its_finished_runs_and_goes_on_with_room(self):
        options = ["--runs", "2", "--contested", "0", "--threads", "1", "--progress", "off", "--out", "c"]
        arguments = ["compare", "status_quo_today", "trust_led", *SMALL, *options]
        # The runs' files fit; the whole results files of the first replicate, about 2 MB, do not.
        done = self.limited(1_000_000, *arguments)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("File too large", done.stderr)
        self.assertEqual(list(self.folder.rglob("*.unfinished*")), [])
        done = concord(*arguments, "--resume", cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.folder / "c" / "comparison.h5").exists())

    def test_a_full_file_system_is_an_error_with_the_systems_reason(self):
        mounted = self.folder / "small"
        mounted.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(mounted)]
        if subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("no file system can be mounted here")
        self.addCleanup(lambda: subprocess.run(["umount", str(mounted)]))
        done = concord(*RUN, "--progress", "off", "--out", mounted / "x.h5")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("No space left on device", done.stderr)
        self.assertEqual(list(mounted.iterdir()), [])


class StandardStreams(InAFolder):
    def test_output_that_was_asked_for_and_cannot_be_written_is_exit_code_1(self):
        for command in (
            "$C describe model > /dev/full",
            "$C describe model >&-",
            "$C --help > /dev/full",
            "$C --version >&-",
            "$C scenario list --costs > /dev/full",
        ):
            done = shell(command)
            self.assertEqual(done.returncode, 1, command)
            self.assertIn("standard output cannot be written", done.stderr)

    def test_a_reader_that_goes_away_is_no_death(self):
        done = shell("$C describe parameters --format json | sleep 0; echo ${PIPESTATUS[0]}")
        self.assertIn(done.stdout.strip(), ("0", "1"))

    def test_a_full_or_closed_log_harms_nothing(self):
        for k, streams in enumerate(("2> /dev/full", "2>&-", "2>&- <&-")):
            done = shell(f"$C {' '.join(RUN)} --progress json --out {k}.h5 {streams}", cwd=self.folder)
            self.assertEqual(done.returncode, 0, streams)
        # Progress went into the results file, where that had got the number of the log.
        kept = [path.read_bytes() for path in sorted(self.folder.glob("*.h5"))]
        self.assertEqual(len(kept), 3)
        self.assertEqual(len(set(kept)), 1)
        self.assertNotIn(b'"seconds_left"', kept[0])

    def test_results_are_kept_where_they_cannot_be_told(self):
        for k, streams in enumerate(("> /dev/full", ">&-", ">&- 2>&- <&-")):
            done = shell(f"$C {' '.join(RUN)} --progress plain --out {k}.h5 {streams}", cwd=self.folder)
            self.assertEqual(done.returncode, 1, streams)
            if "2>" not in streams:
                self.assertIn(f"the results are whole, in {k}.h5", done.stderr)
        self.assertEqual(self.names(), ["0.h5", "1.h5", "2.h5"])


class Signals(InAFolder):
    def stopped(self, arguments, number, until, after=0.0):
        """Sends the signal once `until()` holds, and returns (exit code, what was said, seconds it took to end)."""
        process = subprocess.Popen(
            [PROGRAM, *arguments], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self.addCleanup(lambda: process.poll() is None and process.kill())
        deadline = time.monotonic() + 60
        while not until() and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.02)
        time.sleep(after)
        self.assertIsNone(process.poll(), "it ended before the signal")
        sent = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        return process.returncode, said, time.monotonic() - sent

    def test_each_signal_ends_a_run_before_its_first_week_at_once(self):
        arguments = ["run", "status_quo_today", "--scale", "1:1", "--years", "1", "--out", "x.h5"]
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            code, said, seconds = self.stopped(arguments, number, lambda: True, after=0.5)
            self.assertEqual(code, 1, said)
            self.assertIn("nothing was written", said)
            self.assertLess(seconds, 2)
            self.assertEqual(self.names(), [])

    def test_each_signal_ends_the_building_of_a_population(self):
        arguments = ["population", "build", "--scale", "1:1", "--out", "gm"]
        code, said, seconds = self.stopped(arguments, signal.SIGTERM, lambda: True, after=0.2)
        self.assertEqual((code, self.names()), (1, []), said)
        self.assertIn("nothing was written", said)
        self.assertLess(seconds, 2)

    def test_a_hang_up_in_a_run_keeps_the_weeks_done(self):
        options = ["--scale", "1:20", "--years", "30", "--progress", "off", "--out", "x.h5"]
        code, said, _ = self.stopped(
            ["run", "status_quo_today", *options],
            signal.SIGHUP,
            lambda: (self.folder / "x.h5.unfinished").exists() or len(self.names()) > 0,
            after=1,
        )
        self.assertEqual(code, 1, said)
        self.assertIn("complete = 0", said)
        self.assertEqual(self.names(), ["x.h5"])

    def test_a_comparison_stops_within_seconds_also_while_it_balances_and_resumes(self):
        # One run of a large population spends longer in balancing than anyone waits.
        large = ["--scale", "1:2", "--years", "1", "--runs", "2", "--contested", "0", "--threads", "2"]
        arguments = ["compare", "status_quo_today", "trust_led", *large, "--progress", "off", "--out", "c"]
        plan = self.folder / "c" / "plan.h5"
        code, said, seconds = self.stopped(arguments, signal.SIGTERM, plan.exists, after=1)
        self.assertEqual(code, 1, said)
        self.assertIn("--resume", said)
        self.assertLess(seconds, 5)
        self.assertEqual(list(self.folder.rglob("*.unfinished*")), [])

    def test_a_signal_ends_a_session_and_its_log_is_kept(self):
        script = self.scenario("open status_quo_today\nshow_week 520\n", "script")
        log = self.folder / "out" / "session.concord"
        arguments = ["explore", "--script", str(script), "--out", "out", "--scale", "1:5", "--member-scale", "1:100"]
        code, said, seconds = self.stopped(
            arguments, signal.SIGHUP, lambda: log.exists() and "open status_quo_today" in log.read_text()
        )
        self.assertEqual(code, 1, said)
        self.assertIn("session log", said)
        self.assertLess(seconds, 2)

    def stopped_validation(self, patterns: str, after: int) -> subprocess.CompletedProcess:
        """Asked to stop once so many pieces of its work are done."""
        setting = ["--only", patterns, "--scale", "1:50", "--seeds", "20", "--progress", "json"]
        process = subprocess.Popen(
            [PROGRAM, "validate", *setting], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.addCleanup(lambda: process.poll() is None and process.kill())
        while f'"done":{after},' not in process.stderr.readline():
            self.assertIsNone(process.poll(), "it ended before the signal")
        sent = time.monotonic()
        process.send_signal(signal.SIGTERM)
        out, said = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - sent, 5)
        said = "".join(line for line in said.splitlines(keepends=True) if not line.startswith("{"))
        return subprocess.CompletedProcess(patterns, process.returncode, out, said)

    def test_a_validation_names_what_it_left_out_and_prints_no_pattern_in_part(self):
        done = self.stopped_validation("P1,P2,P5,P6", after=2)   # P1 and P2 of places; of P2 also what is inside them
        left_out = "interrupted: without P5 and P6"
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, f"{left_out}, which the same command evaluates when it is let end\n")
        self.assertIn(f"Patterns at 1:50, up to 20 seeds, {left_out}\n", done.stdout)
        self.assertEqual(set(re.findall(r"^ *(P\d+) ", done.stdout, re.M)), {"P1", "P2"})

    def test_a_validation_that_was_stopped_in_its_first_piece_prints_no_table(self):
        done = self.stopped_validation("P5", after=0)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(
            done.stderr, "interrupted: without P5, which the same command evaluates when it is let end\n"
        )

    def test_nohup_is_heeded(self):
        run = f"$C {' '.join(RUN)} --progress off --out x.h5"
        done = shell(f"trap '' HUP; {run} & sleep 0.3; kill -HUP $!; wait $!", cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_process_of_the_group_that_never_comes_is_not_waited_for_for_ever(self):
        environment = {**os.environ, "OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"}
        options = ["--runs", "4", "--contested", "0", "--progress", "off", "--patience", "0.05", "--out", "c"]
        arguments = ["compare", "status_quo_today", "trust_led", *SMALL, *options]
        done = concord(*arguments, cwd=self.folder, env=environment)
        self.assertEqual(done.returncode, 1, done.stderr)
        for words in ("0.05 minutes", "process", "--resume"):
            self.assertIn(words, done.stderr)
        self.assertEqual(len(list((self.folder / "c" / "runs").iterdir())), 4)


class Files(InAFolder):
    def test_what_the_toml_library_asserts_is_an_error_in_the_file(self):
        self.refused(concord("scenario", "check", self.scenario("# a scenario\n[#")), "mine.toml:2", "TOML")

    def test_deep_nesting_is_an_error_in_the_file(self):
        for text in (
            "a." * 25_000 + "b = 1\n",
            "[" + "a." * 25_000 + "b]\n",
            "a = " + "[" * 25_000,
            "a = " + "{ b = " * 25_000,
            "a = 'x'\nb = " + "[" * 33 + "]" * 33,
        ):
            self.refused(concord("scenario", "check", self.scenario(text)), "mine.toml:", "levels")

    def test_long_and_hidden_names_are_refused(self):
        for name, words in (
            ("x" * 200_000, "at most 200 characters"),
            ("\\u001b[31mred", "U+001B"),
            ("a\u202eb", "U+202E"),
            ("a\\u0000b", ""),
            ("a\\nb", "one line"),
        ):
            self.refused(concord("scenario", "check", self.scenario(HEAD.format(name))), "mine.toml:2", words)

    def test_a_branch_is_given_no_name_that_cannot_be_shown(self):
        small = ["--scale", "1:400", "--member-scale", "1:800"]
        for name, words in (("x" * 200_000, "at most 120 bytes"), ("\x1b[31mred", "U+001B")):
            script = self.scenario(f'open status_quo_today\nfork "{name}"\nexport over_time a.csv\n', "script")
            done = concord("explore", "--script", script, "--out", "out", *small, cwd=self.folder)
            self.refused(done, ":2:", words)

    def test_pipes_folders_and_devices_are_refused_wherever_a_file_is_read(self):
        os.mkfifo(self.folder / "pipe")
        (self.folder / "folder").mkdir()
        script = self.scenario("open status_quo_today\n", "script")
        for what in ("pipe", "folder", "/dev/zero", "/dev/tty"):
            for arguments in (
                ["scenario", "check", what],
                ["run", what],
                ["compare", "status_quo_today", "trust_led", "--draws", what],
                ["population", "describe", "--file", what],
                ["explore", "--boundaries", what, "--script", script, "--out", "out"],
                ["explore", "--script", what, "--out", "out"],
            ):
                done = concord(*arguments, cwd=self.folder)
                self.assertEqual(done.returncode, 2, (arguments, done.stderr))
                self.assertIn(what, done.stderr)
        table = self.folder / "table"
        table.mkdir()
        os.mkfifo(table / "neighbourhoods.csv")
        self.refused(concord("run", "status_quo_today", "--source", table, cwd=self.folder))

    def test_a_file_given_as_standard_input_is_a_file_and_a_pipe_is_not(self):
        self.scenario(HEAD.format("Mine"))
        self.assertEqual(shell("$C scenario check /dev/stdin < mine.toml", cwd=self.folder).returncode, 0)
        self.assertEqual(shell("cat mine.toml | $C scenario check /dev/stdin", cwd=self.folder).returncode, 2)

    def test_the_terminal_gets_no_escape_sequence_from_a_name(self):
        done = concord("scenario", "check", "\x1b[31mred\u202e.toml")
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("\x1b", done.stderr)
        self.assertIn("\\x1B[31mred\\u{202E}.toml", done.stderr)


class FewRuns(InAFolder):
    def test_two_runs_that_agree_claim_nothing_and_a_name_is_no_formula(self):
        mine = self.scenario(HEAD.format("=Same, again"))
        options = ["--runs", "2", "--contested", "0", "--progress", "off", "--out", self.folder / "c"]
        done = concord("compare", "status_quo_today", mine, *SMALL, *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Not modelled: =Same, again.", done.stdout)
        self.assertNotRegex(done.stdout, r"0 to 0|1,000 times|\binf\b|\bnan\b")
        with (self.folder / "c" / "comparison.csv").open() as file:
            rows = list(csv.DictReader(file))
        self.assertEqual({row["option"] for row in rows}, {"'=Same, again"})
        self.assert_nothing_is_certain(rows)

    def test_two_runs_that_agree_but_for_rounding_claim_nothing(self):
        done = concord("compare", "status_quo_today", "mixed_portfolio", "adaptive", "--scale", "1:400", "--years", "2",
                       "--runs", "2", "--draws", "prior", "--contested", "0", "--progress", "off", "--stress",
                       "attack:2026-07-22:Manchester", "--out", self.folder / "c")
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("comparison.csv", "stress/comparison.csv"):
            with (self.folder / "c" / name).open() as file:
                self.assert_nothing_is_certain(list(csv.DictReader(file)))

    def assert_nothing_is_certain(self, rows):
        self.assertTrue(rows)
        for row in rows:
            self.assertNotIn("inf", row["variance_ratio"])
            self.assertTrue(row["interval_low"] == "" or float(row["interval_low"]) < float(row["interval_high"]), row)


class Ranges(InAFolder):
    LEVER = (
        '[[lever]]\nkind = "community_engagement"\nseats_per_1000_a_year = {}\n'
        'unit_cost = { gbp = {}, per = "seat", price_year = 2024, source = "assumption" }\n'
    )
    # @ is the value tried.
    CASES = {
        "years": "years = @\n",
        "stops": '[baseline]\nstops_per_1000_a_year = { value = @, source = "s" }\n',
        "fair_share": "[parameters]\nfair_share = @\n",
        "intensity": LEVER.replace("{}", "@", 1).replace("{}", "1"),
        "unit cost": LEVER.replace("{}", "5", 1).replace("{}", "@"),
    }

    def check(self, text: str) -> subprocess.CompletedProcess:
        return concord("scenario", "check", self.scenario(HEAD.format("x") + text))

    def test_the_range_that_a_message_names_is_the_range_that_is_allowed(self):
        for name, text in self.CASES.items():
            for outside in ("1e12", "-1e12"):
                told = self.check(text.replace("@", outside))
                self.assertEqual(told.returncode, 2, name)
                named = re.search(r"allowed are (\S+) to (\S+)", told.stderr)
                self.assertIsNotNone(named, (name, told.stderr))
                for end in named.groups():
                    done = self.check(text.replace("@", end))
                    self.assertEqual(done.returncode, 0, (name, end, done.stderr))


class LeversTogether(InAFolder):
    def test_levers_that_add_up_to_too_much_are_refused_before_anything_is_written(self):
        lever = (
            '[[lever]]\nkind = "{}"\n{} = {}\n'
            'unit_cost = {{ gbp = 0, per = "{}", price_year = 2024, source = "assumption" }}\n'
        )
        stops = lever.format("stop_and_search", "multiple_of_baseline", 8, "stop")
        patrol = lever.format("neighbourhood_policing", "patrol_hours_per_1000_a_week", 25, "patrol hour")
        hours = "[parameters]\npatrol_contacts = 8\n"  # of the prior's range; with it the rate would pass all bounds
        for text, line in ((2 * stops, 11), (5 * patrol + hours, 23)):
            mine = self.scenario(HEAD.format("Mine") + text)
            told = "mine.toml:{}:".format(line)
            self.refused(concord("scenario", "check", mine), told, "adds up to", "up to 10")
            self.refused(concord("run", mine, *SMALL, "--out", self.folder / "x.h5"), told)
            compare = ["--runs", "2", "--out", self.folder / "c"]
            self.refused(concord("compare", "status_quo_today", mine, *SMALL, *compare), told)
            self.assertEqual(self.names(), ["mine.toml"])

    def test_a_longer_run_than_the_scenario_says_is_held_against_the_same_bounds(self):
        stops = (
            '[[lever]]\nkind = "stop_and_search"\nmultiple_of_baseline = {}\n{}'
            'unit_cost = {{ gbp = 0, per = "stop", price_year = 2024, source = "assumption" }}\n'
        )
        text = stops.format(10, 'ramp = "208 weeks"\n') + stops.format(4, "")
        mine = self.scenario(HEAD.format("Mine") + "years = 1\n" + text)
        self.assertEqual(concord("scenario", "check", mine).returncode, 0)
        done = concord("run", mine, "--scale", "1:200", "--years", "4", "--out", self.folder / "x.h5")
        self.refused(done, "lever 2", "adds up to", "up to 10")
        self.assertEqual(self.names(), ["mine.toml"])


class CommandLine(InAFolder):
    def test_alone_it_prints_its_help(self):
        done = concord()
        self.assertEqual(done.returncode, 0)
        self.assertIn("compare", done.stdout)

    def test_help_shows_words(self):
        for command in ("run", "compare", "describe model", "population describe"):
            self.assertNotIn("->", concord(*command.split(), "--help").stdout)
        self.assertIn("plain", concord("run", "--help").stdout)

    def test_more_threads_than_any_computer_has_are_an_error(self):
        done = concord(*RUN, "--out", self.folder / "x.h5", env={**os.environ, "OMP_NUM_THREADS": "100000"})
        self.refused(done, "OMP_NUM_THREADS", "1 to 1024")


class TooLongAName(InAFolder):
    def test_a_name_that_no_file_system_takes_is_bad_input_wherever_a_file_is_named(self):
        long = "a" * 300
        example = pathlib.Path(__file__).resolve().parents[2] / "studies/influence"
        study = pathlib.Path(shutil.copytree(example, self.folder / "study")) / "study.toml"
        text = study.read_text()
        study.write_text(text.replace('scenario = "mixed_portfolio"', f'scenario = "{long}"'))
        self.assertNotEqual(study.read_text(), text)
        for command in (
            ["run", long],
            [*RUN, "--out", long],
            ["compare", "status_quo_today", "engagement_led", "--runs", "2", "--out", long],
            ["compare", "status_quo_today", "engagement_led", "--runs", "2", "--draws", long, "--out", "o"],
            ["scenario", "check", long],
            ["sensitivity", long, "--out", "o"],
            ["sensitivity", "study/study.toml", "--out", "o"],
            ["sensitivity", str(example / "study.toml"), "--out", long],
            ["explore", "--script", long, "--out", "o"],
            ["validate", "--data", long],
        ):
            done = concord(*command, cwd=self.folder)
            self.assertEqual((done.returncode, long in done.stderr), (2, True), (command[0], done.stderr[-300:]))
        self.assertEqual(self.names(), ["study"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
