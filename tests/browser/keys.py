"""Somebody without a mouse, who must see at each stop where they are: `Keys(page).to("#story")`."""

from playwright.sync_api import Page

MOST_STOPS = 120  # on one page
IS_SHOWN = """() => {
  const e = document.activeElement;
  const painted = e.matches('[type=radio], [type=checkbox]')
    ? getComputedStyle(e.nextElementSibling, '::before') : getComputedStyle(e);
  const ring = painted.boxShadow !== 'none' ||
    (painted.outlineStyle !== 'none' && parseFloat(painted.outlineWidth) >= 2);
  const box = e.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight;
  const leave = document.querySelector('.leave__link')?.getBoundingClientRect();
  const covered = leave && !e.matches('.leave__link') && box.top >= leave.top &&
    box.bottom <= leave.bottom && box.left >= leave.left && box.right <= leave.right;
  return ring && seen && !covered;
}"""


class Keys:
    """Somebody without a mouse: every stop of Tab must be seen to have the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def stop(self, key="Tab"):
        """Press Tab once, and look whether the place is shown."""
        self.page.keyboard.press(key)
        where = self.page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert self.page.evaluate(IS_SHOWN), f"the focus is not to be seen on {where}"
        return where

    def to(self, selector):
        """Press Tab until what is wanted has the focus."""
        for _ in range(MOST_STOPS):
            self.stop()
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"Tab never came to {selector} on {self.page.url}")

    def choose(self, name, value):
        """Choose a radio button: the arrows go from one to the next."""
        self.to(f"input[name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            if value == self.page.evaluate("document.activeElement.value"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never came to {value}")

    def tick(self, name, value):
        """Tick a box."""
        self.to(f"input[name={name}][value={value}]")
        self.page.keyboard.press("Space")

    def write(self, selector, text):
        """Write into a field, in place of what is there."""
        self.to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def enter(self, selector):
        """Press Enter on what leads to another page."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], f"{self.page.url} scrolls sideways"
