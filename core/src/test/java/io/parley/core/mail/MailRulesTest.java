package io.parley.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Delivery LATER = new Delivery.Later("450");

  private static MailRules.Verdict after(Delivery outcome, int attempts, Duration later) {
    return MailRules.after(outcome, MailKind.INVITATION, NOON, attempts, NOON.plus(later));
  }

  @Test
  void a_mail_that_was_sent_or_refused_is_over() {
    assertThat(after(new Delivery.Sent(), 1, Duration.ZERO))
        .isEqualTo(new MailRules.Verdict(MailState.SENT, Optional.empty(), Optional.empty()));
    assertThat(after(new Delivery.Refused("550 5.1.1"), 1, Duration.ZERO))
        .isEqualTo(
            new MailRules.Verdict(MailState.REFUSED, Optional.empty(), Optional.of("550 5.1.1")));
  }

  @Test
  void a_mail_that_can_be_sent_later_waits_and_keeps_the_reason() {
    assertThat(after(LATER, 1, Duration.ofSeconds(3)))
        .isEqualTo(
            new MailRules.Verdict(
                MailState.WAITING, Optional.of(NOON.plusSeconds(18)), Optional.of("450")));
  }

  @Test
  void pauses_double_up_to_half_an_hour() {
    assertThat(MailRules.pause(1)).isEqualTo(Duration.ofSeconds(15));
    assertThat(MailRules.pause(2)).isEqualTo(Duration.ofSeconds(30));
    assertThat(MailRules.pause(7)).isEqualTo(Duration.ofMinutes(16));
    assertThat(MailRules.pause(8)).isEqualTo(Duration.ofMinutes(30));
    assertThat(MailRules.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void a_server_that_is_dead_for_a_day_costs_the_mail_and_not_much_else() {
    var at = NOON;
    var tried = new ArrayList<Instant>();
    MailRules.Verdict verdict;
    do {
      tried.add(at);
      verdict = MailRules.after(LATER, MailKind.INVITATION, NOON, tried.size(), at);
      at = verdict.nextAt().orElse(at);
    } while (verdict.state() == MailState.WAITING);
    assertThat(verdict.state()).isEqualTo(MailState.EXPIRED);
    assertThat(verdict.error()).contains("450");
    assertThat(tried.getLast())
        .isBetween(NOON.plus(Duration.ofMinutes(23 * 60 + 30)), NOON.plus(Duration.ofHours(24)));
    assertThat(tried).hasSizeBetween(50, 60);
  }

  @Test
  void a_mail_is_given_up_when_it_is_of_no_use_any_more() {
    var hour = NOON.plus(Duration.ofHours(1));
    assertThat(MailRules.after(LATER, MailKind.RESET, NOON, 1, hour.minusSeconds(16)).state())
        .isEqualTo(MailState.WAITING);
    assertThat(MailRules.after(LATER, MailKind.RESET, NOON, 1, hour.minusSeconds(15)).state())
        .isEqualTo(MailState.EXPIRED);
    assertThat(MailRules.isOverdue(MailKind.RESET, NOON, hour.minusMillis(1))).isFalse();
    assertThat(MailRules.isOverdue(MailKind.RESET, NOON, hour)).isTrue();
    assertThat(MailRules.isOverdue(MailKind.CLAIM, NOON, hour)).isFalse();
  }
}
