"""The options report's page as a browser shows and prints it: CONCORD_REPORT_HTML names the file.

Needs Debian's chromium and chromium-driver and what report_requirements.txt lists; scripts/check_report has it all.
"""

import base64
import importlib.util
import io
import os
import pathlib
import re
import unittest

import pypdf
from needed import needs
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

PAGE = pathlib.Path(os.environ["CONCORD_REPORT_HTML"]).resolve()
# The package of another driver, for the script in it.
AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
A4, A4_SIDEWAYS = 178, 265  # millimetres between the margins


def browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(word)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium makes none for root
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.set_script_timeout(300)
    return driver


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.driver = browser()
        cls.addClassCleanup(cls.driver.quit)

    def setUp(self):
        self.open(1280, 900)

    def open(self, width: int, height: int, scale: float = 1) -> None:
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        self.emulate("")
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get("about:blank")
        self.driver.get(PAGE.as_uri())

    def emulate(self, media: str) -> None:
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [still]})

    def run_script(self, script: str, *words):
        return self.driver.execute_script(script, *words)

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def unfold(self) -> None:
        self.run_script("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    def status(self) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, "[role=status]").get_attribute("textContent")


@needs("chromium", "chromedriver")
class Loading(Page):
    def test_nothing_is_asked_of_the_network_and_nothing_is_wrong(self):
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.open(1280, 900)
        self.assertEqual(self.driver.get_log("browser"), [])
        log = "".join(entry["message"] for entry in self.driver.get_log("performance"))
        asked = set(re.findall(r'"documentURL":"[^"]*".{0,400}?"url":"([^"]{0,200})', log))
        asked |= set(re.findall(r'"method":"Network.requestWillBeSent".*?"url":"([^"]{0,200})', log))
        self.assertIn(PAGE.as_uri(), asked)
        for address in asked:
            self.assertRegex(address, r"^(file:|data:font/|about:)")

    def test_no_other_script_may_run(self):
        """The policy is in force: what the page does not bring itself is refused."""
        self.run_script(
            "const one = document.createElement('script'); one.textContent = 'window.intruder = 1';"
            "document.body.append(one);"
        )
        self.assertIsNone(self.run_script("return window.intruder"))
        self.assertIn("Content Security Policy", str(self.driver.get_log("browser")))


@needs("chromium", "chromedriver")
class Accessibility(Page):
    def violations(self, tags=RULES) -> list[str]:
        self.unfold()
        self.run_script(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, preload: false,"
            " resultTypes: ['violations']}).then(done, error => done({violations: [{id: String(error), nodes: []}]}));",
            tags,
        )
        return [
            f"{one['id']}: {one.get('help')} ({len(one['nodes'])}), first {node['html'][:200]} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"][:1] or [{"html": "", "failureSummary": ""}]
        ]

    def test_axe_finds_nothing_on_a_wide_screen(self):
        self.assertEqual(self.violations(), [])

    def test_axe_finds_nothing_on_a_narrow_screen(self):
        self.open(320, 640)
        self.assertEqual(self.violations(), [])

    def test_axe_would_notice(self):
        self.run_script("document.documentElement.removeAttribute('lang')")
        self.assertIn("html-has-lang", str(self.violations(["cat.language"])))


@needs("chromium", "chromedriver")
class KeysAlone(Page):
    def focused(self) -> dict:
        """What has the focus: its kind, whether that is seen, whether something lies over it."""
        return self.run_script(
            """
            const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
            const middle = (from, to, room) => (Math.max(from, 0) + Math.min(to, room)) / 2;
            const over = document.elementFromPoint(
                middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
            return {
                kind: one.matches('.skip') ? 'skip' : one.closest('nav') ? 'contents'
                    : one.matches('select') ? 'filter' : one.matches('.sort') ? 'sort'
                    : one.matches('summary') ? 'fold' : one.matches('.scrolls') ? 'scroll' : one.localName,
                outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                seen: box.bottom > 0 && box.top < innerHeight && !!over && (one.contains(over) || over.contains(one)),
                text: one.textContent.slice(0, 40),
            };
            """
        )

    def test_tab_reaches_everything_in_order_and_is_seen_to(self):
        self.open(900, 700)  # narrow enough that some tables scroll
        expected = self.run_script(
            "return [...document.querySelectorAll('a, select, button, summary, [tabindex=\"0\"]')]"
            ".filter(one => one.checkVisibility()).length"
        )
        kinds = []
        for _ in range(expected):
            self.press(Keys.TAB)
            now = self.focused()
            kinds.append(now["kind"])
            self.assertTrue(now["outlined"], now)
            self.assertTrue(now["seen"], now)
        self.assertEqual(kinds[0], "skip")
        order = list(dict.fromkeys(kinds))
        self.assertEqual(order[:2], ["skip", "contents"])
        self.assertEqual(set(order), {"skip", "contents", "filter", "sort", "fold", "scroll"}, order)
        self.assertLess(order.index("filter"), order.index("sort"))

    def test_the_first_link_leads_to_the_report(self):
        self.press(Keys.TAB)
        self.press(Keys.ENTER)
        self.assertEqual(self.focused()["kind"], "main")

    def test_a_table_is_sorted_by_key(self):
        table = self.driver.find_element(By.CSS_SELECTOR, "table[data-sorts]")
        head = next(one for one in table.find_elements(By.CSS_SELECTOR, "thead th")[1:])
        at = self.run_script("return arguments[0].cellIndex", head)
        read = (
            "return [...arguments[0].tBodies[0].rows].map(row => row.cells[arguments[1]].dataset.n)"
            ".map(one => one === undefined ? null : Number(one))"
        )
        before = self.run_script(read, table, at)
        numbers = sorted(one for one in before if one is not None)
        self.assertNotEqual([one for one in before if one is not None], numbers)
        button = head.find_element(By.TAG_NAME, "button")
        self.run_script("arguments[0].focus()", button)
        for direction, wanted in (("ascending", numbers), ("descending", numbers[::-1])):
            self.press(Keys.ENTER)
            self.assertEqual(head.get_attribute("aria-sort"), direction)
            after = self.run_script(read, table, at)
            self.assertEqual([one for one in after if one is not None], wanted)
            self.assertIn(direction, self.status())
        self.press(Keys.SPACE)
        self.assertIsNone(head.get_attribute("aria-sort"))
        self.assertEqual(self.run_script(read, table, at), before)

    def test_rows_are_filtered_by_key_and_said(self):
        self.unfold()
        select = self.driver.find_element(By.CSS_SELECTOR, "select[data-filter=district]")
        chosen = Select(select).options[1].text
        self.run_script("arguments[0].focus()", select)
        self.press(Keys.ARROW_DOWN)
        self.assertEqual(Select(select).first_selected_option.text, chosen)
        rows = self.run_script(
            "return [...document.querySelectorAll('tr[data-district]')].map(row => [row.dataset.district, row.hidden])"
        )
        self.assertTrue(any(hidden for _, hidden in rows))
        for district, hidden in rows:
            self.assertEqual(hidden, district != chosen)
        self.assertRegex(self.status(), r"^\d+ of \d+ rows shown$")
        self.emulate("print")
        shown = self.run_script(
            "return [...document.querySelectorAll('tr[data-district]')].every(row =>"
            " getComputedStyle(row).display === 'table-row')"
        )
        self.assertTrue(shown, "in print every row is there")


@needs("chromium", "chromedriver")
class Room(Page):
    """WCAG 1.4.4, 1.4.10 and 1.4.12: 200 % and 400 %, and more room between letters and lines."""

    def assert_fits(self, width: int) -> None:
        self.unfold()
        self.assertLessEqual(self.run_script("return document.documentElement.scrollWidth"), width)
        beyond = self.run_script(
            "return [...document.querySelectorAll('body *')].filter(one => !one.closest('.scrolls, .unseen, .skip')"
            " && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 150))"
        )
        self.assertEqual(beyond, [])

    def test_400_percent(self):
        self.open(320, 256)
        self.assert_fits(320)

    def test_200_percent(self):
        self.open(640, 450, 2)
        self.assert_fits(640)

    def test_letters_twice_as_large(self):
        self.run_script("document.documentElement.style.fontSize = '200%'")
        self.assert_fits(1280)

    def test_more_room_between_letters_words_and_lines(self):
        self.open(320, 640)
        self.run_script(
            "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important;"
            " letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');"
            "document.adoptedStyleSheets = [sheet];"
        )
        self.assert_fits(320)

    def test_what_scrolls_says_so_to_the_tab_key(self):
        self.open(320, 640)
        self.unfold()
        stops = self.run_script(
            "return new Promise(done => setTimeout(() => done([...document.querySelectorAll('.scrolls')].map(one =>"
            " [one.scrollWidth > one.clientWidth + 1, one.tabIndex === 0])), 200))"
        )
        self.assertTrue(any(scrolls for scrolls, _ in stops))
        for scrolls, stop in stops:
            self.assertEqual(scrolls, stop)


@needs("chromium", "chromedriver")
class Print(Page):
    def print(self) -> pypdf.PdfReader:
        printed = self.driver.execute_cdp_cmd(
            "Page.printToPDF",
            {"preferCSSPageSize": True, "generateTaggedPDF": True, "generateDocumentOutline": True},
        )
        return pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"])))

    def test_headings_are_bookmarks_in_order(self):
        headings = self.run_script(
            "return [...document.querySelectorAll('h1, main h2, main h3')].map(one => one.textContent)"
        )

        def titles(entries) -> list[str]:
            return [
                title
                for entry in entries
                for title in (titles(entry) if isinstance(entry, list) else [entry.title])
            ]

        found = [re.sub(r"\s+", " ", title).strip() for title in titles(self.print().outline)]
        self.assertEqual(found[: len(headings)], [re.sub(r"\s+", " ", title).strip() for title in headings])
        self.assertEqual(found[len(headings) :], ["The numbers behind the figures"])

    def test_after_printing_the_page_is_as_it_was(self):
        read = "return document.querySelector('main').outerHTML"
        before = self.run_script(read)
        self.run_script("dispatchEvent(new Event('beforeprint'))")
        self.assertIn("The numbers behind the figures", self.run_script(read))
        self.assertNotIn("<details class", re.sub(r"<details [^>]*open", "", self.run_script(read)))
        self.run_script("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(self.run_script(read), before)

    def test_it_is_tagged_and_its_figures_have_alt_text(self):
        reader = self.print()
        root = reader.trailer["/Root"]
        self.assertTrue(root["/MarkInfo"]["/Marked"])
        self.assertEqual(root["/Lang"], self.run_script("return document.documentElement.lang"))
        kinds, without_alt = {}, 0
        entries = [root["/StructTreeRoot"]]
        while entries:
            entry = entries.pop().get_object()
            if isinstance(entry, list):
                entries += entry
            elif isinstance(entry, dict):
                kind = entry.get("/S")
                kinds[kind] = kinds.get(kind, 0) + 1
                without_alt += kind == "/Figure" and not entry.get("/Alt")
                if "/K" in entry:
                    entries.append(entry.raw_get("/K"))
        for kind in ("/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/Figure"):
            self.assertGreater(kinds.get(kind, 0), 0, kind)
        self.assertEqual(without_alt, 0)

    def test_every_page_has_its_number_and_the_caveat(self):
        caveat = self.run_script("return document.querySelector('.caveat')?.textContent ?? ''")
        pages = self.print().pages
        for number, page in enumerate(pages, 1):
            text = re.sub(r"\s+", "", page.extract_text())
            self.assertIn(f"Page{number}of{len(pages)}", text)
            self.assertIn(re.sub(r"\s+", "", caveat), text)

    def test_all_is_there_without_the_script(self):
        rows = self.run_script("return [...document.querySelectorAll('td:last-child')].map(one => one.textContent)")
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.driver.get("about:blank")
        self.driver.get(PAGE.as_uri())
        text = re.sub(r"\s+", "", "".join(page.extract_text() for page in self.print().pages))
        said = {re.sub(r"\s+", "", row)[:60] for row in rows}
        # Signs and letters of other fonts are not always found again in a PDF.
        missing = [one for one in said if re.fullmatch(r"[\w.,£%()+/:-]+", one, re.ASCII) and one not in text]
        self.assertEqual(missing, [])

    def test_no_table_is_wider_than_its_page(self):
        self.emulate("print")
        self.unfold()
        for sideways, millimetres in ((False, A4), (True, A4_SIDEWAYS)):
            width = round(millimetres / 25.4 * 96)
            size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            wider = self.run_script(
                "return [...document.querySelectorAll('table')]"
                ".filter(one => !!one.closest('.sideways') === arguments[0])"
                ".filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.id)",
                sideways,
            )
            self.assertEqual(wider, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
