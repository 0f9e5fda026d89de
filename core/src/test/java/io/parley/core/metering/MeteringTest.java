package io.parley.core.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.core.agent.AgentRef;
import io.parley.core.feed.FeedEvent;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.metering.MeteringQuery.Step;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.session.Channel;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MemoryEvent.SummaryWritten;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnResumed;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.session.UsageEvent.UsageRecorded;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeteringTest {
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("s1234567"));
  private static final Usage USAGE = new Usage("small-2026", 800, 60, 5, "EUR", false);

  private static List<String> used(SessionEvent event) {
    return Metering.of(new FeedEvent(SESSION, new RecordedEvent(7, event))).stream()
        .peek(
            record -> {
              assertThat(record.session()).isEqualTo(SESSION);
              assertThat(record.seq()).isEqualTo(7);
              assertThat(record.at()).isEqualTo(AT);
            })
        .map(
            record ->
                record.kind().word()
                    + record.model().map(model -> "(" + model + ")").orElse("")
                    + " "
                    + record.amount())
        .toList();
  }

  private static ReplyCompleted reply(Usage usage) {
    return new ReplyCompleted(1, "Hello", List.of(), 900, 300, usage, false, AT);
  }

  private static ToolCallRequested call(Optional<String> sameAs) {
    return new ToolCallRequested(
        1,
        "1.1",
        "order.find",
        "Looking",
        Json.EMPTY_OBJECT,
        new ToolTerms(ToolPolicy.READ_ONLY, false),
        sameAs,
        AT);
  }

  @Test
  void each_event_is_counted_in_the_unit_of_its_kind() {
    assertThat(
            used(
                new SessionStarted(
                    TenantId.DEFAULT,
                    new AgentRef("support", 1),
                    Channel.WEB,
                    Optional.empty(),
                    Map.of(),
                    AT)))
        .containsExactly("sessions 1");
    assertThat(used(new Said("a", Party.CUSTOMER, "Hi", Channel.WEB, AT)))
        .containsExactly("messages 1");
    assertThat(used(new TurnStarted(1, List.of(2L), AT))).containsExactly("turns 1");
    assertThat(used(reply(USAGE)))
        .containsExactly("input-tokens(small-2026) 800", "output-tokens(small-2026) 60");
    assertThat(used(new SummaryWritten(1, 2, "Summary", USAGE, AT))).hasSize(2);
    assertThat(used(new UsageRecorded(USAGE, AT))).hasSize(2);
    assertThat(used(call(Optional.empty()))).containsExactly("tool-calls 1");
    assertThat(
            used(
                new CallMeasured(
                    "m", "c", CallFigures.withoutSound("relay", 61.29, Optional.empty(), 0), AT)))
        .containsExactly("call-millis 61290");
    assertThat(used(new SessionArchived(4_096, "hash", "ref", AT)))
        .containsExactly("archive-bytes 4096");
  }

  @Test
  void a_cached_answer_and_a_shared_call_use_nothing() {
    assertThat(used(reply(new Usage("small", 800, 60, 0, "EUR", true)))).isEmpty();
    assertThat(used(call(Optional.of("1.0")))).isEmpty();
  }

  @Test
  void a_reply_without_tokens_leaves_no_record() {
    assertThat(used(reply(new Usage("offline", 0, 0, 0, "EUR", false)))).isEmpty();
  }

  @Test
  void a_turn_that_is_resumed_is_no_other_turn_and_an_end_uses_nothing() {
    assertThat(used(new TurnResumed(1, 2, AT))).isEmpty();
    assertThat(used(new SessionEnded(Optional.empty(), "idle", Party.SYSTEM, AT))).isEmpty();
  }

  @Test
  void words_of_kinds_are_known() {
    for (var kind : UsageKind.values()) assertThat(UsageKind.of(kind.word())).contains(kind);
    assertThat(UsageKind.of("rooms")).isEmpty();
  }

  @Test
  void records_are_sorted_by_session_and_number() {
    var first = record("a", 2, UsageKind.INPUT_TOKENS);
    var second = record("a", 2, UsageKind.OUTPUT_TOKENS);
    var third = record("a", 10, UsageKind.TURNS);
    var fourth = record("b", 1, UsageKind.SESSIONS);
    assertThat(Stream.of(fourth, third, second, first).sorted())
        .containsExactly(first, second, third, fourth);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UsageRecord(SESSION, 1, UsageKind.TURNS, Optional.empty(), 0, AT));
  }

  private static UsageRecord record(String session, long seq, UsageKind kind) {
    var key = new SessionKey(TenantId.DEFAULT, new SessionId("s123456" + session));
    return new UsageRecord(key, seq, kind, Optional.empty(), 1, AT);
  }

  @Test
  void a_day_of_another_zone_may_have_25_hours() {
    var berlin = ZoneId.of("Europe/Berlin");
    var from = Instant.parse("2026-10-24T22:00:00Z");
    var to = Instant.parse("2026-10-26T23:00:00Z");
    assertThat(query(from, to, Step.DAY, berlin).starts())
        .containsExactly(from, Instant.parse("2026-10-25T23:00:00Z"));
    assertThat(query(from, to, Step.HOUR, berlin).starts()).hasSize(49).doesNotHaveDuplicates();
    assertThat(query(from, to, Step.WHOLE, berlin).starts()).containsExactly(from);
  }

  @Test
  void hours_begin_in_the_zone() {
    var from = Instant.parse("2026-11-25T18:30:00Z");
    assertThat(
            query(from, Instant.parse("2026-11-25T20:00:00Z"), Step.HOUR, ZoneId.of("Asia/Kolkata"))
                .starts())
        .containsExactly(from, Instant.parse("2026-11-25T19:30:00Z"));
  }

  @Test
  void hours_go_on_where_clocks_go_back_by_half_an_hour() {
    var from = Instant.parse("2026-04-04T13:00:00Z");
    var to = Instant.parse("2026-04-04T16:30:00Z");
    assertThat(query(from, to, Step.HOUR, ZoneId.of("Australia/Lord_Howe")).starts())
        .containsExactly(
            from,
            Instant.parse("2026-04-04T14:00:00Z"),
            Instant.parse("2026-04-04T15:00:00Z"),
            Instant.parse("2026-04-04T15:30:00Z"));
  }

  @Test
  void a_query_has_a_longest_time() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query(AT, AT, Step.DAY, ZoneOffset.UTC))
        .withMessageContaining("expected: up to 400 days");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> query(AT, Instant.parse("2028-01-01T10:00:00Z"), Step.DAY, ZoneOffset.UTC));
  }

  private static MeteringQuery query(Instant from, Instant to, Step step, ZoneId zone) {
    return new MeteringQuery(TenantId.DEFAULT, from, to, step, zone);
  }
}
