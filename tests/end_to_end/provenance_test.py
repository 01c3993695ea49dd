"""Through the command line: what a comparison folder takes, refuses and says of what it was made from."""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

from end_to_end_test import PROGRAM, ROOT, concord, digest

TABLE = ["districts.csv", "wards.csv", "areas.csv", "neighbourhoods.csv", "commuting.csv"]
SETTING = ["--scale", "1:400", "--progress", "off"]


class Provenance(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def compare(self, out, *more, scenarios=("status_quo_today", "engagement_led"), runs=2, years=1, contested=0):
        return concord(
            "compare",
            *scenarios,
            *SETTING,
            "--runs",
            str(runs),
            "--years",
            str(years),
            "--contested",
            str(contested),
            "--out",
            str(self.folder / out),
            *more,
        )

    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_another_table_cannot_resume_a_comparison(self):
        ours, theirs = self.folder / "ours", self.folder / "theirs"
        for table in (ours, theirs):
            table.mkdir()
            for name in TABLE:
                shutil.copy(ROOT / "scenarios" / "greater_manchester" / name, table)
        lines = (theirs / "neighbourhoods.csv").read_text().splitlines()
        header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
        column = lines[header].split(",").index("crime_score")
        row = next(csv.reader([lines[header + 1]]))
        row[column] = str(float(row[column]) + 0.5)
        lines[header + 1] = ",".join(f'"{cell}"' if "," in cell else cell for cell in row)
        (theirs / "neighbourhoods.csv").write_text("\n".join(lines) + "\n")
        self.assertEqual(self.compare("it", "--source", str(ours)).returncode, 0)
        next((self.folder / "it" / "runs").glob("*-0001.h5")).unlink()
        self.refused(
            self.compare("it", "--resume", "--source", str(theirs)), "input table/neighbourhoods.csv has changed"
        )
        self.assertEqual(self.compare("it", "--resume", "--source", str(ours)).returncode, 0)

    def test_another_build_cannot_resume_a_comparison(self):
        self.assertEqual(self.compare("it").returncode, 0)
        crate = json.loads((self.folder / "it" / "ro-crate-metadata.json").read_text())
        sources = next(e["identifier"] for e in crate["@graph"] if e["@id"] == "#concord")
        edited = sources[::-1]
        other = self.folder / "other_build"  # stands for a build of edited sources: the digest is all that differs
        other.write_bytes(pathlib.Path(PROGRAM).read_bytes().replace(sources.encode(), edited.encode()))
        other.chmod(0o755)
        done = subprocess.run(
            [
                other,
                "compare",
                "status_quo_today",
                "engagement_led",
                *SETTING,
                "--runs",
                "2",
                "--years",
                "1",
                "--contested",
                "0",
                "--out",
                str(self.folder / "it"),
                "--resume",
            ],
            capture_output=True,
            text=True,
            timeout=600,
        )
        self.refused(done, "the program was", f"sources {sources[:12]}", f"sources {edited[:12]}")

    def test_a_results_file_names_its_inputs(self):
        out = self.folder / "run.h5"
        self.assertEqual(concord("run", "engagement_led", *SETTING, "--years", "1", "--out", str(out)).returncode, 0)
        written = out.read_bytes()  # attributes are stored as they are
        for name in TABLE:
            expected = f'"table/{name}":"{digest(ROOT / "scenarios" / "greater_manchester" / name)}"'
            self.assertIn(expected.encode(), written)

    def test_runs_without_a_plan_are_not_adopted(self):
        self.assertEqual(self.compare("it").returncode, 0)
        (self.folder / "it" / "plan.h5").unlink()
        for more in (["--draws", "prior"], ["--resume"]):
            self.refused(self.compare("it", *more), "holds runs but no plan.h5")

    def test_a_finished_comparison_takes_runs_and_scenarios(self):
        three = ("status_quo_today", "engagement_led", "trust_led")
        self.assertEqual(self.compare("grown", contested=2).returncode, 0)
        self.assertEqual(self.compare("grown", "--resume", contested=3, runs=5).returncode, 0)
        self.assertEqual(self.compare("grown", "--resume", contested=3, runs=5, scenarios=three).returncode, 0)
        self.assertEqual(self.compare("whole", contested=3, runs=5, scenarios=three).returncode, 0)
        grown, whole = (
            {
                str(p.relative_to(self.folder / name)): digest(p)
                for p in (self.folder / name).rglob("*.*")
                if p.suffix in (".h5", ".csv")
            }
            for name in ("grown", "whole")
        )
        self.assertGreater(len(whole), 15 + 4 * 9)
        self.assertEqual(grown, whole)

    def test_a_stress_test_that_a_comparison_outgrew_is_said_and_brought_up_to_date(self):
        stress = ["--stress", "attack:2026-07-06:Bolton"]
        self.assertEqual(self.compare("it", *stress).returncode, 0)
        self.assertNotIn("stayed behind", self.compare("it", "--resume").stderr)
        grown = self.compare("it", "--resume", runs=3)
        self.assertEqual(grown.returncode, 0, grown.stderr)
        told = "note: stress with stress.csv (under stress: attack in Bolton on 2026-07-06) stayed behind: 2 runs of 2 "
        self.assertIn(told + "scenarios, the comparison has 3 runs of 2.", grown.stderr)
        self.assertIn("--stress as before and --resume", grown.stderr)
        renewed = self.compare("it", "--resume", *stress, runs=3)
        self.assertEqual(renewed.returncode, 0, renewed.stderr)
        self.assertNotIn("stayed behind", renewed.stderr)
        self.assertEqual(self.compare("whole", *stress, runs=3).returncode, 0)
        for name in ("stress.csv", "stress/comparison.h5"):
            self.assertEqual(digest(self.folder / "it" / name), digest(self.folder / "whole" / name), name)
        other = self.compare("it", "--resume", "--stress", "attack:2026-07-06:Bury", runs=3)
        self.refused(other, "what sets its runs apart was", "attack in Bolton", "attack in Bury")
        self.assertNotIn("contested", other.stderr)

    def test_the_record_lists_all_that_was_written_and_the_documents_say_so_too(self):
        everything = ["--stress", "attack:2026-07-06:Bolton", "--dose"]
        self.assertEqual(self.compare("it", *everything, contested=2).returncode, 0)
        folder = self.folder / "it"

        def described(where: pathlib.Path) -> dict:
            graph = json.loads((where / "ro-crate-metadata.json").read_text())["@graph"]
            entities = {entity["@id"]: entity for entity in graph}
            parts = [part["@id"] for part in entities["./"]["hasPart"]]
            self.assertEqual(len(parts), len(set(parts)))
            return {path: entities[path] for path in parts}

        self.assertEqual(concord("report", folder, "--no-pdf").returncode, 0)
        parts = described(folder)
        written = {p.name for p in folder.iterdir()} - {"ro-crate-metadata.json", ".lock"}
        self.assertEqual({path.split("/")[0] for path in parts}, written)
        contested = {f"contested/{p.name}/" for p in (folder / "contested").iterdir()}
        self.assertEqual({path for path in parts if path.startswith("contested/")}, contested)
        for path, entity in parts.items():
            self.assertEqual(entity["@type"], "Dataset" if path.endswith("/") else "File")
            if not path.endswith("/"):
                self.assertEqual(entity["sha256"], digest(folder / path), path)
        for beside in [*contested, "dose/2/", "dose/4/", "stress/"]:
            self.assertIn("comparison.h5", described(folder / beside), beside)
        self.assertIn("stress: attack in Bolton on 2026-07-06", parts["stress/"]["name"])
        stressed = (folder / "stress" / "ro-crate-metadata.json").read_text()
        self.assertIn("; under stress: attack in Bolton", stressed)
        self.assertNotIn("contested", stressed)
        equal = (folder / "contested" / "equal_exposure" / "ro-crate-metadata.json").read_text()
        self.assertIn("; under the contested assumption: equal exposure to stops", equal)
        table = (ROOT / "docs" / "comparison_folder.md").read_text(encoding="utf-8").split("All `.h5` files")[0]
        documented = set()
        for line in table.splitlines():
            if line.startswith("| `"):
                documented.update(re.findall(r"`([^`]+)`", line.split("|")[1]))
        as_written = {re.sub(r"^contested/.*/$", "contested/ASSUMPTION/", path) for path in parts}
        in_words = {re.sub(r"^(runs|fields)/.*", r"\1/", path) for path in documented}
        # calm/ stands in the place of stress/; the report's PDF was left out.
        self.assertEqual(in_words - {"ro-crate-metadata.json", "calm/", "report.pdf"}, as_written)

    def test_a_bad_fourth_row_is_told_before_the_first_run(self):
        draws = self.folder / "draws.csv"
        draws.write_text("unfair_step,unfair_weight\n0.01,4\n0.01,4\n0.01,4\n0.151,14\n")
        self.refused(self.compare("it", "--draws", str(draws), runs=4), "draws.csv:5:", "unfair_step is 0.151")
        self.assertFalse((self.folder / "it").exists())

    def test_a_damaged_shard_is_made_again_and_said(self):
        self.assertEqual(self.compare("it").returncode, 0)
        shard = next((self.folder / "it" / "runs").glob("*-0001.h5"))
        whole = digest(shard)
        shard.write_bytes(shard.read_bytes()[:-100])
        done = self.compare("it", "--resume")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{shard.name}: is", done.stderr)
        self.assertIn("made again", done.stderr)
        self.assertEqual(digest(shard), whole)

    def test_one_program_at_a_time_works_on_a_folder(self):
        arguments = [
            PROGRAM,
            "compare",
            "status_quo_today",
            "engagement_led",
            *SETTING,
            "--years",
            "10",
            "--runs",
            "50",
            "--out",
            str(self.folder / "it"),
        ]
        first = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (first.kill(), first.wait()))
        for _ in range(3000):
            if (self.folder / "it" / "plan.h5").exists():
                break
            time.sleep(0.01)
        second = self.compare("it", "--resume", years=10, runs=50)
        self.assertIsNone(first.poll())
        self.refused(second, f"in use by process {first.pid}")

    def test_links_in_place_of_temporary_files_are_not_followed(self):
        # Their names hold the number of the process, which the program keeps from the one that plants the links.
        precious = self.folder / "precious"
        precious.write_text("mine")

        def plant():
            for name in ("plan.h5", "comparison.h5", "comparison.csv"):
                (self.folder / "it" / f"{name}.{os.getpid()}.unfinished").symlink_to(precious)

        (self.folder / "it").mkdir()
        options = ["--runs", "2", "--years", "1", "--contested", "0", "--out", str(self.folder / "it")]
        process = subprocess.Popen(
            [PROGRAM, "compare", "status_quo_today", "engagement_led", *SETTING, *options],
            preexec_fn=plant,
            stdout=subprocess.DEVNULL,
        )
        self.assertEqual(process.wait(timeout=600), 0)
        self.assertEqual(precious.read_text(), "mine")
        for name in ("plan.h5", "comparison.h5", "comparison.csv"):
            self.assertFalse((self.folder / "it" / name).is_symlink(), name)
        self.assertEqual(list((self.folder / "it").glob("*.unfinished")), [])

    def test_parameters_as_json_have_numbers_priors_and_constraints(self):
        (table,) = json.loads(concord("describe", "parameters", "--format", "json").stdout)
        rows = {row["name"]: row for row in table["rows"]}
        self.assertEqual(rows["unfair_weight"]["default"], 4)
        self.assertEqual(rows["unfair_weight"]["prior"], {"kind": "log-triangular", "low": 1, "mode": 4, "high": 14})
        self.assertEqual(rows["unfair_weight"]["range"], [1, 14])
        self.assertEqual(table["constraints"], [])  # every point of the ranges is a legal run

    def test_the_version_is_that_of_the_sources_at_build_time(self):
        script, tree = ROOT / "cmake" / "commit.cmake", self.folder / "tree"
        for name in ("sim", "scenarios", "cmake", "docs"):
            (tree / name).mkdir(parents=True)
        (tree / "sim" / "a.cpp").write_text("one")
        (tree / "cmake" / "options.cmake").write_text("")
        header = self.folder / "header.h"

        def told():
            subprocess.run(
                ["cmake", f"-DSOURCE_DIR={tree}", f"-DOUTPUT={header}", "-DBUILD=native OFF", "-P", str(script)],
                check=True,
            )
            return [line.split('"')[1] for line in header.read_text().splitlines() if line.startswith("#define")]

        def git(*words):
            identity = {
                f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
            }
            subprocess.run(
                ["git", "-C", str(tree), *words], check=True, capture_output=True, env={**os.environ, **identity}
            )

        unpacked = told()
        self.assertEqual(unpacked[0], "unknown")  # an archive without git
        git("init")
        git("add", ".")
        git("commit", "-m", "first")
        clean = told()
        self.assertRegex(clean[0], "^[0-9a-f]{7,}$")
        self.assertEqual(clean[1], unpacked[1])
        (tree / "docs" / "note.md").write_text("not part of the program")
        written = header.stat().st_mtime_ns
        self.assertEqual(told(), clean)
        self.assertEqual(header.stat().st_mtime_ns, written)  # so nothing is compiled again
        (tree / "sim" / "a.cpp").write_text("two")
        dirty = told()
        self.assertEqual(dirty[0], clean[0] + "-dirty")
        (tree / "sim" / "a.cpp").write_text("three")
        self.assertEqual(told()[0], dirty[0])
        self.assertNotEqual(told()[1], dirty[1])  # two dirty builds of one commit


if __name__ == "__main__":
    unittest.main(verbosity=2)
