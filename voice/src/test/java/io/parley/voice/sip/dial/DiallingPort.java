package io.parley.voice.sip.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.sip.call.Hops;
import io.parley.voice.sip.call.IncomingCalls;
import io.parley.voice.sip.call.OwnEnd;
import io.parley.voice.sip.call.SipCalls;
import io.parley.voice.sip.call.SipMeter;
import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.dns.JndiDns;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.trunk.NotedFlows;
import io.parley.voice.sip.trunk.TrunkSettings;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.testing.ClaimedKeys;
import io.parley.voice.udp.RtpPorts;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Everything with which a node calls out, over a real port of this machine. Delayed tasks are the
/// test's, and no call comes in.
final class DiallingPort implements AutoCloseable {
  static final byte[] SECRET = new byte[32];
  static final String ELSEWHERE = "of another node";

  final Queue<Runnable> delayed = new ConcurrentLinkedQueue<>();
  final DialClaims claims = new DialClaims(new ClaimedKeys());
  final CalledAddresses called = new CalledAddresses();

  /// Calls of another node that it was to end.
  final Queue<String> ended = new ConcurrentLinkedQueue<>();

  final DialParts parts;
  private final RtpPorts sound = Sounds.ports();
  private final TransactionTimes times;
  private final SipPort port;
  private final AtomicInteger seeds = new AtomicInteger();

  /// With trunks to these hosts, in order.
  DiallingPort(String... hosts) throws IOException {
    this(TransactionTimes.DEFAULTS, hosts);
  }

  DiallingPort(TransactionTimes times, String... hosts) throws IOException {
    this.times = times;
    port = MadeProvider.port(times);
    var settings = new StringBuilder();
    for (int i = 0; i < hosts.length; i++)
      settings.append(
          "parley.sip.trunks.t%d { host = \"%s\", priority = %d, user = u, password = p, check-every = 0 }\n"
              .formatted(i, hosts[i], i));
    var clock = InstantSource.system();
    var locator =
        new Locator(
            new Locating(EnumSet.of(Transport.UDP)),
            new JndiDns("dns:", Duration.ofSeconds(1)),
            new Random(1),
            clock);
    var trunks =
        new Trunks(
            TrunkSettings.from(
                    ConfigFactory.parseString(settings.toString())
                        .withFallback(ConfigFactory.defaultReference()))
                .trunks(),
            new Trunks.Outside(
                port, locator, this::end, this::seed, new Random(1), clock, new NotedFlows()));
    var calls =
        new SipCalls(
            port,
            new SipCalls.Parts(
                this::end,
                this::seed,
                (_, _, _) -> new IncomingCalls.Decision.Refused(new CallEvent.Refuse(404)),
                new Hops(trunks::has),
                new Refusals(SECRET),
                trunks,
                clock));
    port.start(calls);
    trunks.start();
    parts =
        new DialParts(
            new DialParts.Port(port, calls, this::seed, new OtherNode(), clock),
            trunks,
            locator,
            new DialParts.Media(
                Sounds.parts(sound, new Uncounted()), new OwnEnd(Sounds.HERE, Optional.empty())),
            called,
            (_, work) -> delayed.add(work));
    // each is looked up by itself
    await().until(() -> located(trunks) == hosts.length);
  }

  private int located(Trunks trunks) {
    return parts.inPort(() -> trunks.forCallOut().size()).toCompletableFuture().join();
  }

  private final class OtherNode implements Elsewhere {
    @Override
    public boolean has(String call) {
      return call.equals(ELSEWHERE);
    }

    @Override
    public void hangUp(String call) {
      ended.add(call);
    }
  }

  private LocalEnd end(Peer peer, String seed) {
    return new OwnEnd(Sounds.HERE, Optional.empty())
        .of(peer, port.address().getPort(), seed, times);
  }

  private String seed() {
    return "5eed" + seeds.incrementAndGet();
  }

  @Override
  public void close() throws IOException {
    port.close();
    sound.close();
    assertThat(port.troubles()).as("errors in the port's thread").isZero();
  }

  /// Calls out are counted by reports.
  private static final class Uncounted implements SipMeter {
    @Override
    public void refused(Refusal why) {
      throw new IllegalStateException("no call came in");
    }

    @Override
    public void keyed(KeyWay way) {
      throw new IllegalStateException("no key was pressed");
    }

    @Override
    public void cancelled() {
      throw new IllegalStateException("no call came in");
    }

    @Override
    public void answered(Duration after) {
      throw new IllegalStateException("no call came in");
    }

    @Override
    public void wentOn() {
      throw new IllegalStateException("no call came in");
    }

    @Override
    public void ended() {
      throw new IllegalStateException("no call came in");
    }
  }
}
