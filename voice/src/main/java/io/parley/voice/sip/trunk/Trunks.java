package io.parley.voice.sip.trunk;

import io.parley.core.tenant.TenantId;
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
import io.parley.voice.sip.trunk.TrunkStatus.Outcome;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The trunks of a node at work: they register and check themselves over the node's SIP port, and
/// know where calls out go. For the port's thread, but for [#learn], [#start] and [#stop], and for
/// what reads a table or a status: [#table], [#of], [#ofOrganisation], [#isOfOrganisation],
/// [#forCallsOut], [#has], [#status], [#ofOrganisations] and [#outcome].
public final class Trunks implements UserAgent {
  private final Map<String, TrunkLine> lines = new LinkedHashMap<>();
  private final Map<TransactionKey, Sent> sent = new HashMap<>();
  private final Wire wire;
  private final InstantSource clock;

  /// Of organisations, gone or changed, until their registrations are taken back.
  private final List<TrunkLine> retired = new ArrayList<>();

  private final Outside outside;
  private volatile TrunkTable table;
  private volatile OwnTable organisations = OwnTable.NONE;
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

  /// @param trunks of the configuration
  public Trunks(List<Trunk> trunks, Outside outside) {
    this.outside = outside;
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

  /// Replaces the trunks of organisations. Registrations of those that are gone or different are
  /// taken back; calls under way go on.
  ///
  /// @param own with other names than those of the configuration
  public void learn(List<Trunk> own) {
    wire.execute(() -> replace(own));
  }

  private void replace(List<Trunk> own) {
    if (leaving.isPresent()) return;
    var wanted = own.stream().collect(Collectors.toMap(Trunk::name, Function.identity()));
    var loads = new HashMap<String, Load>();
    for (var line : List.copyOf(lines.values())) {
      var trunk = line.trunk();
      if (trunk.own().isEmpty() || trunk.equals(wanted.get(trunk.name()))) continue;
      lines.remove(trunk.name());
      loads.put(trunk.name(), line.load());
      line.stop(clock.instant());
      retired.add(line);
    }
    for (var trunk : own)
      if (!lines.containsKey(trunk.name())) {
        var line = new TrunkLine(trunk, outside, new FromLine());
        line.become(loads.getOrDefault(trunk.name(), Load.NONE));
        lines.put(trunk.name(), line);
      }
    organisations = organisations.of(own);
    tell();
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

  /// Those of the configuration.
  public TrunkTable table() {
    return table;
  }

  /// The trunk of a request.
  public Optional<Trunk> of(InetAddress from, Request request) {
    return ofOrganisation(from, request).or(() -> table.of(from, request));
  }

  /// The trunk of a request, if an organisation has brought it.
  public Optional<Trunk> ofOrganisation(InetAddress from, Request request) {
    return organisations.of(from, request);
  }

  /// Whether any trunk of an organisation has this address.
  public boolean isOfOrganisation(InetAddress address) {
    return organisations.all().contains(address);
  }

  /// Whether the host of this trunk of an organisation has this address.
  public boolean isOfOrganisation(Trunk trunk, InetAddress address) {
    return organisations.has(trunk, address);
  }

  /// The trunks over which a tenant calls out: its own or, where it has none for that, those of the
  /// configuration.
  public List<Trunk> forCallsOut(TenantId tenant) {
    return organisations.out().getOrDefault(tenant, table.trunks());
  }

  /// Whether any trunk of the configuration has this address.
  public boolean has(InetAddress address) {
    return table.has(address);
  }

  /// @param name of a trunk
  public TrunkStatus status(String name) {
    return statuses.get(name);
  }

  /// Of all trunks of organisations.
  public List<TrunkStatus> ofOrganisations() {
    var all = statuses;
    return organisations.byUser().values().stream()
        .map(trunk -> all.get(trunk.name()))
        .filter(Objects::nonNull)
        .toList();
  }

  /// Of the last attempt to register; empty before, and for a trunk that there is not.
  ///
  /// @param name of a trunk
  public Optional<Outcome> outcome(String name) {
    return Optional.ofNullable(statuses.get(name)).flatMap(TrunkStatus::outcome);
  }

  private final class FromLine implements TrunkLine.Outlet {
    @Override
    public void send(TrunkLine from, Kind kind, Request request, Peer to) {
      sent.put(TransactionLayer.keyOf(request), new Sent(from, kind));
      wire.send(request, to);
    }

    @Override
    public void told() {
      tell();
    }

    @Override
    public void located(Trunk trunk, Set<InetAddress> addresses) {
      if (trunk.own().isEmpty()) table = table.with(trunk.name(), addresses);
      else organisations = organisations.with(trunk.name(), addresses);
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
    return Stream.concat(lines.values().stream(), retired.stream())
        .map(TrunkLine::due)
        .reduce(Transaction.NEVER, Transaction::earlier);
  }

  @Override
  public void passed(Instant at) {
    if (!isStarted) return;
    var due =
        Stream.concat(lines.values().stream(), retired.stream())
            .filter(line -> !at.isBefore(line.due()))
            .toList();
    if (due.isEmpty()) return;
    due.forEach(line -> line.passed(at));
    tell();
  }

  private void tell() {
    var at = clock.instant();
    retired.removeIf(TrunkLine::hasLeft);
    var now = new HashMap<String, TrunkStatus>();
    lines.forEach(
        (name, line) -> {
          var state = line.state(at);
          now.put(
              name,
              new TrunkStatus(
                  state.isRegistered(),
                  state.health() != Checking.Health.DOWN,
                  state.load().calls(),
                  line.outcome()));
        });
    statuses = Map.copyOf(now);
    if (retired.isEmpty() && lines.values().stream().allMatch(TrunkLine::hasLeft))
      leaving.ifPresent(done -> done.complete(null));
  }

  /// Ways for a call out over the trunks of the configuration, the first one to be tried first. In
  /// the port's thread, like all that follows.
  public List<CallWay> forCallOut() {
    return ways(table.trunks());
  }

  /// The same for a tenant: over its own trunks or, where it has none for calls out, over those of
  /// the configuration.
  ///
  /// @param from the number that is shown; it goes over the trunks that have it, if any has
  public List<CallWay> forCallOut(TenantId tenant, Optional<String> from) {
    var all = forCallsOut(tenant);
    var having = all.stream().filter(trunk -> hasNumber(trunk, from)).toList();
    return ways(having.isEmpty() ? all : having);
  }

  private static boolean hasNumber(Trunk trunk, Optional<String> from) {
    return trunk.own().filter(own -> from.filter(own.numbers()::contains).isPresent()).isPresent();
  }

  private List<CallWay> ways(List<Trunk> over) {
    var at = clock.instant();
    var states =
        over.stream()
            .map(trunk -> lines.get(trunk.name()))
            .filter(Objects::nonNull)
            .map(line -> line.state(at))
            .toList();
    return TrunkState.forCallOut(states, at).stream()
        .map(trunk -> lines.get(trunk.name()))
        .map(line -> new CallWay(line.trunk(), open(line.trunk(), line.peers()), line.routes()))
        .filter(way -> !way.peers().isEmpty())
        .toList();
  }

  /// Those of a trunk's peers at which its calls may begin. An organisation names hosts as it
  /// likes, also one that takes our calls by our address, as those of the installation.
  public List<Peer> open(Trunk trunk, List<Peer> peers) {
    return trunk.own().isEmpty()
        ? peers
        : peers.stream().filter(peer -> !table.trustsUs(peer.address().getAddress())).toList();
  }

  /// Counts a call that came in, unless it is one too many: then 503 is due. [#ended] follows.
  public boolean beginsIn(Trunk trunk) {
    var load = load(trunk);
    var at = clock.instant();
    if (load.filter(now -> now.takesIn(trunk.limits(), at)).isEmpty()) return false;
    become(trunk, now -> now.beganIn(at));
    return true;
  }

  /// Counts a call that another node has left, unless it is one too many at once. [#ended] follows.
  public boolean goesOn(Trunk trunk) {
    if (load(trunk).filter(now -> now.calls() < trunk.limits().calls()).isEmpty()) return false;
    become(trunk, Load::joined);
    return true;
  }

  /// Counts a call out. [#worked] or [#failed] follow, and [#ended].
  public void beginsOut(Trunk trunk) {
    become(trunk, load -> load.beganOut(trunk.limits(), clock.instant()));
  }

  /// A call is over, or is tried elsewhere.
  public void ended(Trunk trunk) {
    become(trunk, Load::ended);
  }

  /// The other end did its work, whatever came of the call.
  public void worked(Trunk trunk) {
    become(trunk, Load::worked);
  }

  /// The other end did not answer, or could not.
  public void failed(Trunk trunk) {
    become(trunk, load -> load.failed(trunk.limits(), clock.instant()));
  }

  /// Empty for one that its organisation has removed.
  private Optional<Load> load(Trunk trunk) {
    return Optional.ofNullable(lines.get(trunk.name())).map(TrunkLine::load);
  }

  private void become(Trunk trunk, UnaryOperator<Load> next) {
    var line = lines.get(trunk.name());
    if (line == null) return;
    line.become(next.apply(line.load()));
    tell();
  }
}
