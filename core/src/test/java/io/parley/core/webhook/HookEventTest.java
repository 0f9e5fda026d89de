package io.parley.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.dial.CallContext;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.feed.FeedEvent;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.TakenOver;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.CustomerEvent.Rated;
import io.parley.core.session.EventKinds;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.UsageEvent.UsageRecorded;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HookEventTest {
  private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final SessionKey SESSION = new SessionKey(SHOP, new SessionId("s-1"));

  private static Optional<HookEvent> of(SessionEvent event) {
    return HookEvent.of(new FeedEvent(SESSION, new RecordedEvent(7, event)));
  }

  @Test
  void every_kind_has_the_name_of_its_event() {
    for (var kind : HookKind.values()) {
      if (kind != HookKind.CALL_OUT_ENDED) assertThat(EventKinds.all()).containsKey(kind.word());
      assertThat(HookKind.of(kind.word())).contains(kind);
    }
    assertThat(HookKind.of("said")).isEmpty();
  }

  @Test
  void a_message_names_the_session_the_number_and_the_kind() {
    var told = of(new TakenOver("m-1", Party.HUMAN, AT)).orElseThrow();
    assertThat(told.tenant()).isEqualTo(SHOP);
    assertThat(told.kind()).isEqualTo(HookKind.TAKEN_OVER);
    assertThat(told.message())
        .isEqualTo(
            new HookMessage(
                told.message().id(),
                "taken-over",
                AT,
                OptionalLong.of(7),
                Map.of("session", "s-1", "by", "agent")));
  }

  @Test
  void the_same_event_makes_the_same_message_and_no_other_one_does() {
    var ended = new SessionEnded(Optional.empty(), "done", Party.CUSTOMER, AT);
    var first = of(ended).orElseThrow();
    assertThat(of(ended)).contains(first);
    assertThat(first.message().id()).matches("msg_[0-9a-f]{32}");
    var next = HookEvent.of(new FeedEvent(SESSION, new RecordedEvent(8, ended))).orElseThrow();
    assertThat(next.message().id()).isNotEqualTo(first.message().id());
    var anew = new SessionEnded(Optional.empty(), "done", Party.CUSTOMER, AT.plusSeconds(1));
    assertThat(of(anew).orElseThrow().message().id()).isNotEqualTo(first.message().id());
  }

  @Test
  void no_message_has_words_of_people() {
    var customer = new Customer("c-19", Optional.of("Ada"), true);
    var started =
        new SessionStarted(
            SHOP,
            new AgentRef("support", 2),
            Channel.WEB,
            Optional.of(customer),
            Map.of("page", "secret words"),
            AT);
    var all =
        of(started).orElseThrow().toString()
            + of(new SessionEnded(Optional.empty(), "secret words", Party.CUSTOMER, AT))
            + of(new Rated("r-1", Party.CUSTOMER, 1, Optional.of("secret words"), AT));
    assertThat(all).contains("support", "web").doesNotContain("secret", "Ada", "c-19");
  }

  private static CallOut call(List<CallOutCommand> commands) {
    var order =
        new CallOutOrder(
            new CallOutId(SHOP, "0".repeat(32)),
            new PhoneNumber("+493023125000"),
            new PhoneNumber("+493023125999"),
            Optional.empty(),
            Optional.empty(),
            new CallContext(Map.of("matter", "secret words")),
            Optional.of("secret words"),
            Duration.ofSeconds(30),
            AT);
    var call = CallOut.ordered(order, Optional.empty());
    for (var command : commands) call = call.with(call.decide(command, AT.plusSeconds(9)));
    return call;
  }

  @Test
  void the_end_of_a_call_out_is_told_with_its_result() {
    List<CallOutCommand> placed =
        List.of(new CallOutCommand.Dial(), new CallOutCommand.Place("CA1"));
    assertThat(HookEvent.of(call(placed))).as("not over").isEmpty();
    var busy = new CallOutCommand.Report(CallOutCommand.Progress.BUSY, Optional.empty());
    var told = HookEvent.of(call(with(placed, busy))).orElseThrow();
    assertThat(told.tenant()).isEqualTo(SHOP);
    assertThat(told.message().type()).isEqualTo("call-out-ended");
    assertThat(told.message().at()).isEqualTo(AT.plusSeconds(9));
    assertThat(told.message().data()).isEqualTo(Map.of("call", "0".repeat(32), "result", "busy"));
    assertThat(HookEvent.of(call(with(placed, busy)))).contains(told);

    var talked =
        with(
            with(placed, new CallOutCommand.Connect(new SessionId("s-1"))),
            new CallOutCommand.Report(
                CallOutCommand.Progress.COMPLETED, Optional.of(Duration.ofSeconds(12))));
    assertThat(HookEvent.of(call(talked)).orElseThrow().message().data())
        .isEqualTo(
            Map.of("call", "0".repeat(32), "result", "ended", "seconds", "12", "session", "s-1"));
    var failed = with(placed, new CallOutCommand.Fail("lost"));
    assertThat(HookEvent.of(call(failed)).orElseThrow().message().data())
        .containsEntry("result", "failed")
        .containsEntry("reason", "lost");
  }

  private static List<CallOutCommand> with(List<CallOutCommand> before, CallOutCommand next) {
    return Stream.concat(before.stream(), Stream.of(next)).toList();
  }

  @Test
  void words_and_usage_are_not_told() {
    assertThat(of(new Said("m-1", Party.CUSTOMER, "Hello?", Channel.WEB, AT))).isEmpty();
    var usage = new Usage("small-2026", 800, 60, 5, "EUR", false);
    assertThat(of(new UsageRecorded(usage, AT))).isEmpty();
  }
}
