package io.parley.voice.sip.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.journal.StartRequests;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.call.AgentCalls;
import io.parley.voice.sip.call.Hops;
import io.parley.voice.sip.call.IncomingCalls;
import io.parley.voice.sip.call.OwnEnd;
import io.parley.voice.sip.call.SipCalls;
import io.parley.voice.sip.call.SipMeter;
import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestServer;
import io.parley.voice.sip.digest.DigestServer.Verdict;
import io.parley.voice.sip.dns.JndiDns;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.trunk.TrunkSettings;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls.Order;
import io.parley.voice.telephony.OutboundCalls.Placed;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.RecordingProgress;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.udp.RtpPorts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls out over trunks to providers on this machine, over real sockets.
class SipOutboundCallsTest {
  private static final String TO = "+493012345";
  private static final byte[] SECRET = new byte[32];

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Queue<String> reports = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> delayed = new ConcurrentLinkedQueue<>();
  private final Queue<Leg> legs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger seeds = new AtomicInteger();
  private volatile Readiness readiness = Readiness.READY;
  private RtpPorts ports;

  @BeforeEach
  void start() throws IOException {
    ports = Sounds.ports();
    open.add(ports);
  }

  @AfterEach
  void stop() throws Exception {
    for (var each : open.reversed()) each.close();
  }

  private MadeProvider provider(Function<Request, List<Response>> invited) throws IOException {
    var made = new MadeProvider(invited);
    open.add(made);
    return made;
  }

  private LocalEnd end(SipPort port, Peer peer, String seed) {
    return new OwnEnd(Sounds.HERE, Optional.empty())
        .of(peer, port.address().getPort(), seed, TransactionTimes.DEFAULTS);
  }

  private String seed() {
    return "5eed" + seeds.incrementAndGet();
  }

  /// With trunks to these hosts, in order.
  private SipOutboundCalls calls(String... hosts) throws IOException {
    var settings = new StringBuilder();
    for (int i = 0; i < hosts.length; i++)
      settings.append(
          "parley.sip.trunks.t%d { host = \"%s\", priority = %d, user = u, password = p, check-every = 0 }\n"
              .formatted(i, hosts[i], i));
    var port = MadeProvider.port();
    open.add(port);
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
                port,
                locator,
                (peer, seed) -> end(port, peer, seed),
                this::seed,
                new Random(1),
                clock));
    var calls =
        new SipCalls(
            port,
            new SipCalls.Parts(
                (peer, seed) -> end(port, peer, seed),
                this::seed,
                (_, _, _) -> new IncomingCalls.Decision.Refused(new CallEvent.Refuse(404)),
                new Hops(trunks::has),
                new Refusals(SECRET),
                trunks,
                clock));
    port.start(calls);
    trunks.start();
    await().until(() -> trunks.has(Sounds.HERE));
    return new SipOutboundCalls(
        new DialClaims(new Keys()),
        new DialParts(
            new DialParts.Port(port, calls, this::seed, clock),
            trunks,
            locator,
            new Agents(),
            new DialParts.Media(
                Sounds.parts(ports, new Uncounted()), new OwnEnd(Sounds.HERE, Optional.empty())),
            new Reports(),
            (_, work) -> delayed.add(work)));
  }

  private static final class Keys implements StartRequests {
    private final Map<String, Map.Entry<String, SessionId>> claimed = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Claim> claim(
        TenantId tenant, Key key, String fingerprint, SessionId proposed) {
      var mine = Map.entry(fingerprint, proposed);
      var first = Optional.ofNullable(claimed.putIfAbsent(key.text(), mine)).orElse(mine);
      return CompletableFuture.completedStage(
          first.getKey().equals(fingerprint) ? new Granted(first.getValue()) : new Reused());
    }
  }

  private final class Agents implements AgentCalls {
    @Override
    public Readiness readiness(PhoneCall call) {
      return readiness;
    }

    @Override
    public CompletionStage<Place> admit(PhoneCall call, String requestId) {
      return CompletableFuture.completedStage(
          new Place() {
            @Override
            public void open(Leg leg) {
              legs.add(leg);
            }

            @Override
            public void forgo() {
              throw new IllegalStateException("the call is there");
            }
          });
    }
  }

  private final class Reports implements ProviderReports {
    @Override
    public void call(CallProgress progress) {
      reports.add(progress.number().orElseThrow() + " " + progress.status());
    }

    @Override
    public void recording(RecordingProgress progress) {
      throw new IllegalStateException("there is none");
    }
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
    public void ended() {
      throw new IllegalStateException("no call came in");
    }
  }

  private static Order order(String key) {
    return new Order(
        TenantId.DEFAULT,
        key,
        "+4989111",
        TO,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(30));
  }

  private static String dial(SipOutboundCalls calls) {
    var placed = calls.place(order("k1")).toCompletableFuture().join();
    return ((Placed.Dialled) placed).call();
  }

  private void awaitReport(String last) {
    await().until(() -> reports.contains(last));
  }

  @Test
  void a_call_proves_its_password_rings_and_leads_to_the_agent_until_it_is_hung_up()
      throws IOException {
    var digest =
        new DigestServer(
            "p",
            List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
            SECRET,
            Duration.ofMinutes(5),
            user -> user.equals("u") ? Optional.of("p") : Optional.empty(),
            10);
    var provider =
        provider(
            invite ->
                switch (digest.check(invite, "peer", Instant.now())) {
                  case Verdict.Challenged(var challenges, _) ->
                      List.of(
                          Response.to(invite, 401)
                              .with(
                                  Response.to(invite, 401)
                                      .headers()
                                      .with(HeaderType.WWW_AUTHENTICATE, challenges)));
                  case Verdict.Accepted _ ->
                      List.of(MadeProvider.with(invite, 180), MadeProvider.answered(invite));
                });
    var calls = calls(provider.host());
    var id = dial(calls);
    awaitReport("2 ANSWERED");
    await().until(() -> legs.size() == 1);
    var invite = provider.requests.stream().filter(r -> r.is(Method.INVITE)).findFirst();
    assertThat(invite.orElseThrow().uri().toString())
        .isEqualTo("sip:%s@%s".formatted(TO, provider.host()));
    calls.hangUp(id).toCompletableFuture().join();
    awaitReport("3 COMPLETED");
    assertThat(reports).containsExactly("0 INITIATED", "1 RINGING", "2 ANSWERED", "3 COMPLETED");
    await().until(() -> provider.methods().equals(List.of("INVITE", "INVITE", "BYE")));
  }

  @Test
  void an_order_is_dialled_once() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.with(invite, 486)));
    var calls = calls(provider.host());
    dial(calls);
    awaitReport("1 BUSY");
    assertThat(calls.place(order("k1")).toCompletableFuture().join())
        .isEqualTo(new Placed.Repeated());
    assertThat(provider.methods()).containsExactly("INVITE");
  }

  @Test
  void a_trunk_that_cannot_is_followed_by_the_next_one() throws IOException {
    var first = provider(invite -> List.of(MadeProvider.with(invite, 503)));
    var second = provider(invite -> List.of(MadeProvider.answered(invite)));
    dial(calls(first.host(), second.host()));
    awaitReport("1 ANSWERED");
    assertThat(first.methods()).containsExactly("INVITE");
  }

  @Test
  void a_trunk_without_a_word_is_followed_by_the_next_one_and_a_late_word_of_it_is_cancelled()
      throws IOException {
    var second = provider(invite -> List.of(MadeProvider.with(invite, 180)));
    try (var silent = new SilentProvider()) {
      dial(calls(silent.host(), second.host()));
      var invite = silent.next();
      assertThat(invite.method()).isEqualTo(Method.INVITE);
      await().until(() -> !delayed.isEmpty());
      delayed.remove().run();
      awaitReport("1 RINGING");
      silent.send(MadeProvider.with(invite, 180));
      Request next;
      do next = silent.next();
      while (next.is(Method.INVITE));
      assertThat(next.method()).isEqualTo(Method.CANCEL);
    }
    assertThat(reports).containsExactly("0 INITIATED", "1 RINGING");
  }

  @Test
  void a_redirection_to_another_number_is_not_followed() throws IOException {
    var provider =
        provider(
            invite ->
                List.of(
                    Response.to(invite, 302)
                        .tagged("p1")
                        .with(
                            HeaderType.CONTACT,
                            new Address(SipUri.of("+881234567", "127.0.0.1", 0)))));
    dial(calls(provider.host()));
    awaitReport("1 FAILED");
    assertThat(provider.methods()).containsExactly("INVITE");
  }

  @Test
  void without_an_agent_nothing_is_dialled_and_the_order_may_come_again() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.with(invite, 486)));
    var calls = calls(provider.host());
    readiness = Readiness.NO_SPEECH;
    assertThatThrownBy(() -> calls.place(order("k1")).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TelephonyFailure.class, failure -> assertThat(failure.retryable()).isTrue());
    readiness = Readiness.READY;
    dial(calls);
    awaitReport("1 BUSY");
  }

  @Test
  void numbers_of_another_form_are_refused() throws IOException {
    var calls = calls(provider(_ -> List.of()).host());
    for (var number : List.of("110", "+49 30", "sip:a@b", "+0301234"))
      assertThatThrownBy(() -> calls.transfer("c", number, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> calls.transfer("c", TO, Optional.empty()).toCompletableFuture().join())
        .hasRootCauseInstanceOf(TelephonyFailure.class);
  }
}
