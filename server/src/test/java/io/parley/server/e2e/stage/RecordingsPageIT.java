package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.server.e2e.browser.Visit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page of recordings in each of its states: what it says, how it plays, and a picture of each
/// in `target/screenshots`.
class RecordingsPageIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String ADDRESS = "/recordings?session=" + StagedRecordings.SESSION;
  private static final int WIDEST = 1920;
  private static final String NO_GAPS = "[]";
  private static final String GAP =
      "[{\"from\":\"2026-11-25T10:00:01.000Z\",\"to\":\"2026-11-25T10:00:02.000Z\"}]";

  /// Jumps to the third second of a player, and returns its length in seconds.
  private static final String SOUGHT =
      """
      async (audio) => {
        const told = (kind) => new Promise((resolve) => audio.addEventListener(kind, resolve, { once: true }));
        if (audio.readyState < audio.HAVE_METADATA) await told('loadedmetadata');
        audio.pause();
        const sought = told('seeked');
        audio.currentTime = 2.2;
        await sought;
        return audio.duration;
      }\
      """;

  /// How loud each side of a recording is, as the browser decodes it.
  private static final String SIDES =
      """
      async ([address, token]) => {
        const answer = await fetch(address, { headers: { Authorization: `Bearer ${token}` } });
        const context = new OfflineAudioContext(2, 1, 48_000);
        const sound = await context.decodeAudioData(await answer.arrayBuffer());
        return [0, 1].map((side) => {
          const samples = sound.getChannelData(side);
          return Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
        });
      }\
      """;

  private static Visit opened(String address) {
    var visit = BROWSER.open(address);
    visit.id("token").fill(StagedRecordings.TOKEN);
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("session")).isVisible();
    return visit;
  }

  private static Locator call(Visit visit, String id) {
    return visit.page.locator("[data-recording=%s]".formatted(id));
  }

  private static void hasState(Visit visit, String call, String state) {
    assertThat(call(visit, call)).hasAttribute("data-state", state);
  }

  private static void looked(Visit visit, String name) {
    visit.looksEverywhere(
        "recordings-" + name, 1_400, Visit.TABLET, Visit.DESKTOP, WIDEST, Visit.PHONE);
  }

  private static void looked(Visit visit, String name, int width, ColorScheme scheme) {
    visit.looks("recordings-" + name, width, 1_400, scheme);
  }

  /// Beyond what the browser itself logs of an answer that is no success.
  private static List<String> complaints(Visit visit) {
    return visit.complaints().stream()
        .filter(complaint -> !complaint.startsWith("Failed to load resource"))
        .toList();
  }

  @Test
  void each_call_is_listed_with_its_state_and_what_is_stored_is_played() {
    var staged = BROWSER.stage().recordings();
    staged.list("c1", "2026-11-25T10:00:00.000Z", "complete", GAP);
    staged.list("c2", "2026-11-25T11:00:00.000Z", "broken-off", NO_GAPS);
    staged.list("c5", "2026-11-25T14:00:00.000Z", "recording", NO_GAPS);
    staged.answered(
        "c1",
        "2026-11-25T10:00:00.000Z",
        "agreed",
        "c2",
        "2026-11-25T11:00:00.000Z",
        "announced",
        "c3",
        "2026-11-24T12:00:00.000Z",
        "agreed",
        "c4",
        "2026-11-25T13:00:00.000Z",
        "refused",
        "c5",
        "2026-11-25T14:00:00.000Z",
        "agreed");
    var visit = opened(ADDRESS);
    assertThat(visit.id("whose")).containsText("Ada Lovelace, c-1042");
    hasState(visit, "c1", "complete");
    hasState(visit, "c2", "broken-off");
    hasState(visit, "c3", "erased");
    hasState(visit, "c4", "unrecorded");
    hasState(visit, "c5", "recording");
    assertThat(visit.page.locator("[data-recording]").first()).hasAttribute("data-recording", "c3");
    var first = call(visit, "c1");
    assertThat(first).containsText("November 25, 2026");
    assertThat(first.getByTestId("length")).containsText("3 s");
    assertThat(first.getByTestId("gap")).containsText("11:00:01 AM to 11:00:02 AM");
    assertThat(call(visit, "c3").getByTestId("listen")).hasCount(0);
    assertThat(call(visit, "c4")).containsText("The caller refused.");
    looked(visit, "all");

    // by keyboard
    first.getByTestId("listen").focus();
    visit.page.keyboard().press("Enter");
    var player = first.getByTestId("player");
    assertThat(player).isFocused();
    assertThat(((Number) player.evaluate(SOUGHT)).doubleValue())
        .isCloseTo(StagedRecordings.SECONDS, within(0.1));
    var sound = "/v1/sessions/" + StagedRecordings.SESSION + "/recordings/c1";
    var sides = (List<?>) visit.page.evaluate(SIDES, List.of(sound, StagedRecordings.TOKEN));
    assertThat(((Number) sides.get(0)).doubleValue()).as("the caller").isGreaterThan(0.05);
    assertThat(((Number) sides.get(1)).doubleValue()).as("the agent").isLessThan(0.001);
    assertThat(first.getByTestId("save")).hasAttribute("download", "2026-11-25-c1.ogg");
    looked(visit, "played");
    player.dispatchEvent("error");
    assertThat(first.getByTestId("unplayable")).containsText("Download it");

    // the list is read again only while one is being recorded
    staged.list("c5", "2026-11-25T14:00:00.000Z", "complete", NO_GAPS);
    hasState(visit, "c5", "complete");
    staged.erase("c2");
    call(visit, "c2").getByTestId("listen").click();
    assertThat(visit.id("told")).hasText("This recording is not there any more.");
    hasState(visit, "c2", "erased");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void one_that_is_being_recorded_is_followed_to_its_end() {
    var staged = BROWSER.stage().recordings();
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    staged.answered("c1", now, "agreed");
    var visit = opened(ADDRESS);
    hasState(visit, "c1", "beginning");
    assertThat(call(visit, "c1").getByTestId("listen")).hasCount(0);
    staged.list("c1", now, "recording", NO_GAPS);
    hasState(visit, "c1", "recording");
    call(visit, "c1").getByTestId("listen").click();
    assertThat(call(visit, "c1").getByTestId("player")).isVisible();
    staged.list("c1", now, "complete", NO_GAPS);
    hasState(visit, "c1", "complete");
    assertThat(call(visit, "c1").getByTestId("player")).isVisible();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_session_without_recordings_says_so_and_one_that_is_damaged_shows_what_it_can() {
    var visit = opened(ADDRESS);
    assertThat(visit.id("none")).hasText("No call of this session was recorded.");
    looked(visit, "none");
    BROWSER.stage().recordings().list("c1", "2026-11-25T10:00:00.000Z", "complete", NO_GAPS);
    BROWSER.stage().recordings().damage();
    visit.id("look").click();
    assertThat(visit.id("unread")).isVisible();
    call(visit, "c1").getByTestId("listen").click();
    assertThat(call(visit, "c1").getByTestId("player")).isVisible();
    looked(visit, "damaged", Visit.PHONE, ColorScheme.LIGHT);
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_token_that_is_refused_is_asked_for_again_and_kept_once_it_is_accepted() {
    var visit = BROWSER.open("/recordings?lang=de");
    assertThat(visit.page.title()).isEqualTo("Aufzeichnungen");
    visit.saysTheSame("/recordings/recordings-texts.js", "recordingsTexts");
    looked(visit, "token", Visit.PHONE, ColorScheme.LIGHT);
    visit.id("token").fill("not-the-token");
    visit.id("open").click();
    assertThat(visit.id("told")).hasText("Dieses Token darf Aufzeichnungen nicht hören.");
    looked(visit, "refused", Visit.PHONE, ColorScheme.DARK);
    visit.id("token").fill(StagedRecordings.TOKEN);
    visit.id("open").click();
    assertThat(visit.id("newest")).containsText("Ada Lovelace");
    looked(visit, "newest");
    visit.id("newest").locator("button").click();
    assertThat(visit.id("none")).isVisible();
    assertThat(visit.page).hasURL(Pattern.compile("session=" + StagedRecordings.SESSION));
    visit.page.reload();
    assertThat(visit.id("none")).isVisible();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_session_that_is_not_there_and_a_server_that_does_not_answer_are_told() {
    var visit = opened("/recordings?session=nobody");
    assertThat(visit.id("told")).hasText("There is no session of this id.");
    visit.id("session").fill(StagedRecordings.SESSION);
    BROWSER.stage().reachable(false);
    visit.id("look").click();
    assertThat(visit.id("told")).hasText("The server does not answer. Please try again.");
    looked(visit, "unreachable", Visit.PHONE, ColorScheme.LIGHT);
    BROWSER.stage().reachable(true);
    visit.id("look").click();
    assertThat(visit.id("none")).isVisible();
    assertThat(visit.id("told")).isEmpty();
    assertThat(complaints(visit)).isEmpty();
  }
}
