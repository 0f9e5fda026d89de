package io.parley.http.telephony;

import io.parley.core.journal.SessionListing;
import io.parley.core.limit.Limit;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.TenantId;
import io.parley.core.turn.Line;
import io.parley.http.session.Edge;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.sessions.entry.OpenReaders;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.OverloadRetry;
import io.parley.voice.desk.NotPossible;
import io.parley.voice.desk.PhoneDesk.Visited;
import io.parley.voice.flow.Timer;
import io.parley.voice.relay.RelayFrame;
import io.parley.voice.relay.RelayHandoff;
import io.parley.voice.relay.RelayMessage;
import io.parley.voice.relay.RelayParts;
import io.parley.voice.relay.RelayTalk;
import io.parley.voice.relay.RelayWatch;
import io.parley.voice.stream.MalformedFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.RestartSettings;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.RestartSource;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A caller through ConversationRelay: a reader of the call's session, who speaks in it. From the
/// first message on it follows the session, and finds it again when it moves.
final class RelayCall implements ProviderSocket.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(RelayCall.class);

  /// Pauses before a session that has moved is read again.
  private static final RestartSettings AGAIN =
      RestartSettings.create(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);

  /// Between two looks whether a talk that is to leave is quiet.
  private static final Duration LOOK = Duration.ofMillis(250);

  private final ProviderSocket socket;
  private final Parts parts;
  private final String requestId;
  private boolean started;
  private boolean over;
  private Optional<TenantId> tenant = Optional.empty();
  private Optional<RelayTalk> talk = Optional.empty();
  private Optional<RelayWatch> watch = Optional.empty();
  private Optional<RelayPresence> presence = Optional.empty();
  private Optional<OpenReaders.Lease> lease = Optional.empty();
  private Optional<UniqueKillSwitch> reading = Optional.empty();
  private Optional<Runnable> counted = Optional.empty();

  /// Shared by all such calls.
  ///
  /// @param pass of the call whose first message has come; empty when it may not begin
  /// @param language that a call of this pass is spoken in
  record Parts(
      Edge edge,
      PhoneCalls calls,
      Telephony telephony,
      Function<RelayMessage.Setup, Optional<CallPass>> pass,
      Function<CallPass, String> language,
      Timer timer,
      Materializer materializer) {}

  RelayCall(ProviderSocket socket, Parts parts, String requestId) {
    this.socket = socket;
    this.parts = parts;
    this.requestId = requestId;
  }

  @Override
  public void text(String text) {
    var message = RelayMessage.read(text);
    if (message instanceof RelayMessage.Setup setup) setUp(setup);
    else if (!started) throw new MalformedFrame("a message before setup (expected: setup)");
    else talk().ifPresent(begun -> received(begun, message));
  }

  private synchronized Optional<RelayTalk> talk() {
    return talk;
  }

  /// The words of a caller of an organisation that is not served would be refused one by one.
  private void received(RelayTalk begun, RelayMessage message) {
    if (isServed()) begun.received(message);
    else begun.end("not-served");
  }

  private synchronized boolean isServed() {
    return tenant.filter(parts.edge().entry()::serves).isPresent();
  }

  @Override
  public void bytes(byte[] bytes) {
    throw new MalformedFrame("a binary frame (expected: JSON texts)");
  }

  private void setUp(RelayMessage.Setup setup) {
    if (started) throw new MalformedFrame("a second setup (expected: one)");
    started = true;
    var pass = parts.pass().apply(setup).filter(held -> held.phone().call().equals(setup.call()));
    if (pass.isEmpty()) {
      LOG.info("a relay without a valid pass is refused");
      socket.refuse();
      return;
    }
    socket.begun();
    parts
        .calls()
        .start(pass.get(), requestId)
        .thenAccept(relayed -> begin(pass.get(), relayed))
        .whenComplete(
            (_, failure) -> {
              if (failure == null) return;
              LOG.warn("a relay cannot begin: {}", StreamCall.reason(failure));
              socket.end();
            });
  }

  private synchronized void begin(CallPass pass, PhoneCalls.Relayed relayed) {
    if (over) {
      relayed.leaving().run();
      return;
    }
    counted = Optional.of(relayed.leaving());
    var visited = relayed.visited();
    var edge = parts.edge();
    var visit = visited.visit();
    var session = visit.session();
    if (visited.view().status() != SessionListing.Status.ACTIVE)
      throw new NotPossible("the session has ended");
    var transfers =
        new RelayTransfers(
            parts.telephony().transfers().targets(),
            pass.phone().tenant(),
            visited.view().agent(),
            edge.clock());
    // what a caller says after coming back is another message than what they said before
    var id = pass.isBack() ? "relay-" + UUID.randomUUID() : pass.phone().call();
    var wire = new Wire(socket);
    var begun = new RelayTalk(talkOf(pass, visited, transfers, id), wire);
    transfers.leaving(begun::handOver);
    transfers.pressing(keys -> wire.send(RelayFrame.sendDigits(keys)));
    transfers.ending(() -> begun.end("hung-up"));
    tenant = Optional.of(session.tenant());
    talk = Optional.of(begun);
    lease = edge.readers().admit(visit.from(), pass.phone().tenant(), grace -> leave(begun, grace));
    if (lease.isEmpty()) {
      var limit =
          edge.readers().limitMet(visit.from(), pass.phone().tenant()).orElse(Limit.READERS);
      throw edge.entry().overloaded(limit);
    }
    if (pass.arrival() == CallPass.Arrival.NOT_CONNECTED) tellBack(pass, visited, id);
    var places = new RelayPresence.Places(parts.calls().all(), edge.sessions(), parts.timer());
    presence =
        Optional.of(RelayPresence.begin(session, id, transfers, transfers.isPossible(), places));
    reading = Optional.of(read(visited, begun));
    watch = Optional.of(RelayWatch.begin(begun, parts.telephony().rules(), parts.timer()));
  }

  /// This node drains: the agent finishes first. Then Twilio is asked how the call goes on.
  private void leave(RelayTalk begun, Duration grace) {
    if (begun.isQuiet() || !grace.isPositive()) begun.end(RelayHandoff.DRAINING);
    else parts.timer().after(LOOK, () -> leave(begun, grace.minus(LOOK)));
  }

  private RelayParts talkOf(CallPass pass, Visited visited, RelayTransfers transfers, String id) {
    return new RelayParts(
        id,
        parts.language().apply(pass),
        command -> OverloadRetry.DEFAULT.ask(() -> asked(visited.visit(), command)),
        parts.telephony().lines(),
        parts.telephony().rules(),
        visited.first().menu().filter(_ -> visited.view().turns() == 0 && !pass.isBack()),
        transfers::choose,
        parts.timer(),
        parts.edge().clock());
  }

  /// Figures are no message of the caller's.
  private CompletionStage<Answer> asked(Visit visit, SessionCommand command) {
    var entry = parts.edge().entry();
    return command instanceof SessionCommand.MeasureCall
        ? entry.ask(visit.session(), command, requestId, Optional.empty())
        : entry.ask(visit, command, requestId, Optional.empty());
  }

  /// The caller has come back: the agent's words are Twilio's already, and not the session's.
  private void tellBack(CallPass pass, Visited visited, String id) {
    var language = parts.language().apply(pass);
    var words = parts.telephony().lines().apply(language).get(Line.NOT_CONNECTED);
    parts.calls().record(visited.visit().session(), id + "-back", words);
  }

  private UniqueKillSwitch read(Visited visited, RelayTalk begun) {
    var seq = new AtomicLong(visited.view().seq());
    return RestartSource.withBackoff(AGAIN, () -> heard(visited, seq))
        .viaMat(KillSwitches.single(), Keep.right())
        .to(Sink.foreach(begun::heard))
        .run(parts.materializer());
  }

  private Source<Heard, NotUsed> heard(Visited visited, AtomicLong seq) {
    return parts
        .edge()
        .sessions()
        .listen(visited.visit().session(), seq.get())
        .map(
            heard -> {
              if (heard instanceof Heard.Event(var recorded)) seq.set(recorded.seq());
              return heard;
            });
  }

  @Override
  public synchronized void closed(boolean lost) {
    over = true;
    talk.ifPresent(RelayTalk::closed);
    watch.ifPresent(RelayWatch::close);
    presence.ifPresent(RelayPresence::close);
    reading.ifPresent(UniqueKillSwitch::shutdown);
    counted.ifPresent(Runnable::run);
    counted = Optional.empty();
    lease.ifPresent(OpenReaders.Lease::close);
  }

  private record Wire(ProviderSocket socket) implements RelayTalk.Socket {
    @Override
    public void send(String text) {
      if (!socket.send(text)) socket.end();
    }

    @Override
    public void end() {
      socket.end();
    }
  }
}
