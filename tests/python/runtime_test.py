"""What the module is linked with: as docs/python.md says, and nothing of windows and figures."""

import pathlib
import re
import shutil
import subprocess
import unittest

from concord import _core
from needed import needs

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs" / "python.md"
OF_EVERY_PROGRAM = re.compile(r"^(libstdc\+\+|libgcc_s|libm|libc|ld-linux-x86-64|libpthread)\.so\.\d+$")
VIEWERS = re.compile(r"lib(GL|EGL|epoxy|glfw|pango|cairo|X11|wayland|fontconfig|freetype)", re.IGNORECASE)


class Runtime(unittest.TestCase):
    @needs(shutil.which("readelf"), "readelf (binutils) is not installed")
    def test_libraries_as_documented(self):
        told = subprocess.run(["readelf", "-dW", _core.__file__], capture_output=True, text=True, check=True).stdout
        needed = set(re.findall(r"\(NEEDED\).*\[(.+?)\]", told))
        self.assertIn("libc.so.6", needed)
        table = DOCUMENT.read_text(encoding="utf-8").split("| library |")[1].split("\n\n")[0]
        documented = set(re.findall(r"`(lib\S+\.so\.\d+)`", table))
        self.assertEqual({name for name in needed if not OF_EVERY_PROGRAM.match(name)}, documented)

    @needs(shutil.which("ldd"), "ldd is not installed")
    def test_nothing_of_windows_and_figures(self):
        told = subprocess.run(["ldd", _core.__file__], capture_output=True, text=True, check=True).stdout
        self.assertIn("libhdf5_serial", told)
        self.assertIsNone(VIEWERS.search(told), told)


if __name__ == "__main__":
    unittest.main()
