package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.dns.Locating.Query;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.trunk.TrunkStatus.Outcome;
import io.parley.voice.sip.trunk.Trunks.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One trunk at work: its registration, its check, its addresses and its load. For the port's
/// thread.
final class TrunkLine {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkLine.class);

  /// After nothing was found.
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Trunk trunk;
  private final Trunks.Outside outside;
  private final Outlet outlet;
  private final Map<Kind, Hosts> hosts = new EnumMap<>(Kind.class);
  private Optional<Registering> registering = Optional.empty();
  private Optional<Checking> checking = Optional.empty();
  private Load load = Load.NONE;
  private Optional<Outcome> outcome = Optional.empty();
  private Instant lookAt = Instant.EPOCH;
  private boolean isLeaving;

  /// Where requests and what was found go.
  interface Outlet {
    void send(TrunkLine from, Kind kind, Request request, Peer to);

    /// There is another outcome.
    void told();

    /// The trunk's hosts have these addresses now.
    void located(Trunk trunk, Set<InetAddress> addresses);
  }

  TrunkLine(Trunk trunk, Trunks.Outside outside, Outlet outlet) {
    this.trunk = trunk;
    this.outside = outside;
    this.outlet = outlet;
    trunk.registration().ifPresent(own -> watch(Kind.REGISTER, own.registrar()));
    trunk.target().ifPresent(own -> watch(Kind.OPTIONS, own.host()));
  }

  private void watch(Kind kind, HostPort host) {
    var target = trunk.target();
    var first = target.flatMap(Trunk.Target::proxy).orElse(host);
    var query = target.map(own -> own.query(first));
    hosts.put(kind, Hosts.of(query.orElseGet(() -> new Query(first, Optional.empty()))));
  }

  Trunk trunk() {
    return trunk;
  }

  /// Of its hosts, as far as they are known.
  Set<InetAddress> addresses() {
    var all = new HashSet<InetAddress>();
    hosts.values().forEach(each -> all.addAll(each.addresses()));
    return all;
  }

  /// Where a call out can go, the first one first; empty while nothing is found.
  List<Peer> peers() {
    var target = hosts.get(Kind.OPTIONS);
    return target == null ? List.of() : target.fromInUse();
  }

  /// Through which proxies a call out goes.
  List<Address> routes() {
    return Way.of(trunk).routes(registering.flatMap(Registering::routes).orElse(List.of()));
  }

  TrunkState state(Instant at) {
    return new TrunkState(
        trunk,
        checking.map(Checking::health).orElse(Checking.Health.UNKNOWN),
        trunk.registration().isEmpty()
            || registering.filter(now -> now.isRegistered(at)).isPresent(),
        load);
  }

  Load load() {
    return load;
  }

  /// Of the last attempt to register.
  Optional<Outcome> outcome() {
    return outcome;
  }

  void become(Load next) {
    load = next;
  }

  Instant due() {
    var due = isLeaving || hosts.isEmpty() ? Transaction.NEVER : lookAt;
    if (registering.isPresent()) due = Transaction.earlier(due, registering.get().due());
    if (checking.isPresent()) due = Transaction.earlier(due, checking.get().due());
    return due;
  }

  void passed(Instant at) {
    if (!isLeaving && !hosts.isEmpty() && !at.isBefore(lookAt)) look(at);
    if (registering.filter(now -> !at.isBefore(now.due())).isPresent())
      on(new Registering.Event.Passed(), at);
    if (checking.filter(now -> !at.isBefore(now.due())).isPresent())
      on(new Checking.Event.Passed(outside.random().nextDouble()), at);
  }

  private void look(Instant at) {
    boolean isFound = hosts.values().stream().allMatch(Hosts::isFound);
    // names that organisations enter are not asked for all the time
    lookAt = at.plus(isFound || trunk.own().isPresent() ? LOOK_EVERY : SOON);
    Locator locator = outside.locator();
    hosts.forEach(
        (kind, each) ->
            locator
                .locate(each.query(), trunk.trouble())
                .thenAccept(peers -> outside.wire().execute(() -> found(kind, allowed(peers)))));
  }

  /// A host that an organisation names may lead into our own network.
  private List<Peer> allowed(List<Peer> peers) {
    return trunk
        .own()
        .map(OwnLine::reach)
        .map(
            reach ->
                peers.stream().filter(peer -> reach.test(peer.address().getAddress())).toList())
        .orElse(peers);
  }

  private void found(Kind kind, List<Peer> peers) {
    var before = hosts.get(kind);
    var now = before.found(peers);
    if (now.equals(before) && before.isFound() && hasBegun(kind)) return;
    hosts.put(kind, now);
    if (isLeaving) return;
    if (!now.isFound()) {
      if (kind == Kind.REGISTER) told(Outcome.NOT_FOUND);
      return;
    }
    outlet.located(trunk, addresses());
    begin(kind, outside.clock().instant());
  }

  private boolean hasBegun(Kind kind) {
    return switch (kind) {
      case REGISTER -> registering.isPresent();
      case OPTIONS -> checking.isPresent() || trunk.checkEvery().isZero();
    };
  }

  private void begin(Kind kind, Instant at) {
    var peer = hosts.get(kind).inUse();
    switch (kind) {
      case REGISTER -> {
        if (registering.isPresent()) registering = registering.map(now -> now.at(end(now, peer)));
        else {
          var end = registered(peer, outside.seeds().get());
          apply(Registering.start(trunk, end, outside.flows().instance(trunk.name())));
        }
      }
      case OPTIONS -> {
        if (trunk.checkEvery().isZero()) return;
        var seed = checking.map(now -> now.end().seed()).orElseGet(outside.seeds());
        var end = outside.ends().apply(peer, seed);
        checking =
            Optional.of(
                checking.map(now -> now.at(end)).orElseGet(() -> Checking.start(trunk, end, at)));
      }
    }
  }

  private LocalEnd end(Registering now, Peer peer) {
    return registered(peer, now.end().seed());
  }

  /// Our end, at which calls come: they ask for our user, which tells trunks of one address apart.
  private LocalEnd registered(Peer peer, String seed) {
    var end = outside.ends().apply(peer, seed);
    return trunk.own().map(own -> end.asLine(own.user())).orElseGet(() -> end.as(trunk.user()));
  }

  /// A response to a request of this trunk.
  void answered(Kind kind, Response response, Instant at) {
    if (isLeaving && kind == Kind.OPTIONS) return;
    var now = hosts.get(kind);
    // the host is there and cannot work (RFC 3263, section 4.3)
    if (response.status() == 503 && now.hasAnother()) {
      unanswered(kind, at);
      return;
    }
    if (response.isFinal()) hosts.put(kind, now.settled());
    double chance = outside.random().nextDouble();
    switch (kind) {
      case REGISTER ->
          on(new Registering.Event.Answered(response, outside.seeds().get(), chance), at);
      case OPTIONS -> on(new Checking.Event.Answered(response), at);
    }
  }

  /// No response, or no way.
  void unanswered(Kind kind, Instant at) {
    if (isLeaving && kind == Kind.OPTIONS) return;
    var now = hosts.get(kind);
    boolean hasAnother = now.hasAnother();
    hosts.put(kind, hasAnother ? now.next() : now.next().settled());
    begin(kind, at);
    switch (kind) {
      case REGISTER ->
          on(new Registering.Event.Failed(hasAnother, outside.random().nextDouble()), at);
      case OPTIONS -> on(new Checking.Event.Failed(), at);
    }
  }

  private void on(Registering.Event event, Instant at) {
    registering.ifPresent(now -> apply(now.on(event, at)));
  }

  private void apply(Registering.Step step) {
    registering = Optional.of(step.next());
    for (var action : step.actions())
      switch (action) {
        case Registering.Action.Send(var request) ->
            outlet.send(this, Kind.REGISTER, request, hosts.get(Kind.REGISTER).inUse());
        case Registering.Action.Registered(var until) -> {
          LOG.debug("Trunk {} is registered until {}", trunk.name(), until);
          told(Outcome.REGISTERED);
        }
        case Registering.Action.Kept(var every) ->
            outside.flows().kept(hosts.get(Kind.REGISTER).inUse(), every);
        case Registering.Action.Lapsed _ ->
            LOG.atLevel(trunk.trouble())
                .log("Trunk {} is not registered any more: its calls do not come", trunk.name());
        case Registering.Action.Refused(int status, var next) -> {
          LOG.atLevel(trunk.trouble())
              .log(
                  "Trunk {} was not registered: {} (expected: 200); next attempt at {}",
                  trunk.name(),
                  status == 0 ? "no answer" : status,
                  next);
          told(status == 0 ? Outcome.NO_ANSWER : Outcome.REFUSED);
        }
      }
  }

  private void told(Outcome now) {
    outcome = Optional.of(now);
    outlet.told();
  }

  private void on(Checking.Event event, Instant at) {
    if (checking.isEmpty()) return;
    var before = checking.get().health();
    var step = checking.get().on(event, at);
    checking = Optional.of(step.next());
    var health = step.next().health();
    if (health != before)
      LOG.info(
          "Trunk {} {}", trunk.name(), health == Checking.Health.UP ? "is up" : "does not answer");
    step.send()
        .ifPresent(
            request -> outlet.send(this, Kind.OPTIONS, request, hosts.get(Kind.OPTIONS).inUse()));
    if (before == Checking.Health.DOWN && health == Checking.Health.UP)
      on(new Registering.Event.Back(), at);
  }

  /// The connection of this peer is gone.
  void lost(Peer peer, Instant at) {
    var registrar = hosts.get(Kind.REGISTER);
    if (registrar != null && registrar.isFound() && registrar.inUse().equals(peer))
      on(new Registering.Event.Lost(outside.random().nextDouble()), at);
  }

  /// Takes the registration back.
  void stop(Instant at) {
    isLeaving = true;
    checking = Optional.empty();
    on(new Registering.Event.Stop(), at);
  }

  /// Whether nothing of it is registered any more.
  boolean hasLeft() {
    return isLeaving && registering.map(Registering::isOver).orElse(true);
  }
}
