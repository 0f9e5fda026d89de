package io.parley.http.telephony;

import io.parley.core.limit.Limit;
import io.parley.core.session.SessionCommand;
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferMode;
import io.parley.http.session.Edge;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.sessions.entry.OpenReaders;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.OverloadRetry;
import io.parley.voice.desk.PhoneDesk.Visited;
import io.parley.voice.flow.Timer;
import io.parley.voice.relay.RelayMessage;
import io.parley.voice.relay.RelayTalk;
import io.parley.voice.stream.MalformedFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private final ProviderSocket socket;
  private final Parts parts;
  private final String requestId;
  private boolean started;
  private boolean over;
  private Optional<RelayTalk> talk = Optional.empty();
  private Optional<OpenReaders.Lease> lease = Optional.empty();
  private Optional<UniqueKillSwitch> reading = Optional.empty();

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
    else talk().ifPresent(begun -> begun.received(message));
  }

  private synchronized Optional<RelayTalk> talk() {
    return talk;
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
        .thenAccept(visited -> begin(pass.get(), visited))
        .whenComplete(
            (_, failure) -> {
              if (failure == null) return;
              LOG.warn("a relay cannot begin: {}", StreamCall.reason(failure));
              socket.end();
            });
  }

  private synchronized void begin(CallPass pass, Visited visited) {
    if (over) return;
    var edge = parts.edge();
    var visit = visited.visit();
    var begun = new RelayTalk(talkOf(pass, visited), new Wire(socket));
    talk = Optional.of(begun);
    lease = edge.readers().admit(visit.from(), pass.phone().tenant(), _ -> begun.end("draining"));
    if (lease.isEmpty()) {
      var limit =
          edge.readers().limitMet(visit.from(), pass.phone().tenant()).orElse(Limit.READERS);
      throw edge.entry().overloaded(limit);
    }
    reading = Optional.of(read(visited, begun));
  }

  private RelayTalk.Parts talkOf(CallPass pass, Visited visited) {
    return new RelayTalk.Parts(
        pass.phone().call(),
        parts.language().apply(pass),
        command -> OverloadRetry.DEFAULT.ask(() -> asked(visited.visit(), command)),
        parts.telephony().lines(),
        parts.telephony().keys(),
        visited.first().menu().filter(_ -> visited.view().turns() == 0),
        target -> handOver(pass, visited, target),
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

  /// Blind: there is no leg to which a colleague could be connected.
  private CompletionStage<Boolean> handOver(CallPass pass, Visited visited, String target) {
    var transfers = parts.telephony().transfers();
    var chosen =
        transfers
            .targets()
            .choose(
                pass.phone().tenant(),
                visited.view().agent(),
                target,
                TransferMode.BLIND.word(),
                parts.edge().clock().instant());
    return switch (chosen) {
      case TransferChoice.Refused _ -> CompletableFuture.completedStage(false);
      case TransferChoice.Chosen(var to, var mode) -> {
        var way = transfers.of().apply(pass.phone());
        yield way.may(mode, to.address())
            ? way.handOver(to.address()).thenApply(_ -> true)
            : CompletableFuture.completedStage(false);
      }
    };
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
    reading.ifPresent(UniqueKillSwitch::shutdown);
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
