package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Clock.InstallOptions;
import com.microsoft.playwright.Locator;
import io.parley.server.e2e.browser.Visit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// People of the company listen to the recordings of a session on the page of its conversation, if
/// they may.
class ConversationRecordingsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String ADDRESS = "/conversation?session=" + StagedRecordings.SESSION;
  private static final String LIST = "/v1/sessions/" + StagedRecordings.SESSION + "/recordings";
  private static final String BEGAN = "2026-11-25T10:00:00.000Z";
  private static final String NO_GAPS = "[]";
  private static final int WIDEST = 1920;

  /// As long as the page waits before it reads a list again that grows, in ms.
  private static final int FOLLOW = 3_000;

  /// The sound of a player is decoded as far as its length.
  private static final String DECODED =
      "() => document.querySelector('.side audio').duration > %d - 0.2"
          .formatted(StagedRecordings.SECONDS);

  /// A session whose customer agreed to the recording of its call `c1`.
  private static StagedSession agreed() {
    var session = BROWSER.stage().begin(StagedRecordings.SESSION, "phone");
    session.record(
        "{\"kind\":\"recording-answered\",\"id\":\"a1\",\"call\":\"c1\",\"answer\":\"agreed\"}");
    return session;
  }

  private static Visit opened() {
    var visit = BROWSER.open(ADDRESS);
    signedIn(visit);
    return visit;
  }

  private static void signedIn(Visit visit) {
    visit.id("token").fill(StagedRecordings.TOKEN);
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("log")).isVisible();
  }

  private static Locator recording(Visit visit) {
    return visit.page.locator(".side [data-recording=c1]");
  }

  @Test
  void a_recording_is_listed_beside_its_conversation_with_the_consent_and_played_there() {
    BROWSER.stage().recordings().list("c1", BEGAN, "complete", NO_GAPS);
    agreed();
    var visit = opened();
    var recording = recording(visit);
    assertThat(recording).hasAttribute("data-state", "complete");
    assertThat(recording).containsText("Call of November 25, 2026");
    assertThat(recording).containsText("The caller agreed.");
    assertThat(recording.getByTestId("length")).containsText("3 s");

    // by keyboard
    recording.getByTestId("listen").focus();
    visit.page.keyboard().press("Enter");
    var player = recording.getByTestId("player");
    assertThat(player).isFocused();
    assertThat(player).hasAttribute("src", Pattern.compile("^blob:"));
    visit.page.waitForFunction(DECODED);
    assertThat(recording.getByTestId("unplayable")).hasCount(0);
    assertThat(recording.getByTestId("save")).hasAttribute("download", "2026-11-25-c1.ogg");
    visit.looksEverywhere(
        "conversation-recordings", 900, Visit.TABLET, Visit.DESKTOP, WIDEST, Visit.PHONE);
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_recording_under_way_is_followed_and_one_that_was_erased_leaves_the_page() {
    var staged = BROWSER.stage().recordings();
    staged.list("c1", BEGAN, "recording", NO_GAPS);
    agreed();
    var visit = opened();
    assertThat(recording(visit)).hasAttribute("data-state", "recording");
    staged.list("c1", BEGAN, "complete", NO_GAPS);
    assertThat(recording(visit)).hasAttribute("data-state", "complete");
    staged.erase("c1");
    recording(visit).getByTestId("listen").click();
    assertThat(visit.id("told")).hasText("This recording is not there any more.");
    assertThat(recording(visit)).hasCount(0);
    assertThat(visit.page.locator("parley-session-recordings")).isEmpty();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void nothing_is_shown_to_people_who_may_not_listen_and_the_list_is_asked_for_once() {
    var stage = BROWSER.stage();
    stage.recordings().list("c1", BEGAN, "recording", NO_GAPS);
    stage.accounts().refuse("GET " + LIST, 403, "not-allowed");
    var session = agreed();
    var visit = BROWSER.open(ADDRESS);
    // by the staged session's clock the consent is new, and its recording about to be stored
    visit.page.clock().install(new InstallOptions().setTime("2026-11-20T09:31:00Z"));
    visit.page.reload();
    signedIn(visit);
    assertThat(visit.page.locator("[data-note=recording-answered]")).isVisible();
    visit.page.clock().fastForward(3 * FOLLOW);
    session.said("customer", "My name is Ada.");
    assertThat(visit.messages("customer")).containsText("My name is Ada.");
    assertThat(visit.page.locator("[data-recording]")).hasCount(0);
    assertThat(visit.page.locator("parley-session-recordings")).isEmpty();
    assertThat(visit.id("told")).isEmpty();
    assertThat(stage.accounts().count("GET " + LIST)).isEqualTo(1);
    assertThat(complaints(visit)).isEmpty();
  }
}
