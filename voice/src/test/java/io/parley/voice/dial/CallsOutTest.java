package io.parley.voice.dial;

import static io.parley.core.dial.CallOutEvent.Kind.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.dial.CallContext;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutEvent.Kind;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.CallsOutStore.Ordered;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.dial.RememberedCallsOut;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import io.parley.voice.telephony.NumberBook;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.TelephonyFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Calls out over one store that several nodes share; a node dies by doing nothing any more.
class CallsOutTest {
  private static final PhoneNumber BERLIN = new PhoneNumber("+493023125000");
  private static final OutboundSettings SETTINGS =
      OutboundSettings.from(
          ConfigFactory.parseString(
                  """
                  parley.telephony.outbound {
                    by = twilio, from = ["+493023125999"], prefixes = ["+49"], per-second = 100
                  }
                  """)
              .withFallback(ConfigFactory.defaultReference()));

  private final RememberedCallsOut store = new RememberedCallsOut();
  private final Provider provider = new Provider();
  private final List<Kind> happened = new ArrayList<>();

  /// A Tuesday, noon in Berlin.
  private Instant now = Instant.parse("2026-11-24T11:00:00Z");

  private boolean hasRoom = true;
  private final CallsOut calls = node(provider);

  private CallsOut node(OutboundCalls by) {
    return node(by, SETTINGS);
  }

  private CallsOut node(OutboundCalls by, OutboundSettings settings) {
    return new CallsOut(
        settings,
        store,
        Optional.of(by),
        _ -> hasRoom,
        (_, events) -> events.stream().map(CallOutEvent::kind).forEach(happened::add),
        () -> now);
  }

  /// Takes calls, and answers as a test wants.
  private static final class Provider implements OutboundCalls {
    final List<Order> placed = new ArrayList<>();
    final List<String> hungUp = new ArrayList<>();
    CompletableFuture<Placed> answer = CompletableFuture.completedFuture(new Placed.Dialled("CA1"));
    Optional<CallProgress> seen = Optional.empty();

    @Override
    public CompletionStage<Placed> place(Order order) {
      placed.add(order);
      return answer;
    }

    @Override
    public CompletionStage<Void> hangUp(String call) {
      hungUp.add(call);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<CallProgress>> look(String call) {
      return CompletableFuture.completedStage(seen);
    }

    @Override
    public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
      throw new UnsupportedOperationException("nothing is transferred here");
    }
  }

  private static CallOutRequest request() {
    return new CallOutRequest(
        TenantId.DEFAULT,
        BERLIN,
        Optional.empty(),
        Optional.of("support"),
        Optional.empty(),
        CallContext.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private CallOutId order(CallsOut at) {
    var outcome =
        at.order(request(), request().key("agent", "k" + now)).toCompletableFuture().join();
    return ((Ordered.Stored) outcome).call().order().key();
  }

  private CallOut call(CallOutId key) {
    return store.find(key).toCompletableFuture().join().orElseThrow();
  }

  private List<Kind> kinds(CallOutId key) {
    return call(key).events().stream().map(CallOutEvent::kind).toList();
  }

  private void later(Duration passed, CallsOut node) {
    now = now.plus(passed);
    var watch = CallsOutWatch.start(node, (_, _) -> () -> {}, () -> now);
    watch.look().toCompletableFuture().join();
  }

  private void reported(CallOutId key, Status status) {
    calls.call(
        new CallProgress("twilio", "CA1", status, Optional.empty(), Optional.empty()).of(key));
  }

  @Test
  void an_order_is_dialled_and_followed_by_reports() {
    var key = order(calls);
    assertThat(provider.placed).hasSize(1);
    assertThat(provider.placed.getFirst().key()).isEqualTo(key.id());
    assertThat(provider.placed.getFirst().from()).isEqualTo("+493023125999");
    reported(key, Status.INITIATED);
    reported(key, Status.RINGING);
    reported(key, Status.ANSWERED);
    reported(key, Status.COMPLETED);
    assertThat(kinds(key))
        .containsExactly(REQUESTED, DIALLING, PLACED, RINGING, PICKED_UP, ENDED)
        .isEqualTo(happened);
  }

  @Test
  void a_node_that_dies_before_it_dials_is_replaced_by_another() {
    var dying = node(provider);
    var dead =
        store
            .order(
                new CallOutOrder(
                    new CallOutId(TenantId.DEFAULT, "1".repeat(32)),
                    BERLIN,
                    SETTINGS.from().getFirst(),
                    Optional.empty(),
                    Optional.empty(),
                    CallContext.NONE,
                    Optional.empty(),
                    SETTINGS.ring(),
                    now),
                request().key("agent", "k"),
                new NumberKinds().of(BERLIN),
                SETTINGS.rules())
            .toCompletableFuture()
            .join();
    var key = ((Ordered.Stored) dead).call().order().key();
    later(Duration.ofSeconds(4), calls);
    assertThat(provider.placed).as("the node that took it may still do it").isEmpty();
    later(Duration.ofSeconds(1), calls);
    assertThat(provider.placed).hasSize(1);
    later(Duration.ofSeconds(61), dying);
    later(Duration.ofMinutes(5), dying);
    assertThat(provider.placed).hasSize(1);
    assertThat(kinds(key)).startsWith(REQUESTED, DIALLING, PLACED);
  }

  @Test
  void a_node_that_dies_between_claim_and_dial_leaves_a_call_that_is_never_dialled() {
    var key = order(node(new NeverAsked()));
    assertThat(kinds(key)).containsExactly(REQUESTED, DIALLING);
    for (int round = 0; round < 5; round++) later(Duration.ofSeconds(61), calls);
    assertThat(provider.placed).isEmpty();
    assertThat(call(key).state()).isEqualTo(FAILED);
    assertThat(call(key).events().getLast().detail()).contains(CallOut.LOST);
  }

  /// The node dies when it is asked to place a call.
  private static final class NeverAsked implements OutboundCalls {
    @Override
    public CompletionStage<Placed> place(Order order) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Void> hangUp(String call) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<CallProgress>> look(String call) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void a_node_that_dies_after_it_has_dialled_is_known_by_the_reports() {
    var key = order(node(new NeverAsked()));
    reported(key, Status.RINGING);
    assertThat(call(key).placed()).contains("CA1");
    reported(key, Status.NO_ANSWER);
    assertThat(call(key).state()).isEqualTo(NO_ANSWER);
    assertThat(provider.placed).isEmpty();
  }

  @Test
  void reports_that_were_missed_are_asked_for() {
    var key = order(calls);
    provider.seen =
        Optional.of(
            new CallProgress(
                "twilio",
                "CA1",
                Status.COMPLETED,
                Optional.of(Duration.ofSeconds(7)),
                Optional.empty()));
    later(Duration.ofSeconds(89), calls);
    assertThat(call(key).isOver()).isFalse();
    later(Duration.ofSeconds(1), calls);
    assertThat(call(key).events().getLast().kind()).isEqualTo(ENDED);
    assertThat(call(key).events().getLast().detail()).contains("7");
  }

  @Test
  void a_call_that_the_provider_does_not_know_is_lost() {
    var key = order(calls);
    later(Duration.ofSeconds(90), calls);
    assertThat(call(key).events().getLast().detail()).contains(CallOut.LOST);
  }

  @Test
  void a_refusal_of_the_provider_is_a_failure_and_an_unknown_outcome_is_not() {
    provider.answer =
        CompletableFuture.failedFuture(
            new TelephonyFailure(
                "twilio", TelephonyFailure.Category.REFUSED, false, "21211", null));
    assertThat(call(order(calls)).events().getLast().detail()).contains("refused");
    now = now.plusSeconds(2);
    provider.answer =
        CompletableFuture.failedFuture(
            new TelephonyFailure("twilio", TelephonyFailure.Category.UNAVAILABLE, true, "", null));
    assertThat(call(order(calls)).state()).isEqualTo(DIALLING);
  }

  @Test
  void a_call_is_cancelled_before_and_after_the_providers_answer() {
    provider.answer = new CompletableFuture<>();
    var key = order(calls);
    assertThat(calls.cancel(key).toCompletableFuture().join().orElseThrow().isCancelling())
        .isTrue();
    assertThat(provider.hungUp).isEmpty();
    provider.answer.complete(new OutboundCalls.Placed.Dialled("CA1"));
    assertThat(provider.hungUp).containsExactly("CA1");
    later(Duration.ofSeconds(10), calls);
    assertThat(provider.hungUp).as("until it is over").hasSize(2);
    assertThat(call(key).isOver()).isTrue();
  }

  @Test
  void a_node_without_room_leaves_an_order_to_one_that_has_some() {
    hasRoom = false;
    var key = order(calls);
    assertThat(kinds(key)).containsExactly(REQUESTED);
    for (int round = 0; round < 3; round++) later(Duration.ofSeconds(2), calls);
    assertThat(kinds(key)).containsExactly(REQUESTED);
    assertThat(provider.placed).isEmpty();
    hasRoom = true;
    later(Duration.ZERO, node(provider));
    assertThat(provider.placed).as("no lease of the first node is in its way").hasSize(1);
    assertThat(kinds(key)).containsExactly(REQUESTED, DIALLING, PLACED);
  }

  @Test
  void a_number_that_was_taken_back_meanwhile_is_not_shown() {
    var book = new NumberBook();
    var node = node(provider, SETTINGS.with(book));
    hasRoom = false;
    var key = order(node);
    var bank = new TenantId("bank");
    book.learn(List.of(OrganisationNumber.plain(SETTINGS.from().getFirst(), bank)));
    hasRoom = true;
    later(Duration.ofSeconds(2), node);
    assertThat(provider.placed).isEmpty();
    assertThat(call(key).state()).isEqualTo(FAILED);
    assertThat(call(key).events().getLast().detail()).contains("number");
  }

  @Test
  void an_order_for_which_no_node_has_room_in_time_fails() {
    hasRoom = false;
    var key = order(calls);
    later(Duration.ofMinutes(2), calls);
    assertThat(kinds(key)).containsExactly(REQUESTED);
    later(Duration.ofMillis(1), calls);
    assertThat(call(key).events().getLast().detail()).contains(CallOut.TOO_LATE);
    assertThat(provider.placed).isEmpty();
  }

  @Test
  void a_call_that_was_answered_and_whose_node_died_is_hung_up_by_another_one() {
    var key = order(calls);
    reported(key, Status.ANSWERED);
    provider.seen =
        Optional.of(
            new CallProgress("twilio", "CA1", Status.ANSWERED, Optional.empty(), Optional.empty()));
    later(Duration.ofSeconds(60), node(provider));
    assertThat(provider.hungUp).as("its machine may still talk").isEmpty();
    later(SETTINGS.machine().listened(), node(provider));
    assertThat(provider.hungUp).containsExactly("CA1");
    later(Duration.ofSeconds(60), node(provider));
    assertThat(provider.hungUp).as("until it is over").hasSize(2);
    reported(key, Status.OVER);
    assertThat(call(key).state()).isEqualTo(ENDED);
    later(Duration.ofMinutes(5), node(provider));
    assertThat(provider.hungUp).hasSize(2);
  }

  @Test
  void an_order_for_a_number_that_is_not_ours_is_none() {
    var foreign =
        new CallOutRequest(
            TenantId.DEFAULT,
            BERLIN,
            Optional.of(BERLIN),
            Optional.empty(),
            Optional.empty(),
            CallContext.NONE,
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> calls.order(foreign, foreign.key("agent", "k")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.telephony.outbound.from");
    var nobody =
        new CallsOut(SETTINGS, store, Optional.empty(), _ -> true, (_, _) -> {}, () -> now);
    assertThatThrownBy(() -> nobody.order(request(), request().key("agent", "k")))
        .isInstanceOf(NoWayOut.class)
        .hasMessageContaining("parley.telephony.outbound.by");
  }

  @Test
  void an_order_is_only_dialled_by_the_node_whose_claim_counts() {
    var key = order(calls);
    calls.dial(call(key)).toCompletableFuture().join();
    node(provider).dial(call(key)).toCompletableFuture().join();
    assertThat(provider.placed).hasSize(1);
    assertThat(calls.apply(key, new CallOutCommand.Dial()).toCompletableFuture().join())
        .hasValueSatisfying(changed -> assertThat(changed.events()).isEmpty());
  }
}
