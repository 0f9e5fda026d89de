package io.parley.http.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.limit.Limit;
import io.parley.core.session.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionKey;
import io.parley.core.trace.TraceParent;
import io.parley.http.limit.Refusals;
import io.parley.http.problem.ProblemException;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.sessions.SessionView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// The door to sessions, for so many questions at once. When sessions answer slowly, because there
/// is too much to do or the journal is out of reach, what comes on top is refused at once, instead
/// of making everybody wait longer: those who were let in keep their latency. The one place where
/// that is decided. Thread safe.
public final class BoundedDoor implements SessionDoor {
  private final SessionDoor door;
  private final int max;
  private final Refusals refusals;
  private final AtomicInteger underWay = new AtomicInteger();

  public BoundedDoor(SessionDoor door, LoadSettings settings, MeterRegistry registry) {
    this.door = door;
    this.max = settings.commandsMax();
    this.refusals = new Refusals(registry);
    registry.gauge("parley.commands.under.way", underWay);
  }

  @Override
  public CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    return bounded(() -> door.ask(key, command, requestId, trace));
  }

  @Override
  public CompletionStage<Optional<SessionView>> view(SessionKey key) {
    return bounded(() -> door.view(key));
  }

  /// Readers have limits of their own.
  @Override
  public Source<Heard, NotUsed> listen(SessionKey key, long after) {
    return door.listen(key, after);
  }

  @Override
  public void typing(SessionKey key, Party by) {
    door.typing(key, by);
  }

  @Override
  public int awake() {
    return door.awake();
  }

  @Override
  public int nodes() {
    return door.nodes();
  }

  private <T> CompletionStage<T> bounded(Supplier<CompletionStage<T>> question) {
    if (underWay.incrementAndGet() > max) {
      underWay.decrementAndGet();
      return CompletableFuture.failedStage(
          new ProblemException(refusals.overloaded(Limit.COMMANDS)));
    }
    try {
      return question.get().whenComplete((_, _) -> underWay.decrementAndGet());
    } catch (RuntimeException e) {
      underWay.decrementAndGet();
      throw e;
    }
  }
}
