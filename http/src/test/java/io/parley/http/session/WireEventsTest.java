package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.*;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Modality;
import io.parley.core.session.Problem;
import io.parley.core.session.Role;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.CallCost;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The wire form of every kind of event, for customers and for agents.
class WireEventsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Usage USAGE = new Usage("offline", 10, 20, 30, "EUR", false);
  private static final String USAGE_JSON =
      "{\"model\":\"offline\",\"inputTokens\":10,\"outputTokens\":20,\"costMicros\":30,"
          + "\"currency\":\"EUR\",\"cached\":false}";

  private static JsonNode shown(SessionEvent event, Role role) {
    return WireEvents.numbered(new RecordedEvent(7, event), role).path("event");
  }

  static void same(SessionEvent event, String json) {
    for (var role : Role.values()) assertThat(shown(event, role)).hasToString(json);
  }

  private static void hidden(SessionEvent event, String forCustomers, String forOthers) {
    assertThat(shown(event, Role.CUSTOMER)).hasToString(forCustomers);
    assertThat(shown(event, Role.AGENT)).hasToString(forOthers);
    assertThat(shown(event, Role.OPERATOR)).hasToString(forOthers);
  }

  @Test
  void an_event_has_its_number_and_its_time_to_the_millisecond() {
    var event = new RecordedEvent(7, new TurnResumed(1, 2, NOON.plusMillis(5)));
    assertThat(WireEvents.numbered(event, Role.CUSTOMER))
        .hasToString(
            "{\"seq\":7,\"at\":\"2026-01-01T12:00:00.005Z\",\"event\":"
                + "{\"kind\":\"turn-resumed\",\"turn\":1,\"attempt\":2}}");
  }

  @Test
  void session_started() {
    same(
        new SessionStarted(
            TenantId.DEFAULT,
            new AgentRef("support", 2),
            Channel.WEB,
            Optional.of(Customer.claimed("c1", Optional.of("Ada"))),
            Map.of("secret", "metadata"),
            NOON),
        "{\"kind\":\"session-started\",\"agent\":{\"id\":\"support\",\"version\":2},"
            + "\"channel\":\"web\",\"customer\":{\"id\":\"c1\",\"name\":\"Ada\",\"verified\":false}}");
  }

  @Test
  void session_started_in_another_organisation_than_the_installations_own() {
    same(
        new SessionStarted(
            new OrganisationId(new UUID(1, 7)).tenant(),
            new AgentRef("support", 2),
            Channel.WEB,
            Optional.empty(),
            Map.of(),
            NOON),
        "{\"kind\":\"session-started\",\"agent\":{\"id\":\"support\",\"version\":2},"
            + "\"channel\":\"web\",\"organisation\":\"00000000-0000-0001-0000-000000000007\"}");
  }

  @Test
  void customer_language_changed() {
    same(
        new CustomerLanguageChanged("de", Party.SYSTEM, NOON),
        "{\"kind\":\"customer-language-changed\",\"language\":\"de\",\"by\":\"system\"}");
  }

  @Test
  void agent_changed() {
    same(
        new AgentChanged(new AgentRef("sales", 3), Party.OPERATOR, NOON),
        "{\"kind\":\"agent-changed\",\"agent\":{\"id\":\"sales\",\"version\":3},\"by\":\"operator\"}");
  }

  @Test
  void said() {
    same(
        new Said("a", Party.BOT, "Hello!", Channel.WEB, NOON),
        "{\"kind\":\"said\",\"id\":\"a\",\"by\":\"bot\",\"text\":\"Hello!\",\"channel\":\"web\"}");
  }

  @Test
  void said_in_a_call() {
    same(
        new Said("a", Party.CUSTOMER, "hello", Channel.VOICE, OptionalDouble.of(0.87), NOON),
        "{\"kind\":\"said\",\"id\":\"a\",\"by\":\"customer\",\"text\":\"hello\",\"channel\":\"voice\","
            + "\"modality\":\"spoken\",\"confidence\":0.87}");
  }

  @Test
  void keys_pressed_on_a_telephone() {
    same(
        new Said(
            "a",
            Party.CUSTOMER,
            "1042#",
            new Channel("phone"),
            Optional.of(Modality.KEYED),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.of("1042#"),
            NOON),
        "{\"kind\":\"said\",\"id\":\"a\",\"by\":\"customer\",\"text\":\"1042#\",\"channel\":\"phone\","
            + "\"modality\":\"keyed\",\"digits\":\"1042#\"}");
  }

  @Test
  void turn_started() {
    same(
        new TurnStarted(3, List.of(5L, 6L), NOON),
        "{\"kind\":\"turn-started\",\"turn\":3,\"said\":[5,6]}");
  }

  @Test
  void tool_call_requested() {
    var common =
        "{\"kind\":\"tool-call-requested\",\"turn\":3,\"call\":\"3.1\",\"tool\":\"kb.search\","
            + "\"label\":\"Searching\"";
    hidden(
        new ToolCallRequested(
            3,
            "3.1",
            "kb.search",
            "Searching",
            new Json("{\"query\": \"shoes\"}"),
            new ToolTerms(
                ToolPolicy.RETRY_WITH_KEY,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new CallCost(50_000, "EUR"))),
            Optional.empty(),
            NOON),
        common + "}",
        common
            + ",\"arguments\":{\"query\":\"shoes\"},"
            + "\"cost\":{\"micros\":50000,\"currency\":\"EUR\"}}");
  }

  @Test
  void a_tool_call_names_the_one_whose_effect_it_shares() {
    var repeated =
        new ToolCallRequested(
            3,
            "3.2",
            "create_ticket",
            "Opening a ticket",
            new Json("{}"),
            new ToolTerms(ToolPolicy.RETRY_WITH_KEY, false),
            Optional.of("3.1"),
            NOON);
    assertThat(shown(repeated, Role.CUSTOMER))
        .hasToString(
            "{\"kind\":\"tool-call-requested\",\"turn\":3,\"call\":\"3.2\","
                + "\"tool\":\"create_ticket\",\"label\":\"Opening a ticket\",\"sameAs\":\"3.1\"}");
  }

  @Test
  void tool_call_settled() {
    var common =
        "{\"kind\":\"tool-call-settled\",\"turn\":3,\"call\":\"3.1\",\"outcome\":\"in-doubt\","
            + "\"attempts\":2,\"millis\":40";
    hidden(
        new ToolCallSettled(
            3,
            "3.1",
            ToolOutcome.Kind.IN_DOUBT,
            2,
            40,
            new Json("{\"error\":\"lost\"}"),
            List.of(),
            NOON),
        common + "}",
        common + ",\"result\":{\"error\":\"lost\"}}");
  }

  @Test
  void tool_call_resolved() {
    same(
        new ToolCallResolved("3.1", ToolOutcome.Kind.SUCCEEDED, Party.SYSTEM, NOON),
        "{\"kind\":\"tool-call-resolved\",\"call\":\"3.1\",\"outcome\":\"succeeded\","
            + "\"by\":\"system\"}");
  }

  @Test
  void tool_call_deferred() {
    same(
        new ToolCallDeferred(3, "3.1", 1, 20, NOON.plusSeconds(60), NOON),
        "{\"kind\":\"tool-call-deferred\",\"turn\":3,\"call\":\"3.1\","
            + "\"expiresAt\":\"2026-01-01T12:01:00.000Z\"}");
  }

  @Test
  void tool_call_answered() {
    var common = "{\"kind\":\"tool-call-answered\",\"call\":\"3.1\",\"outcome\":";
    hidden(
        new ToolCallAnswered(
            "3.1",
            ToolOutcome.Kind.SUCCEEDED,
            new Json("{\"refunded\":true}"),
            Optional.of("d"),
            NOON),
        common + "\"succeeded\"}",
        common + "\"succeeded\",\"result\":{\"refunded\":true}}");
    hidden(
        new ToolCallAnswered(
            "3.1", ToolOutcome.Kind.FAILED, new Json("{}"), Optional.empty(), NOON),
        common + "\"failed\",\"expired\":true}",
        common + "\"failed\",\"expired\":true,\"result\":{}}");
  }

  @Test
  void approval_requested() {
    var common =
        "{\"kind\":\"approval-requested\",\"turn\":3,\"call\":\"3.1\",\"tool\":\"refund\","
            + "\"label\":\"Paying back\",\"expiresAt\":\"2026-01-01T12:00:09.000Z\"";
    hidden(
        new ApprovalRequested(
            3, "3.1", "refund", "Paying back", new Json("{}"), NOON.plusSeconds(9), NOON),
        common + "}",
        common + ",\"arguments\":{}}");
  }

  @Test
  void approval_decided() {
    same(
        new ApprovalDecided("d", "3.1", Approval.APPROVE, Party.HUMAN, Optional.of("ok"), NOON),
        "{\"kind\":\"approval-decided\",\"id\":\"d\",\"call\":\"3.1\",\"decision\":\"approve\","
            + "\"by\":\"agent\",\"note\":\"ok\"}");
  }

  @Test
  void reply_completed() {
    var common =
        "{\"kind\":\"reply-completed\",\"turn\":3,\"text\":\"So.\",\"sources\":[{\"title\":\"Returns\","
            + "\"ref\":\"returns\",\"score\":0.5}],\"millis\":40,\"firstTokenMillis\":4";
    hidden(
        new ReplyCompleted(
            3, "So.", List.of(new Source("Returns", "returns", 0.5)), 40, 4, USAGE, false, NOON),
        common + "}",
        common + ",\"usage\":" + USAGE_JSON + "}");
    assertThat(
            shown(new ReplyCompleted(3, "So.", List.of(), 40, 4, USAGE, false, NOON), Role.CUSTOMER)
                .has("sources"))
        .isFalse();
  }

  @Test
  void a_reply_without_a_model_is_marked() {
    assertThat(
            shown(new ReplyCompleted(3, "So.", List.of(), 40, 4, USAGE, true, NOON), Role.CUSTOMER))
        .hasToString(
            "{\"kind\":\"reply-completed\",\"turn\":3,\"text\":\"So.\",\"millis\":40,"
                + "\"firstTokenMillis\":4,\"degraded\":true}");
  }

  @Test
  void an_incomplete_reply_is_marked() {
    assertThat(
            shown(
                new ReplyCompleted(3, "So.", List.of(), 40, 4, USAGE, false, true, NOON),
                Role.CUSTOMER))
        .hasToString(
            "{\"kind\":\"reply-completed\",\"turn\":3,\"text\":\"So.\",\"millis\":40,"
                + "\"firstTokenMillis\":4,\"truncated\":true}");
  }

  @Test
  void memory_written() {
    hidden(
        new MemoryWritten(MemoryKind.SEMANTIC, "wears size 42", Optional.of("s.7"), 3, NOON),
        "{\"kind\":\"hidden\"}",
        "{\"kind\":\"memory-written\",\"memory\":\"semantic\",\"text\":\"wears size 42\","
            + "\"turn\":3,\"replaces\":\"s.7\"}");
  }

  @Test
  void rated() {
    same(
        new Rated("r", Party.CUSTOMER, 4, Optional.of("quick"), NOON),
        "{\"kind\":\"rated\",\"id\":\"r\",\"by\":\"customer\",\"score\":4,\"comment\":\"quick\"}");
  }

  @Test
  void turn_interrupted() {
    same(
        new TurnInterrupted(Optional.empty(), 3, "So f", Party.CUSTOMER, NOON),
        "{\"kind\":\"turn-interrupted\",\"turn\":3,\"heard\":\"So f\",\"by\":\"customer\"}");
  }

  @Test
  void reply_cut() {
    same(
        new ReplyCut("c", 3, "So f", Party.CUSTOMER, NOON),
        "{\"kind\":\"reply-cut\",\"id\":\"c\",\"turn\":3,\"heard\":\"So f\",\"by\":\"customer\"}");
  }

  @Test
  void turn_failed() {
    same(
        new TurnFailed(3, new Problem("model-unavailable", "No model", "It is away"), NOON),
        "{\"kind\":\"turn-failed\",\"turn\":3,\"problem\":{\"type\":\"/problems/model-unavailable\",\"title\":\"No"
            + " model\",\"status\":503,\"detail\":\"It is away\"}}");
  }

  @Test
  void an_unknown_failure_reason_has_status_500() {
    var failed = new TurnFailed(3, new Problem("of-a-later-day", "New", "Unheard of"), NOON);
    assertThat(shown(failed, Role.CUSTOMER).at("/problem/status").asInt()).isEqualTo(500);
  }

  @Test
  void summary_written() {
    hidden(
        new SummaryWritten(1, 3, "They talked.", USAGE, NOON),
        "{\"kind\":\"hidden\"}",
        "{\"kind\":\"summary-written\",\"fromTurn\":1,\"toTurn\":3,\"text\":\"They talked.\"}");
  }

  @Test
  void usage_recorded() {
    hidden(
        new UsageRecorded(USAGE, NOON),
        "{\"kind\":\"hidden\"}",
        "{\"kind\":\"usage-recorded\",\"usage\":{\"model\":\"offline\",\"inputTokens\":10,"
            + "\"outputTokens\":20,\"costMicros\":30,\"currency\":\"EUR\",\"cached\":false}}");
  }

  @Test
  void session_ended() {
    same(
        new SessionEnded(Optional.of("e"), "solved", Party.CUSTOMER, NOON),
        "{\"kind\":\"session-ended\",\"id\":\"e\",\"reason\":\"solved\",\"by\":\"customer\"}");
  }

  @Test
  void session_archived() {
    var common = "{\"kind\":\"session-archived\",\"bytes\":10,\"sha256\":\"00\"";
    hidden(
        new SessionArchived(10, "00", "default/2026", NOON),
        common + "}",
        common + ",\"ref\":\"default/2026\"}");
  }
}
