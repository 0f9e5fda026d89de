package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.sip.call.Hops;
import io.parley.voice.sip.call.IncomingCalls;
import io.parley.voice.sip.call.OwnEnd;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipCalls;
import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.CallPlan;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.dns.JndiDns;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.sip.transport.MadeCertificate;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.SipPortSettings;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.transport.UserAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trunks to a real kamailio: registration with digest, checks, calls, its death and its return.
@Tag("long")
class KamailioIT {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Body DESCRIPTION = Body.of(Sounds.description(40_000, "0 101", "sendrecv"));

  @TempDir Path directory;
  private final AtomicInteger seeds = new AtomicInteger();
  private final List<String> called = new CopyOnWriteArrayList<>();
  private final List<String> calling = new CopyOnWriteArrayList<>();

  private static SipPort port(MadeCertificate certificate) throws IOException {
    var settings =
        new SipPortSettings(
            new InetSocketAddress(HERE, 0),
            MessageLimits.DEFAULTS,
            TransactionTimes.DEFAULTS,
            100,
            ConnectionLimits.DEFAULTS,
            true,
            100);
    return new SipPort(
        settings,
        Optional.of(certificate.ends(Optional.empty(), certificate.context())),
        _ -> true,
        new Refusals(new byte[32]),
        InstantSource.system());
  }

  private String seed() {
    return "5eed" + System.nanoTime() + "x" + seeds.incrementAndGet();
  }

  private static LocalEnd end(SipPort port, Peer peer, String seed) {
    return new OwnEnd(HERE, Optional.empty())
        .of(peer, port.address().getPort(), seed, TransactionTimes.DEFAULTS);
  }

  private SipCalls calls(SipPort port, UserAgent others, IncomingCalls incoming) {
    return new SipCalls(
        port,
        new SipCalls.Parts(
            (peer, seed) -> end(port, peer, seed),
            this::seed,
            incoming,
            new Hops(_ -> true),
            new Refusals(new byte[32]),
            others,
            InstantSource.system()));
  }

  private Trunks trunks(SipPort port, String more) {
    var clock = InstantSource.system();
    var trunk =
        TrunkSettingsTest.read(
                "trunks.k { %s, user = alice, register = true, check-every = 1s }".formatted(more))
            .trunks()
            .getFirst();
    return new Trunks(
        List.of(trunk),
        new Trunks.Outside(
            port,
            new Locator(
                new Locating(EnumSet.of(Transport.UDP, Transport.TCP, Transport.TLS)),
                new JndiDns("dns:", Duration.ofSeconds(1)),
                new Random(1),
                clock),
            (peer, seed) -> end(port, peer, seed),
            this::seed,
            new Random(1),
            clock,
            flows(port)));
  }

  /// Of a node of its own.
  private static Flows flows(SipPort port) {
    var instance = "urn:uuid:" + UUID.randomUUID();
    return new Flows() {
      @Override
      public String instance(String trunk) {
        return instance;
      }

      @Override
      public void kept(Peer over, Optional<Duration> every) {
        port.keep(over, every);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls", "ws", "wss"})
  void it_registers_is_checked_is_noticed_when_it_dies_and_takes_its_registration_back(
      String transport) throws Exception {
    var certificate = new MadeCertificate(directory);
    try (var registrar = new Kamailio(directory, certificate);
        var port = port(certificate);
        var other = port(certificate)) {
      var host = host(registrar, transport);
      var right = trunks(port, host + ", password = s3cret");
      port.start(right);
      right.start();
      await().atMost(PATIENCE).until(() -> right.status("k").isRegistered());
      assertThat(right.status("k").isUp()).isTrue();
      right.stop().toCompletableFuture().get(1, TimeUnit.MINUTES);
      var wrong = trunks(other, host + ", password = wrong");
      other.start(wrong);
      wrong.start();
      registrar.kill();
      await().atMost(PATIENCE).until(() -> !wrong.status("k").isUp());
      assertThat(wrong.status("k").isRegistered()).isFalse();
    }
  }

  private static String host(Kamailio registrar, String transport) {
    return "host = \"127.0.0.1:%d\", transport = %s, path = \"/ws\""
        .formatted(registrar.port(transport), transport);
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls", "ws", "wss"})
  void a_call_comes_on_the_way_by_which_the_trunk_has_registered(String transport)
      throws Exception {
    var certificate = new MadeCertificate(directory);
    var from = new CompletableFuture<Peer>();
    try (var registrar = new Kamailio(directory, certificate);
        var port = port(certificate);
        var telephone = port(certificate)) {
      var trunks = trunks(port, host(registrar, transport) + ", password = s3cret");
      port.start(
          calls(
              port,
              trunks,
              (_, _, peer) -> {
                from.complete(peer);
                return new IncomingCalls.Decision.Taken(this::answer);
              }));
      trunks.start();
      await().atMost(PATIENCE).until(() -> trunks.status("k").isRegistered());
      var calls =
          calls(
              telephone,
              _ -> {},
              (_, _, _) -> new IncomingCalls.Decision.Refused(new CallEvent.Refuse(404)));
      telephone.start(calls);
      var call =
          calls.call(toAlice(registrar), proxy(registrar), (_, news) -> calling.add(word(news)));
      await().atMost(PATIENCE).until(() -> called.contains("Confirmed"));
      assertThat(calling).contains("Ringing", "Answered");
      assertThat(from.join().transport()).hasToString(transport.toUpperCase(Locale.ROOT));
      assertThat(from.join().address().getPort()).isEqualTo(registrar.port(transport));
      call.say(new CallEvent.HangUp());
      await().atMost(PATIENCE).until(() -> called.contains("Ended OTHER_HUNG_UP"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls", "ws", "wss"})
  void a_registrar_that_was_killed_and_is_back_has_the_registration_again(String transport)
      throws Exception {
    var certificate = new MadeCertificate(directory);
    try (var registrar = new Kamailio(directory, certificate);
        var port = port(certificate);
        var telephone = port(certificate)) {
      var trunks = trunks(port, host(registrar, transport) + ", password = s3cret");
      port.start(calls(port, trunks, (_, _, _) -> new IncomingCalls.Decision.Taken(this::answer)));
      trunks.start();
      var calls =
          calls(
              telephone,
              _ -> {},
              (_, _, _) -> new IncomingCalls.Decision.Refused(new CallEvent.Refuse(404)));
      telephone.start(calls);
      await().atMost(PATIENCE).until(() -> trunks.status("k").isRegistered());
      assertThat(reaches(calls, registrar)).isTrue();

      registrar.kill();
      await().atMost(PATIENCE).until(() -> !trunks.status("k").isUp());
      registrar.start();
      await().atMost(PATIENCE).until(() -> trunks.status("k").isUp());
      // 404 until the registrar knows us again
      await().atMost(PATIENCE).until(() -> reaches(calls, registrar));
    }
  }

  /// Whether a telephone's call to us is answered.
  private static boolean reaches(SipCalls calls, Kamailio registrar) throws Exception {
    var isAnswered = new CompletableFuture<Boolean>();
    calls.call(
        toAlice(registrar),
        proxy(registrar),
        (call, news) -> {
          if (news instanceof CallNews.Answered) {
            isAnswered.complete(true);
            call.say(new CallEvent.HangUp());
          } else if (news instanceof CallNews.Ended) isAnswered.complete(false);
        });
    return isAnswered.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Peer proxy(Kamailio registrar) {
    return Peer.udp(new InetSocketAddress(HERE, registrar.port("udp")));
  }

  private static CallPlan toAlice(Kamailio registrar) {
    var alice = Uri.of("sip:alice@127.0.0.1:" + registrar.port("udp"));
    return new CallPlan(
        alice,
        new Address(Uri.of("sip:bob@127.0.0.1")),
        new Address(alice),
        List.of(),
        DESCRIPTION,
        PATIENCE);
  }

  private void answer(SipCall call, CallNews news) {
    called.add(word(news));
    if (!(news instanceof CallNews.Offered)) return;
    call.say(new CallEvent.Ring());
    call.say(new CallEvent.Accept(DESCRIPTION));
  }

  private static String word(CallNews news) {
    return news instanceof CallNews.Ended ended
        ? "Ended " + ended.cause()
        : news.getClass().getSimpleName();
  }
}
