package io.parley.http.session;

import io.parley.core.agent.AgentLimits;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.SessionListing;
import io.parley.core.party.Party;
import io.parley.core.session.Decision;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionLimits;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.FormReply;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.FormShown;
import io.parley.sessions.Heard;
import io.parley.sessions.NoSuchSession;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionPort;
import io.parley.sessions.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/// Core's real rules without a cluster or a database, for tests of the edge. Sessions do nothing by
/// themselves: tests complete replies with [#perform].
final class InMemorySessions implements SessionPort, Journal {
  private static final int BUFFER = 256;
  private static final SessionLimits LIMITS =
      new SessionLimits(
          new AgentLimits(2_000, 500, 5, 10, 0), Duration.ofMinutes(30), Duration.ofMinutes(5));

  /// The parent trace contexts of the requests, oldest first.
  final List<TraceParent> places = new CopyOnWriteArrayList<>();

  private final Map<SessionKey, Stored> sessions = new ConcurrentHashMap<>();
  private final Materializer materializer;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private volatile Optional<Answer> answer = Optional.empty();
  private volatile Optional<CompletionStage<?>> answersAfter = Optional.empty();
  private volatile int awake;

  InMemorySessions(Materializer materializer) {
    this.materializer = materializer;
  }

  /// The number of sessions that were started or requested.
  int count() {
    return sessions.size();
  }

  /// The sessions that were started or requested.
  Set<SessionKey> keys() {
    return Set.copyOf(sessions.keySet());
  }

  private static final class Stored {
    private SessionState state = new SessionState.New();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<BoundedSourceQueue<Heard>> readers = new CopyOnWriteArrayList<>();
  }

  /// Lets every call fail from now on.
  void failWith(RuntimeException exception) {
    failure = Optional.of(exception);
  }

  /// Answers every command like this from now on.
  void answerWith(Answer given) {
    answer = Optional.of(given);
  }

  /// From now on commands are performed at once and answered when this is complete.
  void answerAfter(CompletionStage<?> done) {
    answersAfter = Optional.of(done);
  }

  Answer perform(SessionKey key, SessionCommand command) {
    var session = sessions.computeIfAbsent(key, _ -> new Stored());
    synchronized (session) {
      return switch (Session.decide(session.state, command, LIMITS)) {
        case Decision.Accepted(long seq, var events, _) -> {
          events.forEach(event -> record(session, event));
          yield new Answer.Stored(seq);
        }
        case Decision.Rejected(var rejection) -> new Answer.Refused(rejection);
      };
    }
  }

  /// Archives all events so far under `ref`.
  void archive(SessionKey key, String ref) {
    long upTo = sessions.get(key).events.size();
    perform(key, new SessionCommand.RecordArchive(upTo, 10, "00", ref, Instant.now()));
  }

  void tell(SessionKey key, Heard heard) {
    sessions.get(key).readers.forEach(reader -> reader.offer(heard));
  }

  void failReaders(SessionKey key, RuntimeException exception) {
    sessions.get(key).readers.forEach(reader -> reader.fail(exception));
  }

  int readers(SessionKey key) {
    return sessions.get(key).readers.size();
  }

  private static void record(Stored session, SessionEvent event) {
    session.state = Session.evolve(session.state, event);
    var recorded = new RecordedEvent(session.state.seq(), event);
    session.events.add(recorded);
    session.readers.forEach(reader -> reader.offer(new Heard.Event(recorded)));
  }

  /// Pretends that so many sessions are in memory from now on.
  void awake(int sessions) {
    awake = sessions;
  }

  @Override
  public int awake() {
    return awake;
  }

  @Override
  public CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    trace.ifPresent(places::add);
    if (failure.isPresent()) return CompletableFuture.failedStage(failure.get());
    var performed = answer.orElseGet(() -> perform(key, command));
    return answersAfter
        .<CompletionStage<Answer>>map(done -> done.thenApply(_ -> performed))
        .orElseGet(() -> CompletableFuture.completedStage(performed));
  }

  @Override
  public CompletionStage<Optional<SessionView>> view(SessionKey key) {
    if (failure.isPresent()) return CompletableFuture.failedStage(failure.get());
    var session = Optional.ofNullable(sessions.get(key));
    return CompletableFuture.completedStage(session.flatMap(found -> view(key, found)));
  }

  private static Optional<SessionView> view(SessionKey key, Stored session) {
    synchronized (session) {
      return switch (session.state) {
        case SessionState.New _ -> Optional.empty();
        case SessionState.Active active ->
            Optional.of(view(key, active, SessionListing.Status.ACTIVE, Optional.empty()));
        case SessionState.Ended(var was, _, _, var archived) ->
            Optional.of(
                view(
                    key,
                    was,
                    archived.isPresent()
                        ? SessionListing.Status.ARCHIVED
                        : SessionListing.Status.ENDED,
                    archived));
      };
    }
  }

  private static SessionView view(
      SessionKey key,
      SessionState.Active active,
      SessionListing.Status status,
      Optional<String> archived) {
    var started = active.started();
    return new SessionView(
        key,
        status,
        active.seq(),
        active.agent(),
        started.channel(),
        started.customer(),
        active.turns(),
        active.open().map(open -> open.turn()),
        active.usage(),
        archived,
        started.at(),
        active.lastActivity());
  }

  @Override
  public Source<Heard, NotUsed> listen(SessionKey key, long after) {
    var session = sessions.get(key);
    if (session == null) return Source.failed(new NoSuchSession());
    synchronized (session) {
      var live = Source.<Heard>queue(BUFFER).preMaterialize(materializer);
      session.readers.add(live.first());
      var missed =
          new ArrayList<Heard>(
              session.events.stream()
                  .filter(recorded -> recorded.seq() > after)
                  .map(Heard.Event::new)
                  .toList());
      missed.add(new Heard.CaughtUp(session.state.seq()));
      return Source.<Heard>from(missed)
          .concat(live.second())
          .watchTermination(
              (_, done) -> {
                done.whenComplete((_, _) -> session.readers.remove(live.first()));
                return NotUsed.getInstance();
              });
    }
  }

  @Override
  public void typing(SessionKey key, Party by) {
    tell(key, new Heard.Typing(by));
  }

  @Override
  public void showCall(SessionKey key, CallShown shown) {
    tell(key, new Heard.Call(shown));
  }

  @Override
  public void fill(SessionKey key, String form, FormReply reply) {
    tell(key, new Heard.Form(new FormShown(form, "1.1", Optional.empty())));
  }

  @Override
  public void prepare(SessionKey key, Prepare words) {
    throw new UnsupportedOperationException("a call prepares replies with its own conversation");
  }

  @Override
  public void unprepare(SessionKey key, String id) {
    throw new UnsupportedOperationException("a call prepares replies with its own conversation");
  }

  @Override
  public int nodes() {
    return 1;
  }

  @Override
  public CompletionStage<List<RecordedEvent>> read(SessionKey key, long after, int limit) {
    var session = sessions.get(key);
    synchronized (session) {
      return CompletableFuture.completedStage(
          session.events.stream().filter(recorded -> recorded.seq() > after).limit(limit).toList());
    }
  }
}
