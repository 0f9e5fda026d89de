package io.parley.voice.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.limit.Limit;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.entry.Refusal;
import io.parley.sessions.entry.Refused;
import io.parley.voice.call.OverloadRetry;
import io.parley.voice.call.SessionConversation;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Words of a call obey the limits of every protocol.
class CallWordsTest {
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final SessionCommand SAY =
      new SessionCommand.Say(
          "c1.1", Party.CUSTOMER, "hello", Channel.VOICE, Instant.parse("2026-01-01T12:00:00Z"));

  private final Desks.Sessions sessions = new Desks.Sessions();
  private final SessionConversation conversation =
      new SessionConversation(Desks.entry(sessions, 1), KEY);

  private CompletableFuture<Answer> say() {
    return conversation.ask(SAY).toCompletableFuture();
  }

  @Test
  void a_calls_words_wait_while_the_node_is_overloaded_and_count_once() {
    var counted = new AtomicInteger();
    var call =
        new CountedConversation(
            conversation,
            _ -> {
              counted.incrementAndGet();
              return CompletableFuture.completedStage(null);
            });
    var first = say();
    // one request at once is allowed: this one is refused, and repeated after a pause
    var second = call.ask(SAY).toCompletableFuture();
    assertThat(sessions.asked).hasSize(1);
    assertThat(second).isNotDone();
    sessions.asked.remove().complete(new Answer.Stored(2));
    assertThat(first.join()).isEqualTo(new Answer.Stored(2));
    await().until(() -> !sessions.asked.isEmpty());
    sessions.asked.remove().complete(new Answer.Stored(3));
    assertThat(second.join()).isEqualTo(new Answer.Stored(3));
    assertThat(counted).hasValue(1);
  }

  @Test
  void a_request_is_given_up_when_its_node_stays_overloaded() {
    var attempts = new AtomicInteger();
    var asked =
        new OverloadRetry(Runnable::run, 3)
            .ask(
                () -> {
                  attempts.incrementAndGet();
                  return CompletableFuture.failedStage(
                      new Refused(new Refusal.Overloaded(Limit.COMMANDS)));
                });
    assertThatThrownBy(() -> asked.toCompletableFuture().join())
        .hasCauseInstanceOf(SessionUnavailable.class);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void words_of_a_stopped_organisation_reach_no_session_and_no_model() {
    var entry = Desks.entry(sessions, 1);
    entry.stopped().are(Set.of(TenantId.DEFAULT));
    var call = new SessionConversation(entry, KEY);
    assertThat(call.isServed()).isFalse();
    call.prepare("c1.1", "hel");
    assertThatThrownBy(() -> call.ask(SAY).toCompletableFuture().join())
        .hasCauseInstanceOf(Refused.class);
    assertThat(sessions.asked).isEmpty();
  }

  @Test
  void a_failure_of_the_session_is_passed_on() {
    var asked = say();
    var lost = new SessionUnavailable("no answer in time", null);
    sessions.asked.remove().completeExceptionally(lost);
    assertThatThrownBy(asked::join).isInstanceOf(CompletionException.class).hasCause(lost);
  }
}
