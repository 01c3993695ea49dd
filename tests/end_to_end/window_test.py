"""The explorer's real window under Xvfb, by keys and mouse as in a room.

Standard library only; needs Xvfb and xdotool.
"""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from end_to_end_test import PROGRAM
from needed import needs

SMALL = ["--scale", "1:400", "--member-scale", "1:800", "--threads", "1"]


@needs("Xvfb", "xdotool")
class RealWindow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        display = f":{500 + os.getpid() % 400}"
        # Without repeated keys: a busy machine may see one let go late.
        cls.server = subprocess.Popen(
            ["Xvfb", display, "-r", "-screen", "0", "1280x800x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        cls.environment = {**os.environ, "DISPLAY": display}
        time.sleep(2)

    @classmethod
    def tearDownClass(cls):
        cls.server.kill()
        cls.server.wait()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.state = self.folder / "state"
        self.window = None

    def start(self, *scenario: str) -> None:
        self.window = subprocess.Popen(
            [PROGRAM, "explore", *scenario, "--state", str(self.state), *SMALL],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(self.window.stderr.close)
        self.addCleanup(self.kill)
        self.until(self.log)
        if scenario:
            self.until(lambda: self.lines("open"))
        time.sleep(1)   # until it is drawn
        self.pause = 0.6
        self.measure_pause()

    def measure_pause(self) -> None:
        """Between keys: until the window has done what the last one asked for, as busy as the machine is."""
        for key, action in (("ctrl+p", "palette"), ("Escape", "close")):
            pressed = time.monotonic()
            subprocess.run(["xdotool", "key", key], env=self.environment, check=True, capture_output=True)
            self.until(lambda action=action: self.lines(action))
            self.pause = max(self.pause, 2 * (time.monotonic() - pressed))

    def kill(self) -> None:
        if self.window.poll() is None:
            self.window.send_signal(signal.SIGKILL)
        self.window.wait()

    def logs(self) -> list:
        return sorted((self.state / "sessions").glob("*.concord"), key=lambda file: file.stat().st_ctime)

    def log(self) -> str:
        return max(self.logs(), key=lambda file: file.name).read_text() if self.logs() else ""

    def lines(self, action: str) -> list:
        """What the newest log says of an action."""
        return [line.split("   #")[0] for line in self.log().splitlines() if line.split(" ")[0] == action]

    def until(self, true, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not true():
            self.assertIsNone(self.window.poll(), "the window closed")
            self.assertLess(time.monotonic(), end, f"it did not happen; the log:\n{self.log()}")
            time.sleep(0.2)

    def xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, capture_output=True)
        time.sleep(self.pause)

    def key(self, *keys: str) -> None:
        for key in keys:
            self.xdotool("key", key)

    def type(self, text: str) -> None:
        self.xdotool("type", "--delay", "25", text)

    def form(self, shortcut: str, text: str, action: str) -> None:
        before = len(self.lines(action))
        self.key(shortcut)
        self.type(text)
        self.key("Return")
        self.until(lambda: len(self.lines(action)) > before)

    def palette(self, text: str) -> None:
        self.key("ctrl+p")
        self.type(text)
        self.key("Return")

    def leave(self) -> None:
        self.key("ctrl+q")
        self.key("Return")
        self.assertEqual(self.window.wait(timeout=60), 0)

    def test_five_edits_go_by_five_undos_after_the_palette_was_used(self):
        self.start("status_quo_today")
        self.form("ctrl+g", "100", "show_week")
        self.form("ctrl+r", "Ours", "rename_branch")
        self.form("ctrl+n", "Safer streets first, said table 2", "note")
        self.form("ctrl+f", "More seats", "fork")
        self.form("ctrl+n", "one more", "note")
        self.palette("set the budget")
        self.type("25")
        self.key("Return")
        self.until(lambda: self.lines("budget"))
        self.form("ctrl+g", "520", "show_week")
        self.palette("layout why")
        self.until(lambda: "layout why" in self.lines("layout"))
        for number in range(1, 6):
            self.key("ctrl+z")
            self.until(lambda: len(self.lines("undo")) == number)
        self.leave()
        # What the log leads to: the session as it was opened, at week 520 in the layout that was chosen.
        out = self.folder / "out"
        done = self.replayed("save_branch left.toml", "export over_time left.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('name = "Status quo, today"', (out / "left.toml").read_text())
        self.assertNotIn("More seats", (out / "left.csv").read_text())
        self.assertEqual(json.loads((self.state / "explorer.json").read_text())["layout"], "why")

    def test_a_note_and_a_name_are_what_was_typed(self):
        self.start("status_quo_today")
        self.form("ctrl+r", 'Sooner "and" better', "rename_branch")
        self.form("ctrl+n", "we asked: why?", "note")
        self.assertEqual(self.lines("rename_branch"), ['rename_branch "Sooner \\"and\\" better"'])
        self.assertEqual(self.lines("note"), ['note "we asked: why?"'])
        self.form("ctrl+g", "2028-04-03", "show_week")
        self.assertEqual(self.lines("show_week"), ["show_week 104"])

    def replayed(self, *more: str) -> subprocess.CompletedProcess:
        """What the newest log leads to, and then these lines; files go to the folder `out`."""
        script = self.folder / "replay.concord"
        lines = [line for line in self.log().splitlines() if not line.startswith("quit")]
        script.write_text("\n".join([*lines, *more]) + "\n")
        out = ["--out", str(self.folder / "out")]
        return subprocess.run(
            [PROGRAM, "explore", "--script", str(script), *out, *SMALL], capture_output=True, text=True, timeout=600
        )

    def test_a_question_a_guess_and_an_assumption_are_undone(self):
        self.start("status_quo_today")
        self.key("ctrl+k", "Return")   # the first outcome, at the end
        self.until(lambda: self.lines("predict"))
        self.palette("note a guess")
        self.type("Table 1")
        self.key("Return")
        self.type("72")
        self.key("Return")
        self.until(lambda: self.lines("guess"))
        self.key("ctrl+u")
        self.type("fair_share")
        self.key("Return")
        self.type("0.6")
        self.key("Return")
        self.until(lambda: self.lines("assume"))
        self.assertEqual(self.lines("guess"), ['guess "Table 1" 72'])
        self.assertEqual(self.lines("assume"), ["assume fair_share 0.6"])
        for number in range(1, 4):
            self.key("ctrl+z")
            self.until(lambda: len(self.lines("undo")) == number)
        self.leave()
        done = self.replayed("save_branch left.toml", 'guess "Table 2" 70')
        self.assertEqual(done.returncode, 2)
        self.assertIn("no question is open", done.stderr)
        self.assertNotIn("fair_share", (self.folder / "out" / "left.toml").read_text())

    def test_a_branch_has_one_name_on_the_map_in_the_legend_and_in_its_file_which_is_asked_its_purpose(self):
        self.start("status_quo_today")
        self.form("ctrl+r", "Ours", "rename_branch")
        self.key("ctrl+shift+s")
        self.type("ours.toml")
        self.key("Tab")
        self.type("Do more seats help?")
        self.key("Return")
        self.until(lambda: self.lines("save_branch"))
        self.assertEqual(self.lines("save_branch"), ['save_branch ours.toml "Do more seats help?"'])
        (saved,) = self.folder.rglob("ours.toml")
        self.assertIn('name = "Ours"', saved.read_text())
        self.assertIn('purpose = "Do more seats help?"', saved.read_text())
        for panel in ("map", "over_time"):
            self.key("ctrl+shift+e")
            self.type(panel)
            self.key("Tab")
            self.type(f"{panel}.svg")
            self.key("Return")
            self.until(lambda: list(self.folder.rglob(f"{panel}.svg")))
            (picture,) = self.folder.rglob(f"{panel}.svg")
            self.assertIn("Ours", picture.read_text(), panel)
            self.assertNotIn("Status quo, today", picture.read_text(), panel)

    def test_a_log_is_opened_through_its_form(self):
        self.start("status_quo_today")
        self.form("ctrl+f", "More seats", "fork")
        self.form("ctrl+n", "two words", "note")
        self.leave()
        (earlier,) = self.logs()
        time.sleep(1.1)   # logs are named by the second
        self.start()
        self.key("ctrl+shift+o")
        self.type(str(earlier))
        self.key("Return")
        self.until(lambda: self.lines("note"))
        self.assertEqual(self.lines("fork"), ['fork "More seats"'])
        self.assertEqual(self.lines("note"), ['note "two words"'])

    def test_after_a_kill_the_session_is_offered_and_goes_on(self):
        self.start("status_quo_today")
        self.form("ctrl+f", "More seats", "fork")
        self.form("ctrl+n", "two words", "note")
        self.key("ctrl+equal")
        kept = self.state / "explorer.json"
        self.until(lambda: kept.exists() and json.loads(kept.read_text()).get("text_scale") == 1.25)
        self.kill()
        time.sleep(1.1)   # logs are named by the second
        self.start()
        self.key("F6", "space")   # the first button is "Resume it"
        self.until(lambda: self.lines("note"))
        self.assertEqual(self.lines("fork"), ['fork "More seats"'])
        self.assertEqual(self.lines("text_scale")[0], "text_scale 125")
        self.form("ctrl+n", "three more words", "note")
        self.leave()
        time.sleep(1.1)
        self.start()
        self.key("F6", "space")   # it is not offered again: the guided tour comes first
        self.until(lambda: self.lines("tour"))

    def test_leaving_asks_and_recent_files_are_kept_at_once(self):
        own = self.folder / "own.toml"
        own.write_text('format = 1\nname = "Own"\npurpose = "To try."\nextends = "status_quo_today.toml"\n')
        self.start()
        self.form("ctrl+o", str(own), "open_file")
        kept = self.state / "explorer.json"
        self.until(lambda: kept.exists() and "own.toml" in kept.read_text())
        self.form("ctrl+n", "not saved", "note")
        self.key("ctrl+q")
        time.sleep(1)
        self.assertIsNone(self.window.poll())
        self.key("Escape")
        self.assertEqual(self.lines("quit"), [])
        self.leave()
        self.assertEqual(self.lines("quit"), ["quit"])

    def test_the_keyboard_goes_from_panel_to_panel_and_presses_what_it_reaches(self):
        self.start("status_quo_today")
        self.key("F6", "Tab", "space")   # the second of the tabs at the left
        self.until(lambda: self.lines("left_tab"))
        self.assertEqual(self.lines("left_tab"), ["left_tab costs"])
        self.key("ctrl+p", "Escape", "Tab", "space")   # back where it was
        self.until(lambda: len(self.lines("left_tab")) == 2)
        self.assertEqual(self.lines("left_tab")[1], "left_tab assumptions")
        self.key("F6", "shift+F6", "Tab", "space")   # on to the map and back
        self.until(lambda: len(self.lines("left_tab")) == 3)
        self.assertEqual(self.lines("left_tab")[2], "left_tab costs")
        for _ in range(4):
            self.key("Escape")
        self.assertIsNone(self.window.poll())


if __name__ == "__main__":
    unittest.main(verbosity=2)
