package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.access.Principal;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Role;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// Limits over all protocols together.
class EntryTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final SessionKey CHAT = new SessionKey(TenantId.DEFAULT, new SessionId("chat"));
  private static final SessionKey CALL = new SessionKey(TenantId.DEFAULT, new SessionId("call"));
  private static final RemoteAddress HOME = new RemoteAddress("192.0.2.1");

  private final RecordingMeter counted = new RecordingMeter();
  private final ScriptedSessions cluster = new ScriptedSessions();
  private final Entry entry =
      new Entry(cluster, settings(2, 10), counted, InstantSource.fixed(NOON));

  static EntrySettings settings(int messages, int awakeMax) {
    return new EntrySettings(
        new EntrySettings.Load(100, awakeMax),
        new EntrySettings.Starts(60, 240, 12_000, MINUTE, 1_000, Duration.ofDays(1)),
        new EntrySettings.Visitors(
            new VisitorLimit(messages, messages, Long.MAX_VALUE, MINUTE),
            new VisitorLimit(1_000, 1_000, Long.MAX_VALUE, MINUTE),
            1_000),
        new EntrySettings.Readers(10, 10, 10, Duration.ofSeconds(2)));
  }

  private CompletableFuture<Answer> say(Principal who, SessionKey session) {
    var say = new SessionCommand.Say("m1", Party.CUSTOMER, "hello", Channel.WEB, NOON);
    return entry
        .ask(new Visit(who, session, HOME), say, "r1", Optional.empty())
        .toCompletableFuture();
  }

  @Test
  void a_visitors_messages_are_counted_over_all_their_sessions() {
    assertThat(say(Principal.customer(CHAT), CHAT)).isNotDone();
    assertThat(say(Principal.customer(CALL), CALL)).isNotDone();
    assertThatThrownBy(() -> say(Principal.customer(CHAT), CHAT).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.refusal())
                    .isInstanceOfSatisfying(
                        Refusal.Exceeded.class,
                        exceeded -> {
                          assertThat(exceeded.limit()).isEqualTo(Limit.MESSAGES);
                          assertThat(exceeded.quota().policy()).isEqualTo("visitor-messages");
                        }));
    assertThat(cluster.asked).hasSize(2);
    assertThat(counted.limits).containsExactly(Limit.MESSAGES);
  }

  @Test
  void staff_at_the_same_address_is_not_counted() {
    var agent = Principal.staff(TenantId.DEFAULT, Role.AGENT);
    for (int i = 0; i < 5; i++) assertThat(say(agent, CHAT)).isNotDone();
    assertThat(cluster.asked).hasSize(5);
  }

  @Test
  void answered_and_unanswered_commands_are_counted() {
    var answered = say(Principal.customer(CHAT), CHAT);
    cluster.asked.remove().answer().complete(new Answer.Stored(3));
    assertThat(answered.join()).isEqualTo(new Answer.Stored(3));
    var lost = say(Principal.customer(CHAT), CHAT);
    cluster.asked.remove().answer().completeExceptionally(new IllegalStateException("lost"));
    assertThat(lost).isCompletedExceptionally();
    assertThat(counted.answers).containsExactly(new Answer.Stored(3));
    assertThat(counted.unanswered).isEqualTo(1);
  }

  @Test
  void a_draining_node_begins_no_long_lived_connection() {
    entry.requireStaying();
    var _ = entry.readers().drain(Duration.ZERO);
    assertThatThrownBy(entry::requireStaying)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.Draining(Duration.ofSeconds(2))));
  }
}
