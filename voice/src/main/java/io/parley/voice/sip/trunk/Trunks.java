package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionLayer;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.UserAgent;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The trunks of a node at work: they register and check themselves over the node's SIP port, and
/// know where calls out go. For the port's thread, but for [#table], [#has], [#status], [#start]
/// and [#stop].
public final class Trunks implements UserAgent {
  private final Map<String, TrunkLine> lines = new LinkedHashMap<>();
  private final Map<TransactionKey, Sent> sent = new HashMap<>();
  private final Wire wire;
  private final InstantSource clock;
  private volatile TrunkTable table;
  private volatile Map<String, TrunkStatus> statuses = Map.of();
  private Optional<CompletableFuture<Void>> leaving = Optional.empty();
  private boolean isStarted;

  /// Why a request is sent.
  enum Kind {
    REGISTER,
    OPTIONS
  }

  private record Sent(TrunkLine line, Kind kind) {}

  /// @param wire the port
  /// @param ends our end towards a peer, made of a seed
  /// @param seeds unguessable and unique, tokens
  /// @param flows the port's connections
  public record Outside(
      Wire wire,
      Locator locator,
      BiFunction<Peer, String, LocalEnd> ends,
      Supplier<String> seeds,
      RandomGenerator random,
      InstantSource clock,
      Flows flows) {}

  /// A way for a call out.
  ///
  /// @param peers to which its first request may go, the first one first; never empty
  /// @param routes proxies on the way
  public record CallWay(Trunk trunk, List<Peer> peers, List<Address> routes) {
    public CallWay {
      peers = List.copyOf(peers);
      routes = List.copyOf(routes);
    }
  }

  public Trunks(List<Trunk> trunks, Outside outside) {
    wire = outside.wire;
    clock = outside.clock;
    table = TrunkTable.of(trunks);
    for (var trunk : trunks) lines.put(trunk.name(), new TrunkLine(trunk, outside, new FromLine()));
    tell();
  }

  /// Begins to register and to check.
  public void start() {
    wire.execute(
        () -> {
          isStarted = true;
          passed(clock.instant());
        });
  }

  /// Takes all registrations back.
  ///
  /// @return completes when the other ends know, or did not answer
  public CompletionStage<Void> stop() {
    var done = new CompletableFuture<Void>();
    wire.execute(
        () -> {
          leaving = Optional.of(done);
          lines.values().forEach(line -> line.stop(clock.instant()));
          tell();
        });
    return done;
  }

  /// Which trunk a message comes from.
  public TrunkTable table() {
    return table;
  }

  /// Whether any trunk has this address.
  public boolean has(InetAddress address) {
    return table.has(address);
  }

  /// @param name of a trunk
  public TrunkStatus status(String name) {
    return statuses.get(name);
  }

  private final class FromLine implements TrunkLine.Outlet {
    @Override
    public void send(TrunkLine from, Kind kind, Request request, Peer to) {
      sent.put(TransactionLayer.keyOf(request), new Sent(from, kind));
      wire.send(request, to);
    }

    @Override
    public void located(Trunk trunk, Set<InetAddress> addresses) {
      table = table.with(trunk.name(), addresses);
    }
  }

  /// Takes what belongs to no call.
  @Override
  public void take(Output<Peer> output) {
    switch (output) {
      case Output.Answered<Peer>(var key, var response, _) -> {
        var of = key.map(response.isFinal() ? sent::remove : sent::get);
        of.ifPresent(known -> known.line.answered(known.kind, response, clock.instant()));
      }
      case Output.TimedOut<Peer>(var key) -> unanswered(key);
      case Output.Unreachable<Peer>(var key) -> unanswered(key);
      case Output.Asked<Peer> _, Output.Acknowledged<Peer> _, Output.Send<Peer> _ ->
          throw new IllegalStateException("a trunk is asked nothing outside of calls");
    }
    tell();
  }

  private void unanswered(TransactionKey key) {
    var known = sent.remove(key);
    if (known != null) known.line.unanswered(known.kind, clock.instant());
  }

  @Override
  public void lost(Peer peer) {
    lines.values().forEach(line -> line.lost(peer, clock.instant()));
  }

  @Override
  public Instant due() {
    if (!isStarted) return Transaction.NEVER;
    return lines.values().stream()
        .map(TrunkLine::due)
        .reduce(Transaction.NEVER, Transaction::earlier);
  }

  @Override
  public void passed(Instant at) {
    if (!isStarted) return;
    var due = lines.values().stream().filter(line -> !at.isBefore(line.due())).toList();
    if (due.isEmpty()) return;
    due.forEach(line -> line.passed(at));
    tell();
  }

  private void tell() {
    var at = clock.instant();
    var now = new HashMap<String, TrunkStatus>();
    lines.forEach(
        (name, line) -> {
          var state = line.state(at);
          now.put(
              name,
              new TrunkStatus(
                  state.isRegistered(),
                  state.health() != Checking.Health.DOWN,
                  state.load().calls()));
        });
    statuses = Map.copyOf(now);
    if (lines.values().stream().allMatch(TrunkLine::hasLeft))
      leaving.ifPresent(done -> done.complete(null));
  }

  /// Ways for a call out, the first one to be tried first. In the port's thread, like all that
  /// follows.
  public List<CallWay> forCallOut() {
    var at = clock.instant();
    var states = lines.values().stream().map(line -> line.state(at)).toList();
    return TrunkState.forCallOut(states, at).stream()
        .map(trunk -> lines.get(trunk.name()))
        .filter(line -> !line.peers().isEmpty())
        .map(line -> new CallWay(line.trunk(), line.peers(), line.routes()))
        .toList();
  }

  /// Counts a call that came in, unless it is one too many: then 503 is due. [#ended] follows.
  public boolean beginsIn(Trunk trunk) {
    var load = load(trunk);
    var at = clock.instant();
    if (!load.takesIn(trunk.limits(), at)) return false;
    become(trunk, load.beganIn(at));
    return true;
  }

  /// Counts a call that another node has left, unless it is one too many at once. [#ended] follows.
  public boolean goesOn(Trunk trunk) {
    var load = load(trunk);
    if (load.calls() >= trunk.limits().calls()) return false;
    become(trunk, load.joined());
    return true;
  }

  /// Counts a call out. [#worked] or [#failed] follow, and [#ended].
  public void beginsOut(Trunk trunk) {
    become(trunk, load(trunk).beganOut(trunk.limits(), clock.instant()));
  }

  /// A call is over, or is tried elsewhere.
  public void ended(Trunk trunk) {
    become(trunk, load(trunk).ended());
  }

  /// The other end did its work, whatever came of the call.
  public void worked(Trunk trunk) {
    become(trunk, load(trunk).worked());
  }

  /// The other end did not answer, or could not.
  public void failed(Trunk trunk) {
    become(trunk, load(trunk).failed(trunk.limits(), clock.instant()));
  }

  private Load load(Trunk trunk) {
    return lines.get(trunk.name()).load();
  }

  private void become(Trunk trunk, Load load) {
    lines.get(trunk.name()).become(load);
    tell();
  }
}
