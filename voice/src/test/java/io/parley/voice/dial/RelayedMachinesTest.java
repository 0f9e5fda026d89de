package io.parley.voice.dial;

import static io.parley.core.dial.CallOutEvent.Kind.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallContext;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallsOutStore.Ordered;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.dial.RememberedCallsOut;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.OutboundCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Machines of which a provider tells, which has the sound of the call.
class RelayedMachinesTest {
  private static final PhoneNumber BERLIN = new PhoneNumber("+493023125000");

  private final RememberedCallsOut store = new RememberedCallsOut();
  private final Provider provider = new Provider();
  private final Instant now = Instant.parse("2026-11-24T11:00:00Z");

  /// Takes calls and messages.
  private static final class Provider implements OutboundCalls {
    final List<String> hungUp = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    CompletionStage<Void> takes = CompletableFuture.completedStage(null);

    @Override
    public CompletionStage<Placed> place(Order order) {
      return CompletableFuture.completedStage(new Placed.Dialled("CA1"));
    }

    @Override
    public CompletionStage<Void> hangUp(String call) {
      hungUp.add(call);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<CallProgress>> look(String call) {
      return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
      throw new UnsupportedOperationException("nothing is transferred here");
    }

    @Override
    public CompletionStage<Void> leave(String call, Message message) {
      messages.add(message);
      return takes;
    }
  }

  private CallsOut calls(String machine) {
    var settings =
        OutboundSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony.outbound {
                      by = twilio, from = ["+493023125999"], prefixes = ["+49"], machine { %s }
                    }
                    """
                        .formatted(machine))
                .withFallback(ConfigFactory.defaultReference()));
    return new CallsOut(settings, store, Optional.of(provider), _ -> true, (_, _) -> {}, () -> now);
  }

  private static CallOutId order(CallsOut calls, Optional<String> message) {
    var request =
        new CallOutRequest(
            TenantId.DEFAULT,
            BERLIN,
            Optional.empty(),
            Optional.of("support"),
            Optional.of("de"),
            CallContext.NONE,
            message,
            Optional.empty());
    var outcome = calls.order(request, request.key("agent", "k")).toCompletableFuture().join();
    var key = ((Ordered.Stored) outcome).call().order().key();
    reported(calls, key, CallProgress.Status.ANSWERED);
    return key;
  }

  private static void reported(CallsOut calls, CallOutId key, CallProgress.Status status) {
    calls.call(
        new CallProgress("twilio", "CA1", status, Optional.empty(), Optional.empty()).of(key));
  }

  private static RelayedMachines machines(CallsOut calls) {
    return new RelayedMachines(calls, phone -> phone.language().orElse("en"));
  }

  private static void told(CallsOut calls, CallOutId key, Verdict who, boolean mayLeave) {
    machines(calls)
        .told(new AnswererReport("twilio", "CA1", who, key, mayLeave))
        .toCompletableFuture()
        .join();
  }

  /// Its events since it was answered, with their details.
  private List<String> since(CallOutId key) {
    return store.find(key).toCompletableFuture().join().orElseThrow().events().stream()
        .dropWhile(event -> event.kind() != PICKED_UP)
        .skip(1)
        .map(RelayedMachinesTest::word)
        .toList();
  }

  private static String word(CallOutEvent event) {
    return event.kind().word() + event.detail().map(detail -> " " + detail).orElse("");
  }

  @Test
  void a_machine_is_hung_up_and_a_person_is_not() {
    var calls = calls("action = hang-up");
    var key = order(calls, Optional.empty());
    told(calls, key, Verdict.HUMAN, false);
    told(calls, key, Verdict.UNKNOWN, false);
    assertThat(since(key)).isEmpty();
    told(calls, key, Verdict.MACHINE, true);
    told(calls, key, Verdict.MACHINE, true);
    assertThat(provider.hungUp).containsExactly("CA1");
    reported(calls, key, CallProgress.Status.COMPLETED);
    assertThat(since(key)).containsExactly("machine hung-up", "cancelling", "ended");
  }

  @Test
  void a_machine_gets_the_orders_message_once() {
    var calls = calls("action = message, message = \"The usual one.\"");
    var key = order(calls, Optional.of("Your parcel is late."));
    told(calls, key, Verdict.MACHINE, true);
    told(calls, key, Verdict.MACHINE, true);
    assertThat(provider.messages)
        .containsExactly(new OutboundCalls.Message(key, "Your parcel is late.", "de"));
    assertThat(since(key)).as("it is being spoken").isEmpty();
    machines(calls).said(key).toCompletableFuture().join();
    told(calls, key, Verdict.MACHINE, true);
    assertThat(provider.messages).hasSize(1);
    reported(calls, key, CallProgress.Status.COMPLETED);
    assertThat(since(key)).containsExactly("machine message-left", "ended");
    assertThat(provider.hungUp).isEmpty();
  }

  @Test
  void a_message_that_is_cut_off_has_failed() {
    var calls = calls("action = message, message = \"The usual one.\"");
    var cut = order(calls, Optional.empty());
    told(calls, cut, Verdict.MACHINE, true);
    assertThat(provider.messages.getFirst().text()).isEqualTo("The usual one.");
    reported(calls, cut, CallProgress.Status.COMPLETED);
    assertThat(since(cut)).containsExactly("machine message-failed", "ended");
  }

  @Test
  void a_call_whose_message_the_provider_refuses_is_hung_up() {
    var calls = calls("action = message, message = \"The usual one.\"");
    var key = order(calls, Optional.empty());
    provider.takes = CompletableFuture.failedStage(new IllegalStateException("it is away"));
    told(calls, key, Verdict.MACHINE, true);
    assertThat(since(key)).containsExactly("machine message-failed", "cancelling");
    assertThat(provider.hungUp).containsExactly("CA1");
  }

  @Test
  void a_machine_whose_greeting_has_no_end_gets_no_message() {
    var calls = calls("action = message, message = \"The usual one.\"");
    var key = order(calls, Optional.empty());
    told(calls, key, Verdict.MACHINE, false);
    assertThat(provider.messages).isEmpty();
    assertThat(since(key)).containsExactly("machine message-failed", "cancelling");
  }

  @Test
  void a_machine_is_talked_to_where_that_is_wanted() {
    var calls = calls("action = talk");
    var key = order(calls, Optional.empty());
    told(calls, key, Verdict.MACHINE, true);
    assertThat(since(key)).containsExactly("machine talked");
    assertThat(provider.hungUp).isEmpty();
  }

  @Test
  void a_verdict_on_a_call_that_is_over_changes_nothing() {
    var calls = calls("action = hang-up");
    var key = order(calls, Optional.empty());
    reported(calls, key, CallProgress.Status.COMPLETED);
    told(calls, key, Verdict.MACHINE, true);
    assertThat(since(key)).containsExactly("ended");
    assertThat(provider.hungUp).isEmpty();
  }

  @Test
  void a_verdict_on_another_call_than_the_orders_changes_nothing() {
    var calls = calls("action = hang-up");
    var key = order(calls, Optional.empty());
    machines(calls)
        .told(new AnswererReport("twilio", "CA2", Verdict.MACHINE, key, true))
        .toCompletableFuture()
        .join();
    assertThat(since(key)).isEmpty();
    assertThat(provider.hungUp).isEmpty();
  }
}
