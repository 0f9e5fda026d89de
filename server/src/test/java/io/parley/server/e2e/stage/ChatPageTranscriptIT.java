package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The conversation as a file to download.
class ChatPageTranscriptIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static StagedSession aConversation(Visit visit) {
    visit.ask("Where is *my* order?\n1. 1042");
    var session = BROWSER.stage().session();
    session.open(1);
    session.complete(
        1,
        "It arrives **tomorrow**.",
        ",\"degraded\":true,\"sources\":[{\"title\":\"Delivery\",\"ref\":\"delivery\",\"score\":1},"
            + "{\"title\":\"Map\",\"ref\":\"https://shop.example/map\",\"score\":1}]");
    session.said("agent", "Maja here: it is on the van.");
    session.record("{\"kind\":\"turn-started\",\"turn\":2,\"said\":[5]}");
    session.record("{\"kind\":\"turn-failed\",\"turn\":2,\"problem\":{\"type\":\"/problems/x\"}}");
    assertThat(visit.turn(2)).isVisible();
    return session;
  }

  private static String download(Visit visit) throws IOException {
    var download = visit.page.waitForDownload(() -> visit.id("transcript").click());
    assertThat(download.suggestedFilename()).matches("[a-z]+-\\d{4}-\\d\\d-\\d\\d\\.md");
    return Files.readString(download.path());
  }

  @Test
  void the_transcript_has_speakers_times_and_sources() throws Exception {
    var visit = BROWSER.visit();
    aConversation(visit);
    assertThat(download(visit))
        .startsWith("# Conversation with Scree & Sorrel\n\nBegun on 20 November 2026 at 10:30\n")
        .contains("## You, 20 November 2026 at 10:30\n\nWhere is \\*my\\* order?  \n1\\. 1042\n")
        .contains("## Assistant, 20 November 2026 at 10:31\n\nIt arrives **tomorrow**.\n")
        .contains("- Delivery (delivery)\n- [Map](https://shop.example/map)\n")
        .contains("*Straight from our help pages, without the assistant*")
        .contains("## Support team", "Maja here: it is on the van.")
        .contains("*No answer: something went wrong on our side*")
        .doesNotContain("rating");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void after_the_end_the_transcript_has_the_rating_in_the_page_s_language() throws Exception {
    var visit = BROWSER.visit("/?lang=de");
    aConversation(visit).end("resolved", "agent");
    visit.id("rating-score-5").check();
    visit.id("rating-comment").fill("Danke!\n# sehr");
    visit.id("rating-send").click();
    visit.id("rated").waitFor();
    assertThat(download(visit))
        .startsWith("# Gespräch mit Scree & Sorrel\n\nBegonnen am 20. November 2026 um 10:30\n")
        .contains("## Sie, 20. November 2026 um 10:30")
        .contains("Beendet am 20. November 2026")
        .contains("Ihre Bewertung: 5 von 5: sehr gut\n\n> Danke!  \n> \\# sehr\n");
  }

  @Test
  void the_transcript_has_the_heard_part_of_interrupted_answers() throws Exception {
    var visit = BROWSER.visit();
    var session = aConversation(visit);
    session.record("{\"kind\":\"reply-cut\",\"turn\":1,\"heard\":\"It arrives\"}");
    session.open(3);
    session.complete(3, "By van.", "");
    session.record("{\"kind\":\"reply-cut\",\"turn\":3,\"heard\":\"\"}");
    assertThat(visit.id("cut")).hasCount(2);
    assertThat(download(visit))
        .contains("It arrives **tomorrow**.\n\n*Interrupted by you after: “It arrives”*")
        .contains("By van.\n\n*Interrupted by you before anything was said aloud*");
  }
}
