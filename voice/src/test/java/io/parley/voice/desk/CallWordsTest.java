package io.parley.voice.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionUnavailable;
import io.parley.voice.call.SessionConversation;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  void a_calls_words_count_as_a_request_under_way() {
    var first = say();
    // as if the session had not answered: the call asks again, after a pause
    assertThatThrownBy(() -> say().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SessionUnavailable.class);
    assertThat(sessions.asked).hasSize(1);
    sessions.asked.remove().complete(new Answer.Stored(2));
    assertThat(first.join()).isEqualTo(new Answer.Stored(2));
    var _ = say();
    assertThat(sessions.asked).hasSize(1);
  }

  @Test
  void a_failure_of_the_session_is_passed_on() {
    var asked = say();
    var lost = new SessionUnavailable("no answer in time", null);
    sessions.asked.remove().completeExceptionally(lost);
    assertThatThrownBy(asked::join).isInstanceOf(CompletionException.class).hasCause(lost);
  }
}
