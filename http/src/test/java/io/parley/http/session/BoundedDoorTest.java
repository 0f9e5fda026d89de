package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.session.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionId;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.trace.TraceParent;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.SessionView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

class BoundedDoorTest {
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final SessionCommand SAY =
      new SessionCommand.Say(
          "m1",
          Party.CUSTOMER,
          "hello",
          io.parley.core.session.Channel.WEB,
          Instant.parse("2026-01-01T00:00:00Z"));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SlowDoor sessions = new SlowDoor();
  private final BoundedDoor door = new BoundedDoor(sessions, new LoadSettings(2, 1), meters);

  /// Answers when the test does.
  private static final class SlowDoor implements SessionDoor {
    private final Queue<CompletableFuture<Answer>> asked = new ArrayDeque<>();

    @Override
    public CompletionStage<Answer> ask(
        SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
      var answer = new CompletableFuture<Answer>();
      asked.add(answer);
      return answer;
    }

    @Override
    public CompletionStage<Optional<SessionView>> view(SessionKey key) {
      return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public Source<Heard, NotUsed> listen(SessionKey key, long after) {
      return Source.empty();
    }

    @Override
    public void typing(SessionKey key, Party by) {
      throw new UnsupportedOperationException("nobody types here");
    }

    @Override
    public int awake() {
      return 7;
    }
  }

  private CompletableFuture<Answer> ask() {
    return door.ask(KEY, SAY, "r1", Optional.empty()).toCompletableFuture();
  }

  private void isRefused(CompletionStage<?> answer) {
    assertThatThrownBy(() -> answer.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().type()).isEqualTo(ProblemType.OVERLOADED);
              assertThat(refused.problem().retryAfter()).isPresent();
            });
  }

  @Test
  void one_question_too_many_is_refused_at_once_and_reaches_no_session() {
    var first = ask();
    var second = ask();
    isRefused(ask());
    isRefused(door.view(KEY));
    assertThat(sessions.asked).hasSize(2);
    sessions.asked.remove().complete(new Answer.Stored(4));
    assertThat(first.join()).isEqualTo(new Answer.Stored(4));
    assertThat(second).isNotDone();
    assertThat(ask()).isNotDone();
    isRefused(ask());
    assertThat(meters.get("parley.refusals").tag("limit", "commands").counter().count())
        .isEqualTo(3);
    assertThat(meters.get("parley.commands.under.way").gauge().value()).isEqualTo(2);
  }

  @Test
  void a_question_without_an_answer_gives_its_place_back() {
    assertThat(ask()).isNotDone();
    assertThat(ask()).isNotDone();
    sessions.asked.remove().completeExceptionally(new SessionUnavailable("no answer", null));
    assertThat(ask()).isNotDone();
    assertThat(door.view(KEY).toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void views_give_their_places_back_and_the_rest_is_handed_on() {
    for (int i = 0; i < 5; i++) assertThat(door.view(KEY).toCompletableFuture().join()).isEmpty();
    assertThat(door.awake()).isEqualTo(7);
  }
}
