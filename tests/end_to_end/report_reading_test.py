"""How easily the options report reads: plain English for a reader of about 14 years, by two measures of textstat.

usage: CONCORD_PROGRAM=PROGRAM tests/end_to_end/report_reading_test.py   (scripts/check_report has textstat)
"""

import html
import pathlib
import re
import tempfile
import unittest

from end_to_end_test import concord
from needed import go_without

try:
    import textstat
except ImportError:
    textstat = None

AGE_AT_GRADE_0 = 5  # a pupil of the first grade is about six
READER = 14  # years
LONGEST_SENTENCE = 60  # words
NOT_PROSE = ("source", "key")


def prose(page: str) -> list[str]:
    """Paragraphs and items of the page as text, each with a full stop at its end."""
    body = page[page.index("<main") : page.index("</main>")]
    texts = []
    for attributes, inside in re.findall(r"<(?:p|li)\b([^>]*)>(.*?)</(?:p|li)>", body, re.S):
        text = " ".join(html.unescape(re.sub("<[^>]+>", " ", inside)).split())
        if len(text.split()) >= 5 and not any(kind in attributes for kind in NOT_PROSE):
            texts.append(text if text[-1] in ".?!" else text + ".")
    return texts


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not textstat:
            go_without("textstat not installed")
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name) / "compared"
        made = concord("compare", "status_quo_today", "trust_led", "policing_heavy", "--runs", "3", "--scale", "1:500",
                       "--years", "1", "--draws", "prior", "--contested", "2", "--stress",
                       "attack:2026-06-01:Manchester", "--out", folder)  # fmt: skip
        assert made.returncode == 0, made.stderr
        assert concord("report", folder, "--no-pdf").returncode == 0
        cls.texts = prose((folder / "report.html").read_text(encoding="utf-8"))

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_a_reader_of_about_14_can_read_it(self):
        text = " ".join(self.texts)
        self.assertGreater(len(text.split()), 1000)
        measures = {"Flesch-Kincaid": textstat.flesch_kincaid_grade, "SMOG": textstat.smog_index}
        ages = {name: grade(text) + AGE_AT_GRADE_0 for name, grade in measures.items()}
        print("reading age:", ", ".join(f"{name} {age:.1f}" for name, age in ages.items()))
        for name, age in ages.items():
            self.assertLessEqual(age, READER, name)

    def test_no_sentence_goes_on_for_ever(self):
        for text in self.texts:
            for sentence in re.split(r"(?<=[.?!]) ", text):
                self.assertLessEqual(len(sentence.split()), LONGEST_SENTENCE, sentence)

    def test_hard_text_is_told_from_plain_text(self):
        hard = "Epistemological considerations necessitate multidimensional operationalisation of legitimacy. "
        self.assertGreater(textstat.smog_index(hard * 30) + AGE_AT_GRADE_0, READER)


if __name__ == "__main__":
    unittest.main()
