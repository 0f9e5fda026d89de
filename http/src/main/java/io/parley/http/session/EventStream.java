package io.parley.http.session;

import io.parley.core.fault.WorkFailed;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.Role;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard.Opened;
import io.parley.http.token.CustomerToken;
import io.parley.http.token.KeyWatches;
import io.parley.http.token.Revocations;
import io.parley.sessions.Heard;
import io.parley.sessions.SessionView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.AbruptTerminationException;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/// Durable events as server-sent events (HTML standard, section 9.2). Their ids are the events'
/// numbers, so that a client that comes back with `Last-Event-ID` misses nothing.
final class EventStream {
  private static final String TYPE = "text/event-stream";
  private static final ByteString ALIVE = ByteString.fromString(":\n\n");

  private final Edge edge;

  EventStream(Edge edge) {
    this.edge = edge;
  }

  static boolean isWanted(Call call) {
    return call.header("Accept").filter(accept -> accept.contains(TYPE)).isPresent();
  }

  CompletionStage<HttpResponse> open(Call call, Opened opened) {
    edge.entry().requireStaying();
    long after = after(call);
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> Guard.requireReached(view.orElseThrow(Guard::notFound), after))
        .thenApply(
            view -> {
              if (isFinished(view, after)) return HttpResponse.create().withStatus(204);
              requireCapacity(call, opened);
              return answer(call, opened, view, after);
            });
  }

  private void requireCapacity(Call call, Opened opened) {
    edge.readers()
        .limitMet(call.from(), opened.key().tenant())
        .ifPresent(
            limit -> {
              throw edge.entry().overloaded(limit);
            });
  }

  /// Where the client left off; `Last-Event-ID` takes precedence over the address.
  private static long after(Call call) {
    return call.header("Last-Event-ID")
        .filter(id -> !id.isBlank())
        .map(id -> Call.number("Last-Event-ID", id.strip(), 0, Long.MAX_VALUE))
        .or(() -> call.queryNumber("after", 0, Long.MAX_VALUE))
        .orElse(0L);
  }

  /// A browser reconnects for ever unless a 204 tells it that nothing more will come.
  private static boolean isFinished(SessionView view, long after) {
    return view.status() == SessionListing.Status.ARCHIVED && after >= view.seq();
  }

  private HttpResponse answer(Call call, Opened opened, SessionView view, long after) {
    var events = Source.lazySource(() -> events(call, opened, view, after));
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), events))
        .addHeaders(List.of(Replies.noStore(), Replies.header("X-Accel-Buffering", "no")));
  }

  private Source<ByteString, NotUsed> events(
      Call call, Opened opened, SessionView view, long after) {
    var settings = edge.settings().readers();
    var end = KillSwitches.shared("event-stream");
    var departure = new Departure();
    departure.found(view);
    var lease =
        edge.admit(call.from(), opened.key().tenant(), grace -> leave(departure, end, call, grace));
    if (lease.isEmpty()) return Source.empty();
    var watch = opened.token().map(held -> watch(held, end));
    var key = edge.tokens().keyWatches().watch(call.proven(), end::shutdown);
    EdgeLog.opened("event stream", opened.key(), opened.role(), call.id());
    var role = opened.role();
    var retry = ByteString.fromString("retry: " + settings.reconnectAfter().toMillis() + "\n\n");
    return edge.sessions()
        .listen(opened.key(), after)
        .collectType(Heard.Event.class)
        .map(Heard.Event::recorded)
        .takeWhile(recorded -> !isLast(recorded, departure), true)
        .wireTap(recorded -> endSoonAfter(recorded, call, end))
        .map(recorded -> WorkFailed.contain(() -> written(recorded, role)))
        .mapError(Throwable.class, failure -> noted(failure, call, opened))
        // too slow, or disconnected: the client comes back with its last number
        .onErrorComplete()
        .prepend(Source.single(retry))
        .keepAlive(settings.keepAlive(), () -> ALIVE)
        .takeWithin(left(opened.token()))
        .via(end.flow())
        .watchTermination(
            (mat, done) -> {
              done.whenComplete(
                  (_, _) -> {
                    lease.get().close();
                    watch.ifPresent(Revocations.Watch::close);
                    key.ifPresent(KeyWatches.Watch::close);
                  });
              return NotUsed.getInstance();
            });
  }

  /// This node shuts down. A reader of an open reply hears its end, if that comes in time.
  private static void leave(Departure departure, SharedKillSwitch end, Call call, Duration grace) {
    departure.begin();
    if (departure.isDue() || !grace.isPositive()) end.shutdown();
    else shutdownAfter(grace, end, call);
  }

  private static boolean isLast(RecordedEvent recorded, Departure departure) {
    departure.heard(recorded);
    return recorded.event() instanceof SessionArchived || departure.isDue();
  }

  /// The archive follows; if it does not, the stream ends after a while.
  private void endSoonAfter(RecordedEvent recorded, Call call, SharedKillSwitch end) {
    if (recorded.event() instanceof SessionEnded)
      shutdownAfter(edge.settings().readers().endedLinger(), end, call);
  }

  private static void shutdownAfter(Duration wait, SharedKillSwitch end, Call call) {
    var system = call.materializer().system();
    system.scheduler().scheduleOnce(wait, end::shutdown, system.dispatcher());
  }

  private static ByteString written(RecordedEvent recorded, Role role) {
    var json = JsonText.write(WireEvents.numbered(recorded, role));
    return ByteString.fromString("id: " + recorded.seq() + "\ndata: " + json + "\n\n");
  }

  private Revocations.Watch watch(CustomerToken held, SharedKillSwitch end) {
    return edge.tokens().revocations().watch(held, end::shutdown);
  }

  private Duration left(Optional<CustomerToken> token) {
    return token
        .map(held -> Duration.between(edge.clock().instant(), held.expiresAt()))
        .orElse(Duration.ofDays(1));
  }

  private static Throwable noted(Throwable failure, Call call, Opened opened) {
    // streams that outlive the drain end with the actor system
    boolean stopped = failure instanceof AbruptTerminationException;
    if (!stopped && Problems.of(failure).type() == ProblemType.INTERNAL)
      EdgeLog.failed(opened.key(), call.id(), failure);
    return failure;
  }
}
