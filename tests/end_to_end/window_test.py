"""The explorer's real window under Xvfb, by keys and mouse as in a room.

Standard library only; needs Xvfb and xdotool.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from end_to_end_test import PROGRAM

SMALL = ["--scale", "1:400", "--member-scale", "1:800", "--threads", "1"]


@unittest.skipUnless(
    shutil.which("Xvfb") and shutil.which("xdotool"), "Xvfb and xdotool are not installed: the real window is not tried"
)
class RealWindow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        display = f":{500 + os.getpid() % 400}"
        cls.server = subprocess.Popen(
            ["Xvfb", display, "-screen", "0", "1280x800x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
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
        time.sleep(2)   # until it is drawn

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
        time.sleep(0.6)

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
        script = self.folder / "replay.concord"
        script.write_text(
            "\n".join(line for line in self.log().splitlines() if not line.startswith("quit"))
            + "\nsave_branch left.toml\nexport over_time left.csv\n"
        )
        done = subprocess.run(
            [PROGRAM, "explore", "--script", str(script), "--out", str(out), *SMALL], capture_output=True, text=True
        )
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
        for _ in range(4):
            self.key("Escape")
        self.assertIsNone(self.window.poll())


if __name__ == "__main__":
    unittest.main(verbosity=2)
