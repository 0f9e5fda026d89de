package io.parley.voice.sip.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestServer;
import io.parley.voice.sip.digest.DigestServer.Verdict;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.OutboundCalls.Order;
import io.parley.voice.telephony.OutboundCalls.Placed;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.RecordingProgress;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.io.IOException;
import java.net.DatagramSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls out over trunks to providers on this machine, over real sockets.
class SipOutboundCallsTest {
  private static final String TO = "+493012345";
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Queue<String> reports = new ConcurrentLinkedQueue<>();
  private final Queue<PhoneCall> phones = new ConcurrentLinkedQueue<>();
  private final Queue<Leg> legs = new ConcurrentLinkedQueue<>();
  private CompletionStage<Optional<String>> beginning = new CompletableFuture<>();
  private volatile Readiness readiness = Readiness.READY;
  private DiallingPort dialling;

  @AfterEach
  void stop() throws Exception {
    for (var each : open.reversed()) each.close();
  }

  private MadeProvider provider(Function<Request, List<Response>> invited) throws IOException {
    var made = new MadeProvider(invited);
    open.add(made);
    return made;
  }

  /// With trunks to these hosts, in order.
  private SipOutboundCalls calls(String... hosts) throws IOException {
    return calls(new DiallingPort(hosts));
  }

  private SipOutboundCalls calls(DiallingPort port) {
    open.add(port);
    dialling = port;
    var transfers = new SipTransfers(port.claims, port.parts, Duration.ofSeconds(40));
    return new SipOutboundCalls(
        port.claims,
        port.parts,
        new SipOutboundCalls.Side(new Agents(), transfers::of, new Reports(), _ -> true));
  }

  private final class Agents implements AnsweredLegs {
    @Override
    public Readiness readiness(PhoneCall call) {
      return readiness;
    }

    @Override
    public CompletionStage<Optional<String>> begin(
        Order order, PhoneCall phone, Leg leg, CallTransfer transfer) {
      phones.add(phone);
      legs.add(leg);
      return beginning;
    }
  }

  private final class Reports implements ProviderReports {
    @Override
    public void call(CallProgress progress) {
      assertThat(progress.order()).contains(new CallOutId(TenantId.DEFAULT, KEY));
      reports.add(progress.number().orElseThrow() + " " + progress.status());
    }

    @Override
    public void recording(RecordingProgress progress) {
      throw new IllegalStateException("there is none");
    }
  }

  private static Order order() {
    return order(Duration.ofSeconds(30));
  }

  private static Order order(Duration ring) {
    return new Order(
        TenantId.DEFAULT, KEY, "+4989111", TO, Optional.empty(), Optional.empty(), ring);
  }

  private static String dial(SipOutboundCalls calls) {
    var placed = calls.place(order()).toCompletableFuture().join();
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
            DiallingPort.SECRET,
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
  void sound_before_the_answer_is_ringing_and_no_conversation() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.early(invite)));
    var calls = calls(provider.host());
    var id = dial(calls);
    awaitReport("1 RINGING");
    assertThat(reports).containsExactly("0 INITIATED", "1 RINGING");
    assertThat(status(calls, id)).contains(Status.RINGING);
    assertThat(legs).isEmpty();
    calls.hangUp(id).toCompletableFuture().join();
    await().until(() -> provider.methods().equals(List.of("INVITE", "PRACK", "CANCEL")));
    assertThat(legs).isEmpty();
  }

  @Test
  void an_answer_without_a_description_goes_on_with_the_sound_before_it() throws IOException {
    var provider =
        provider(invite -> List.of(MadeProvider.early(invite), MadeProvider.with(invite, 200)));
    dial(calls(provider.host()));
    awaitReport("2 ANSWERED");
    assertThat(reports).containsExactly("0 INITIATED", "1 RINGING", "2 ANSWERED");
    await().until(() -> legs.size() == 1);
  }

  @Test
  void only_sound_of_the_end_that_answered_is_heard() throws IOException {
    try (var early = new DatagramSocket(0, Sounds.HERE);
        var answering = new DatagramSocket(0, Sounds.HERE)) {
      var provider =
          provider(
              invite -> {
                MadeProvider.sound(early, invite, 1);
                return List.of(
                    MadeProvider.described(invite, 183, early.getLocalPort()),
                    MadeProvider.described(invite, 200, answering.getLocalPort()));
              });
      dial(calls(provider.host()));
      await().until(() -> legs.size() == 1);
      var leg = legs.element();
      var ports = dialling.parts.media().parts().ports();
      MadeProvider.sound(early, provider.first(Method.INVITE), 2);
      MadeProvider.sound(answering, provider.first(Method.INVITE), 1);
      await().until(() -> ports.stats().received() == 3);
      assertThat(ports.stats().foreign()).as("sound of the end that only rang").isEqualTo(2);
      assertThat(leg.stats().received()).isEqualTo(1);
    }
  }

  @Test
  void an_order_is_dialled_once() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.with(invite, 486)));
    var calls = calls(provider.host());
    dial(calls);
    awaitReport("1 BUSY");
    assertThat(calls.place(order()).toCompletableFuture().join()).isEqualTo(new Placed.Repeated());
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
      await().until(() -> !dialling.delayed.isEmpty());
      dialling.delayed.remove().run();
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
  void without_an_agent_or_room_nothing_is_dialled_and_the_order_may_come_again()
      throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.with(invite, 486)));
    var calls = calls(provider.host());
    for (var missing : List.of(Readiness.NO_SPEECH, Readiness.LOADED)) {
      readiness = missing;
      assertThatThrownBy(() -> calls.place(order()).toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              TelephonyFailure.class, failure -> assertThat(failure.retryable()).isTrue());
    }
    readiness = Readiness.READY;
    dial(calls);
    awaitReport("1 BUSY");
  }

  @Test
  void a_call_that_cannot_begin_is_hung_up() throws IOException {
    beginning = CompletableFuture.failedStage(new IllegalStateException("no place"));
    var provider = provider(invite -> List.of(MadeProvider.answered(invite)));
    dial(calls(provider.host()));
    awaitReport("2 COMPLETED");
    await().until(() -> provider.methods().equals(List.of("INVITE", "BYE")));
  }

  @Test
  void a_call_ends_with_its_leg() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.answered(invite)));
    dial(calls(provider.host()));
    await().until(() -> legs.size() == 1);
    legs.remove().close();
    awaitReport("2 COMPLETED");
    await().until(() -> provider.methods().equals(List.of("INVITE", "BYE")));
  }

  private static Optional<Status> status(SipOutboundCalls calls, String call) {
    return calls.look(call).toCompletableFuture().join().map(CallProgress::status);
  }

  @Test
  void what_became_of_a_call_is_known_while_it_goes_on_and_when_it_is_over() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.answered(invite)));
    var calls = calls(provider.host());
    var id = dial(calls);
    awaitReport("1 ANSWERED");
    assertThat(status(calls, id)).contains(Status.ANSWERED);
    calls.hangUp(id).toCompletableFuture().join();
    awaitReport("2 COMPLETED");
    assertThat(status(calls, id)).contains(Status.COMPLETED);
  }

  @Test
  void a_call_of_another_node_goes_on_and_is_ended_there_and_one_of_none_is_not_known()
      throws IOException {
    var calls = calls(provider(_ -> List.of()).host());
    assertThat(status(calls, DiallingPort.ELSEWHERE)).contains(Status.INITIATED);
    assertThat(status(calls, "of a node that is gone")).isEmpty();
    calls.hangUp(DiallingPort.ELSEWHERE).toCompletableFuture().join();
    assertThat(dialling.ended).containsExactly(DiallingPort.ELSEWHERE);
    assertThatThrownBy(() -> calls.hangUp("of none").toCompletableFuture().join())
        .cause()
        .isInstanceOfSatisfying(
            TelephonyFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(Category.REFUSED));
  }

  @Test
  void a_trunk_that_says_nothing_has_failed() throws IOException {
    var hasty =
        new TransactionTimes(Duration.ofMillis(10), Duration.ofMillis(80), Duration.ofMillis(100));
    try (var silent = new SilentProvider()) {
      var calls = calls(new DiallingPort(hasty, silent.host()));
      calls.place(order(Duration.ofMillis(100))).toCompletableFuture().join();
      silent.next();
      await().until(() -> !dialling.delayed.isEmpty());
      dialling.delayed.remove().run();
      awaitReport("1 FAILED");
    }
  }

  @Test
  void a_person_is_handed_over_to_a_number_at_the_trunk() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.answered(invite)));
    var calls = calls(provider.host());
    var id = dial(calls);
    await().until(() -> legs.size() == 1);
    assertThat(phones).singleElement().returns(id, PhoneCall::call);
    var outcome = calls.transfer(id, "+4940123456", Optional.empty()).toCompletableFuture();
    await().until(() -> provider.methods().contains(Method.REFER));
    var refer = provider.first(Method.REFER);
    assertThat(refer.headers().need(HeaderType.REFER_TO).uri())
        .hasToString("sip:+4940123456@" + provider.host());
    provider.reports(refer, 200);
    await().until(outcome::isDone);
    assertThat(outcome).isCompleted();
    awaitReport("2 COMPLETED");
    await().until(() -> provider.methods().contains(Method.BYE));
  }

  @Test
  void a_person_who_was_called_leads_us_nowhere() throws IOException {
    var provider = provider(invite -> List.of(MadeProvider.answered(invite)));
    dial(calls(provider.host()));
    await().until(() -> legs.size() == 1);
    var refer = provider.within(provider.first(Method.INVITE), Method.REFER);
    var target = new Address(SipUri.of("+881234567", "127.0.0.1", 0));
    provider.sends(refer.with(refer.headers().with(HeaderType.REFER_TO, target)));
    await().until(() -> !provider.answers.isEmpty());
    assertThat(provider.answers).containsExactly(603);
    assertThat(provider.methods()).containsExactly("INVITE");
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
