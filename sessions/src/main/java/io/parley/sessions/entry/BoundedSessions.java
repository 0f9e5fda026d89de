package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Weights;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.FormReply;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionPort;
import io.parley.sessions.SessionView;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// Sessions behind a limit of concurrent requests. When sessions answer slowly, because of load or
/// because the journal is out of reach, excess requests are refused at once instead of making
/// everybody wait longer: accepted requests keep their latency. Organisations share the limit by
/// [FairPlaces]. The one place where that is decided, for all protocols. Thread safe.
final class BoundedSessions implements SessionPort {
  private final SessionPort sessions;
  private final FairPlaces places;
  private final EntryMeter meter;
  private final InstantSource clock;

  /// @param max requests that may be under way; @param weights of organisations that share them
  BoundedSessions(
      SessionPort sessions, int max, Weights weights, EntryMeter meter, InstantSource clock) {
    this.sessions = sessions;
    this.places = new FairPlaces(max, Limit.COMMANDS, Limit.COMMANDS_PER_TENANT, weights);
    this.meter = meter;
    this.clock = clock;
  }

  int underWay() {
    return places.used();
  }

  @Override
  public CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    return bounded(key.tenant(), () -> sessions.ask(key, command, requestId, trace));
  }

  @Override
  public CompletionStage<Optional<SessionView>> view(SessionKey key) {
    return bounded(key.tenant(), () -> sessions.view(key));
  }

  /// Readers have limits of their own.
  @Override
  public Source<Heard, NotUsed> listen(SessionKey key, long after) {
    return sessions.listen(key, after);
  }

  @Override
  public void typing(SessionKey key, Party by) {
    sessions.typing(key, by);
  }

  @Override
  public void fill(SessionKey key, String form, FormReply reply) {
    sessions.fill(key, form, reply);
  }

  @Override
  public void showCall(SessionKey key, CallShown shown) {
    sessions.showCall(key, shown);
  }

  @Override
  public void prepare(SessionKey key, Prepare words) {
    sessions.prepare(key, words);
  }

  @Override
  public void unprepare(SessionKey key, String id) {
    sessions.unprepare(key, id);
  }

  @Override
  public int awake() {
    return sessions.awake();
  }

  @Override
  public int nodes() {
    return sessions.nodes();
  }

  private <T> CompletionStage<T> bounded(TenantId tenant, Supplier<CompletionStage<T>> question) {
    var met = places.enter(tenant, clock.instant());
    if (met.isPresent()) {
      meter.refused(met.get());
      return CompletableFuture.failedStage(new Refused(new Refusal.Overloaded(met.get())));
    }
    boolean asked = false;
    try {
      var answer = question.get();
      asked = true;
      return answer.whenComplete((_, _) -> places.leave(tenant));
    } finally {
      // an error of Java, too, ends the request but not the node
      if (!asked) places.leave(tenant);
    }
  }
}
