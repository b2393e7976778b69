"""The video in sign language plays in a browser, part by part, with captions and transcript."""

import pytest

from reporting import limits
from tests.support.browser import DESKTOP, PHONE, Way

pytestmark = pytest.mark.browser

PAGE = "/en/sign-language"
PART = 4_096  # so that the small video of the tests comes in several parts
STATE = """() => {
  const video = document.querySelector('video');
  const [track] = video.textTracks;
  return {
    ended: video.ended,
    at: video.currentTime,
    size: [video.videoWidth, video.videoHeight],
    error: video.error && video.error.message,
    tracks: [...video.textTracks].map(each => [each.kind, each.language, each.label, each.mode]),
    cues: [...(track.cues || [])].map(each => each.text),
  };
}"""
ENDED = "() => document.querySelector('video').ended"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_video_plays_to_its_end_in_parts(stage, visit, monkeypatch, size):
    """Pressed like any video; every part is no larger than a part, and captions are listed."""
    monkeypatch.setattr(limits, "VIDEO_PART_BYTES", PART)
    visitor = visit(Way(script=True, size=size))
    parts = []
    visitor.page.on(
        "response", lambda answer: parts.append(answer) if "/video/" in answer.url else None
    )
    stage.go(visitor, "intake with a video", PAGE)
    before = [answer.url for answer in parts if answer.url.endswith(".webm")]

    visitor.page.evaluate("() => { document.querySelector('video').muted = true }")
    visitor.page.focus("video")
    visitor.page.keyboard.press("Space")
    visitor.page.wait_for_function(ENDED)

    state = visitor.page.evaluate(STATE)
    assert [] == before
    assert (True, None, [320, 180]) == (state["ended"], state["error"], state["size"])
    assert state["at"] > 1
    assert [["captions", "en", "English", "showing"]] == state["tracks"]
    assert ["Nobody asks for your name.", "A person answers you."] == state["cues"]
    got = [answer for answer in parts if answer.url.endswith(".webm")]
    assert len(got) >= 4
    assert {206} == {answer.status for answer in got}
    assert all(int(answer.headers["content-length"]) <= PART for answer in got)


def test_what_is_signed_can_be_read_without_script_and_without_playing(stage, visit):
    """The transcript is words of the page, and the video has the browser's own controls."""
    visitor = visit(Way(script=False, size=PHONE))

    stage.go(visitor, "intake with a video", PAGE)

    assert visitor.page.inner_text("#transcript") == (
        "Nobody asks for your name.\n\nA person answers you."
    )
    box = visitor.page.locator("video").bounding_box()
    assert box is not None
    assert box["width"] <= PHONE[0]
    assert box["height"] > 150
