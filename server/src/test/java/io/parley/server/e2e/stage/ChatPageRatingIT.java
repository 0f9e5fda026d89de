package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Ratings of conversations, from the stars to the journal.
class ChatPageRatingIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private Visit visit;
  private StagedSession session;

  private void aConversation() {
    visit = BROWSER.visit();
    visit.ask("Where is my order 1042?");
    session = BROWSER.stage().session();
    session.reply(1, "It arrives tomorrow.");
    assertThat(visit.turn(1)).containsText("tomorrow");
  }

  @Test
  void after_the_end_the_rating_is_sent_over_an_open_socket() {
    aConversation();
    visit.end();
    assertThat(visit.id("over")).isFocused();
    visit.id("rating-score-4").check();
    visit.id("rating-comment").fill("Quick & kind 🙂");
    visit.id("rating-send").click();
    assertThat(visit.id("rated")).containsText("4 of 5: good");
    assertThat(visit.id("rated")).containsText("Quick & kind 🙂");
    assertThat(visit.id("rated")).isFocused();
    var frame = session.awaitHeard("rate", 1);
    assertThat(frame.get("score").asInt()).isEqualTo(4);
    assertThat(frame.get("comment").asText()).isEqualTo("Quick & kind 🙂");
    assertThat(session.heard("rate-over-http")).isEmpty();
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void after_the_archive_the_rating_is_sent_over_http_and_a_reload_still_thanks() {
    aConversation();
    session.end("idle-timeout", "system");
    assertThat(visit.id("over")).containsText("nothing was said for a while");
    visit.id("rating-score-2").check();
    visit.id("rating-send").click();
    assertThat(visit.id("rated")).containsText("2 of 5: bad");
    var sent = session.awaitHeard("rate-over-http", 1);
    assertThat(sent.get("score").asInt()).isEqualTo(2);
    assertThat(sent.has("comment")).isFalse();
    visit.page.reload();
    assertThat(visit.id("rated")).containsText("2 of 5: bad");
    assertThat(visit.id("rating")).hasCount(0);
  }

  @Test
  void a_rating_unanswered_over_the_socket_is_sent_over_http_under_the_same_id() {
    aConversation();
    session.record("{\"kind\":\"session-ended\",\"reason\":\"resolved\",\"by\":\"agent\"}");
    visit.id("rating-score-5").check();
    session.mute(true);
    visit.id("rating-send").click();
    var first = session.awaitHeard("rate", 1);
    session.mute(false);
    session.archive();
    assertThat(visit.id("rated")).containsText("5 of 5: very good");
    assertThat(session.awaitHeard("rate-over-http", 1).get("id")).isEqualTo(first.get("id"));
  }

  @Test
  void a_rating_can_be_changed_and_kept() {
    aConversation();
    session.end("resolved", "agent");
    visit.id("rating-score-1").check();
    visit.id("rating-send").click();
    visit.id("rating-change").click();
    assertThat(visit.id("rating-score-1")).isFocused();
    visit.page.getByText("Keep it as it was").click();
    assertThat(visit.id("rated")).containsText("1 of 5: very bad");
    visit.id("rating-change").click();
    visit.id("rating-score-3").check();
    visit.id("rating-send").click();
    assertThat(visit.id("rated")).containsText("3 of 5: fair");
    assertThat(session.heard("rate-over-http"))
        .extracting(r -> r.get("id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_failed_rating_shows_the_failure_and_keeps_the_input() {
    aConversation();
    session.end("resolved", "agent");
    visit.id("rating-score-4").check();
    visit.id("rating-comment").fill("Kept");
    BROWSER.stage().reachable(false);
    visit.id("rating-send").click();
    assertThat(visit.id("rating-failure")).containsText("not sent");
    assertThat(visit.id("rating-comment")).hasValue("Kept");
    assertThat(visit.id("rating-score-4")).isChecked();
    BROWSER.stage().reachable(true);
    visit.id("rating-send").click();
    assertThat(visit.id("rated")).containsText("4 of 5: good");
  }

  @Test
  void a_rating_beyond_the_limit_is_explained() {
    aConversation();
    session.end("resolved", "agent");
    session.refuse(StagedSession.problem(409, "too-many-ratings"));
    visit.id("rating-score-4").check();
    visit.id("rating-send").click();
    assertThat(visit.id("rating-failure")).containsText("as often as possible");
  }

  @Test
  void a_rating_without_stars_is_not_sent() {
    aConversation();
    session.end("resolved", "agent");
    visit.id("rating-send").click();
    assertThat(visit.id("rating-failure")).containsText("choose from 1 to 5");
    assertThat(session.heard("rate-over-http")).isEmpty();
  }

  @Test
  void a_deleted_conversation_cannot_be_rated() {
    aConversation();
    session.close(4404);
    assertThat(visit.id("over")).containsText("no longer available");
    assertThat(visit.id("rating")).hasCount(0);
    assertThat(visit.id("new-conversation")).isVisible();
  }
}
