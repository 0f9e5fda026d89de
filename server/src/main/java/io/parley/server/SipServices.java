package io.parley.server;

import com.typesafe.config.Config;
import io.micrometer.core.instrument.FunctionCounter;
import io.parley.operations.SipMeters;
import io.parley.operations.TrunkMeters;
import io.parley.server.ServerSettings.Address;
import io.parley.voice.call.CallSettings;
import io.parley.voice.flow.Timer;
import io.parley.voice.sip.account.AccountSettings;
import io.parley.voice.sip.account.Accounts;
import io.parley.voice.sip.account.Registrar;
import io.parley.voice.sip.call.AgentCalls;
import io.parley.voice.sip.call.Handover;
import io.parley.voice.sip.call.Hops;
import io.parley.voice.sip.call.LeftCalls;
import io.parley.voice.sip.call.NodeMark;
import io.parley.voice.sip.call.OwnEnd;
import io.parley.voice.sip.call.Receptionist;
import io.parley.voice.sip.call.SipCalls;
import io.parley.voice.sip.call.SipSettings;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.cluster.NodeAddress;
import io.parley.voice.sip.cluster.SipNodes;
import io.parley.voice.sip.dial.CalledAddresses;
import io.parley.voice.sip.dial.DialParts;
import io.parley.voice.sip.dial.Elsewhere;
import io.parley.voice.sip.dial.SipTransfers;
import io.parley.voice.sip.dial.TrunkCalls;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.dns.JndiDns;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.transport.UserAgent;
import io.parley.voice.sip.trunk.OwnCallers;
import io.parley.voice.sip.trunk.TrunkSettings;
import io.parley.voice.sip.trunk.TrunkSettings.UnknownPeer;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.NumberPlan;
import io.parley.voice.telephony.TransferSettings;
import io.parley.voice.udp.RtpLegSources;
import io.parley.voice.udp.RtpPorts;
import io.parley.voice.udp.UdpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// The SIP port of this node, and the calls that come over it.
final class SipServices implements AutoCloseable {
  private static final int SECRET_BYTES = 32;
  private static final int SEED_BYTES = 16;

  private static final Duration DNS_TIMEOUT = Duration.ofSeconds(1);

  /// For telephones to learn that their calls are over, or to call another node.
  private static final int CALLS_MILLIS = 5_000;

  /// For registrars to learn that we are gone.
  private static final int REGISTRARS_MILLIS = 2_000;

  private final SipSettings settings;
  private final NodeBasics basics;
  private final Services services;
  private final SipDestinations destinations;
  private final SecureRandom random = new SecureRandom();
  private final AccountSettings accountSettings;
  private final Accounts accounts;
  private final SipPort port;
  private final SipNodes nodes;
  private final SipCalls calls;
  private final Locator locator;
  private final DialParts dial;
  private final DialParts.Media media;
  private final CalledAddresses called = new CalledAddresses();

  /// Set before the port starts, like the next one.
  private final Trunks trunks;

  private final SipTransfers transfers;
  private final AgentCalls agents;
  private final TrunkCalls incoming;

  /// Checks that the port is free before anything is started that would have to stop again.
  static void requireFree(Config config, boolean production) {
    var settings = SipSettings.from(config, production);
    var bind = settings.bind();
    if (settings.enabled())
      HttpServers.requireFree(
          "sip", new Address(bind.getAddress().getHostAddress(), bind.getPort()));
  }

  /// @param sockets get the port, if telephones may call over WebSockets
  /// @param out dials over it
  /// @return its address; empty when telephones cannot call
  static Optional<String> start(
      NodeBasics basics, Services services, SipSockets sockets, SipCallsOut out) {
    var settings = SipSettings.from(basics.config(), basics.settings().production());
    boolean canTalk = CallSettings.from(basics.config()).enabled();
    if (!settings.enabled() || !canTalk) return Optional.empty();
    var sip =
        basics.closers().add("the SIP port", new SipServices(settings, basics, services, out));
    if (sip.accountSettings.webSockets()) sockets.are(sip.port);
    out.open(sip.dial, sip.transfers);
    return Optional.of(Addresses.sip(settings.bind().getAddress(), sip.port.address()));
  }

  private SipServices(SipSettings settings, NodeBasics basics, Services services, SipCallsOut out) {
    this.settings = settings;
    this.basics = basics;
    this.services = services;
    var refusals = new Refusals(secret());
    accountSettings = AccountSettings.from(basics.config());
    accounts = new Accounts(accountSettings, secret(), refusals);
    destinations =
        new SipDestinations(
            settings, accounts, NumberPlan.from(basics.config()).with(services.numbers()));
    nodes = SipNodes.start(services.member().system());
    var trunked = TrunkSettings.from(basics.config());
    port = port(refusals, trunked);
    locator = locator();
    trunks =
        new Trunks(
            trunked.trunks(),
            new Trunks.Outside(
                port, locator, this::end, this::seed, random, basics.clock(), SipFlows.of(port)));
    media = media();
    var handover = new Handover(port, nodes, refusals);
    agents = AgentCalls.of(services.conversations().voice().phones());
    incoming = new TrunkCalls(trunks, receptionist());
    calls = new SipCalls(handover, parts(refusals));
    handover.lead(calls);
    dial = dial();
    transfers = transfers();
    var left = leftCalls();
    nodes.lead(handover, this::address, out::end, left::goOn);
    calls.moveTo(nodes::elsewhere);
    calls.leaveTo(nodes::goOn);
    var registry = basics.meters().registry();
    new TrunkMeters(trunks, registry).register();
    port.start(registrar(refusals, handover));
    basics
        .closers()
        .add(
            "the watch over the SIP port",
            SipWatch.start(port, Timer.of(services.member().system()), registry));
    trunks.start();
    OwnTrunkServices.start(basics, services, trunks);
  }

  private Trunks trunks() {
    return trunks;
  }

  private byte[] secret() {
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /// Of telephones with accounts; all else goes to the calls, here or at other nodes.
  private Registrar registrar(Refusals refusals, UserAgent next) {
    var registrar =
        new Registrar(
            accounts, accountSettings.registrations(), port, refusals, next, basics.clock());
    var registry = basics.meters().registry();
    FunctionCounter.builder("parley.sip.wrong.passwords", accounts, Accounts::wrongPasswords)
        .register(registry);
    registry.gauge("parley.sip.registrations", registrar, Registrar::count);
    return registrar;
  }

  private Locator locator() {
    var locating = new Locating(EnumSet.of(Transport.UDP, Transport.TCP, Transport.TLS));
    return new Locator(locating, new JndiDns("dns:", DNS_TIMEOUT), random, basics.clock());
  }

  private DialParts dial() {
    return new DialParts(
        new DialParts.Port(port, calls, this::seed, elsewhere(), basics.clock()),
        trunks,
        locator,
        media,
        called,
        Timer.of(services.member().system())::after);
  }

  private SipTransfers transfers() {
    return new SipTransfers(
        new DialClaims(services.storage().repositories().callers().startRequests()),
        dial,
        TransferSettings.from(basics.config()).times().handingOver());
  }

  /// Calls out of other nodes, whose ids are seeds of theirs.
  private Elsewhere elsewhere() {
    return new Elsewhere() {
      @Override
      public boolean has(String call) {
        return NodeMark.of(call).stream().anyMatch(node -> node != nodes.own() && nodes.has(node));
      }

      @Override
      public void hangUp(String call) {
        NodeMark.of(call).ifPresent(node -> nodes.hangUp(node, call));
      }
    };
  }

  private LocalEnd end(Peer peer, String seed) {
    var end = new OwnEnd(settings.bind().getAddress(), settings.publicAddress());
    var bound =
        peer.transport().isSecure() ? port.secureAddress().orElse(port.address()) : port.address();
    return end.of(peer, bound.getPort(), seed, TransactionTimes.DEFAULTS);
  }

  /// Where a peer reaches this node; empty while it drains.
  private Optional<NodeAddress> address(InetSocketAddress peer) {
    if (services.conversations().voice().desk().isDraining()) return Optional.empty();
    var own = new OwnEnd(settings.bind().getAddress(), settings.publicAddress());
    var secure = port.secureAddress().map(bound -> OptionalInt.of(bound.getPort()));
    return Optional.of(
        new NodeAddress(
            HostPort.ofAddress(own.towards(peer), 0).host(),
            port.address().getPort(),
            secure.orElseGet(OptionalInt::empty)));
  }

  private SipPort port(Refusals refusals, TrunkSettings trunked) {
    try {
      return new SipPort(
          settings.port(trunked.unknownPeer() == UnknownPeer.REFUSE),
          Optional.of(SipTls.ends(basics, settings.bind().getAddress())),
          this::mayCall,
          new OwnCallers(this::trunks, accounts.calling(called)),
          refusals,
          basics.clock());
    } catch (IOException e) {
      var bind = settings.bind();
      throw new WrongSetting(
          EnvironmentNames.named(
              "parley.sip.port: %d on %s (expected: %s)"
                  .formatted(
                      bind.getPort(),
                      bind.getAddress().getHostAddress(),
                      e instanceof BindException
                              && String.valueOf(e.getMessage()).contains("in use")
                          ? "a free port; another program uses this one"
                          : "an address of this machine and a port that may be bound")),
          e);
    }
  }

  private boolean mayCall(InetAddress address) {
    return destinations.isThisMachine(address) || trunks.has(address);
  }

  private SipCalls.Parts parts(Refusals refusals) {
    return new SipCalls.Parts(
        this::end, this::seed, incoming, new Hops(this::mayCall), refusals, trunks, basics.clock());
  }

  private String seed() {
    var bytes = new byte[SEED_BYTES];
    random.nextBytes(bytes);
    return NodeMark.seed(HexFormat.of().formatHex(bytes), nodes.own());
  }

  private Receptionist receptionist() {
    return new Receptionist(
        dialled -> destinations.led(trunks, dialled),
        agents,
        (call, phone) -> transfers.of(call, phone),
        media.parts(),
        media.end(),
        media.parts().meter(),
        basics.clock());
  }

  /// Of other nodes that drain.
  private LeftCalls leftCalls() {
    return new LeftCalls(
        calls,
        agents,
        (call, phone) -> transfers.of(call, phone),
        media.parts(),
        media.end(),
        incoming::goesOver,
        basics.clock());
  }

  private DialParts.Media media() {
    var rtp = UdpSettings.from(basics.config());
    return new DialParts.Media(
        new SipSound.Parts(
            rtpPorts(rtp),
            rtp,
            new RtpLegSources(System::nanoTime, basics.clock(), random),
            settings.codecs(),
            new SipMeters(basics.meters().registry())),
        new OwnEnd(rtp.ports().bindAddress(), settings.publicAddress()));
  }

  private RtpPorts rtpPorts(UdpSettings rtp) {
    try {
      var ports =
          basics.closers().add("the ports of telephones", new RtpPorts(rtp, System::nanoTime));
      FunctionCounter.builder("parley.sip.foreign.packets", ports, each -> each.stats().foreign())
          .register(basics.meters().registry());
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("the ports of telephones cannot be opened", e);
    }
  }

  /// Ends what calls are left; then, since they may need the connections by which trunks have
  /// registered, takes registrations back.
  @Override
  public void close() throws IOException {
    await(calls.leave(), CALLS_MILLIS);
    await(trunks.stop(), REGISTRARS_MILLIS);
    port.close();
  }

  private static void await(CompletionStage<Void> end, int millis) {
    end.toCompletableFuture().copy().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
  }
}
