"""The Python that README.md and docs/python.md show runs as it stands there, in order, on smaller samples."""

import ast
import contextlib
import os
import pathlib
import re
import tempfile
import unittest
import warnings

import concord

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What takes long is scaled down; each of these has to be in the document, so that none is left when the text changes.
SMALLER = {
    "README.md": {"scale=100)": "scale=1000)", "range(1, 9)": "range(1, 4)", "weeks=104": "weeks=28"},
    "docs/python.md": {
        "scale=100)": "scale=1000)",
        "range(1, 9)": "range(1, 4)",
        "weeks=104": "weeks=28",
        "weeks=52": "weeks=4",
        "morris.sample(problem, 10)": "morris.sample(problem, 2)",
        "trajectories=10": "trajectories=2",
        "cal.Space(table), 100, seed=1)": "cal.Space(table), 40, seed=1)",
        "range(1, 101)": "range(1, 41)",
    },
}


def blocks(document):
    """Give the blocks marked as Python, scaled down."""
    text = (ROOT / document).read_text(encoding="utf-8")
    found = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for words, fewer in SMALLER[document].items():
        if not any(words in block for block in found):
            raise AssertionError(f"{document}: nothing to scale down says {words}")
        found = [block.replace(words, fewer) for block in found]
    return found


def run(block, names, where):
    """Run a block; give the value of its last line, as a notebook shows it."""
    parsed = ast.parse(block)
    last = parsed.body.pop() if isinstance(parsed.body[-1], ast.Expr) else None
    exec(compile(parsed, where, "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), where, "eval"), names)


class Documents(unittest.TestCase):
    def shown(self, document):
        """Run all blocks of a document; give their last values, and the names that they leave."""
        names, values = {}, []
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other toolkits
            for number, block in enumerate(blocks(document), start=1):
                with self.subTest(document=document, block=number):
                    values.append(run(block, names, f"{document}, block {number}"))
            written = sorted(os.listdir(folder))
        return names, values, written

    def test_readme(self):
        names, values, _ = self.shown("README.md")
        self.assertEqual(len(values), 1)
        self.assertIsInstance(values[0], concord.Figure)
        self.assertIn("<svg", values[0]._repr_svg_())
        self.assertEqual(names["futures"]["value"].sizes["seed"], 3)

    def test_python(self):
        names, values, written = self.shown("docs/python.md")
        self.assertEqual(len(values), 7)
        self.assertIsInstance(values[0], concord.Figure)
        self.assertEqual(values[1].dims, ("draw", "seed", "scenario", "quarter"))
        self.assertEqual(names["difference"].dims, ("draw", "seed"))
        self.assertEqual(written, ["posterior.nc"])
        self.assertTrue(names["matching"].words)
        self.assertEqual(list(names["alone"]), list(names["table"].index))
        self.assertLessEqual(0, names["everything"])
        self.assertEqual(set(names["posterior"].draws.columns) >= set(names["table"].index), True)

    def test_every_argument_that_is_told_is_taken(self):
        """The table of what there is, `world.compare(scenarios, out, runs=)`, has the arguments' own names."""
        import inspect

        text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
        told = 0
        things = {"concord.World": concord.World, "world.evaluate": concord.World.evaluate,
                  "world.compare": concord.World.compare, "concord.open": concord.open}
        for name, thing in things.items():
            for arguments in re.findall(rf"`{re.escape(name)}\(([^`]*)\)`", text):
                for word in filter(None, re.split(r",\s*", arguments)):
                    word = word.split("=")[0]
                    if word.isidentifier():
                        with self.subTest(f"{name}({word})"):
                            self.assertIn(word, inspect.signature(thing).parameters)
                            told += 1
        self.assertGreater(told, 20)


if __name__ == "__main__":
    unittest.main()
