package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.sip.call.OwnEnd;
import io.parley.voice.sip.dns.JndiDns;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.sip.transport.MadeCertificate;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.SipPortSettings;
import io.parley.voice.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trunks to a real kamailio: registration with digest, checks, and its death.
@Tag("long")
class KamailioIT {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;
  private final AtomicInteger seeds = new AtomicInteger();

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
            (peer, seed) ->
                new OwnEnd(HERE, Optional.empty())
                    .of(peer, port.address().getPort(), seed, TransactionTimes.DEFAULTS),
            () -> "5eed" + System.nanoTime() + "x" + seeds.incrementAndGet(),
            new Random(1),
            clock));
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls"})
  void it_registers_is_checked_is_noticed_when_it_dies_and_takes_its_registration_back(
      String transport) throws Exception {
    var certificate = new MadeCertificate(directory);
    try (var registrar = new Kamailio(directory, certificate);
        var port = port(certificate);
        var other = port(certificate)) {
      var host =
          "host = \"127.0.0.1:%d\", transport = %s".formatted(registrar.port(transport), transport);
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
}
