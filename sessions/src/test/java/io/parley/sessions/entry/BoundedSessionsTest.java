package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Weights;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BoundedSessionsTest {
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final SessionKey OTHER =
      new SessionKey(new TenantId("other"), new SessionId("s1"));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionCommand SAY =
      new SessionCommand.Say("m1", Party.CUSTOMER, "hello", Channel.WEB, NOON);

  private final RecordingMeter counted = new RecordingMeter();
  private final ScriptedSessions cluster = new ScriptedSessions();
  private final BoundedSessions sessions =
      new BoundedSessions(cluster, 2, Weights.EQUAL, counted, InstantSource.fixed(NOON));

  private CompletableFuture<Answer> ask() {
    return ask(KEY);
  }

  private CompletableFuture<Answer> ask(SessionKey key) {
    return sessions.ask(key, SAY, "r1", Optional.empty()).toCompletableFuture();
  }

  private void isRefused(CompletionStage<?> answer) {
    isRefused(answer, Limit.COMMANDS);
  }

  private void isRefused(CompletionStage<?> answer, Limit limit) {
    assertThatThrownBy(() -> answer.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.Overloaded(limit)));
  }

  @Test
  void a_request_beyond_the_limit_is_refused_at_once_and_reaches_no_session() {
    var first = ask();
    var second = ask();
    isRefused(ask());
    isRefused(sessions.view(KEY));
    assertThat(cluster.asked).hasSize(2);
    cluster.asked.remove().answer().complete(new Answer.Stored(4));
    assertThat(first.join()).isEqualTo(new Answer.Stored(4));
    assertThat(second).isNotDone();
    assertThat(ask()).isNotDone();
    isRefused(ask());
    assertThat(counted.limits).containsExactly(Limit.COMMANDS, Limit.COMMANDS, Limit.COMMANDS);
    assertThat(sessions.underWay()).isEqualTo(2);
  }

  @Test
  void an_organisation_leaves_places_once_another_was_refused() {
    assertThat(ask()).isNotDone();
    assertThat(ask()).isNotDone();
    isRefused(ask(OTHER));
    cluster.asked.remove().answer().complete(new Answer.Stored(4));
    isRefused(ask(), Limit.COMMANDS_PER_TENANT);
    assertThat(ask(OTHER)).isNotDone();
    assertThat(counted.limits).containsExactly(Limit.COMMANDS, Limit.COMMANDS_PER_TENANT);
  }

  @Test
  void a_request_without_an_answer_gives_its_place_back() {
    assertThat(ask()).isNotDone();
    assertThat(ask()).isNotDone();
    cluster
        .asked
        .remove()
        .answer()
        .completeExceptionally(new SessionUnavailable("no answer", null));
    assertThat(ask()).isNotDone();
    assertThat(sessions.view(KEY).toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void a_request_that_ends_in_an_error_gives_its_place_back() {
    cluster.error = Optional.of(new StackOverflowError("on purpose"));
    assertThatThrownBy(() -> ask().join()).isInstanceOf(StackOverflowError.class);
    assertThat(sessions.underWay()).isZero();
  }

  @Test
  void views_give_their_places_back_and_other_requests_are_delegated() {
    for (int i = 0; i < 5; i++)
      assertThat(sessions.view(KEY).toCompletableFuture().join()).isEmpty();
    assertThat(sessions.awake()).isEqualTo(7);
  }
}
