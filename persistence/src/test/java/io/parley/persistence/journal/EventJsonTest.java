package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.Damage;
import io.parley.core.journal.Unreadable;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.EventKinds;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.CallCost;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import io.parley.core.trace.TraceParent;
import io.parley.persistence.journal.UnreadableEvent.Category;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventJsonTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int ROUNDS = 8_000;

  private final EventJson json = new EventJson();

  @Test
  void every_event_round_trips() {
    for (long seed = 0; seed < 400; seed++) {
      var anything = new RandomValues(new Random(seed));
      for (var type : EventKinds.all().values()) {
        var event = anything.of(type);
        var written = json.write(event);
        assertThat(json.read(json.manifest(event), written)).as("seed %d", seed).isEqualTo(event);
        assertThat(json.read(json.manifest(event), json.tree(event))).isEqualTo(event);
        assertThat(written).as("one line").doesNotContain('\n', '\r');
      }
    }
  }

  @Test
  void a_session_that_started_reads_like_the_protocol() {
    assertThat(
            text(
                new SessionStarted(
                    TenantId.DEFAULT,
                    new AgentRef("support", 3),
                    Channel.WEB,
                    Optional.of(Customer.claimed("c-7", Optional.of("Ada"))),
                    Map.of("page", "/orders"),
                    NOON)))
        .isEqualTo(
            """
            {"kind":"session-started","tenant":"default","agent":{"id":"support","version":3},"channel":"web",\
            "customer":{"id":"c-7","name":"Ada","verified":false},"metadata":{"page":"/orders"},"at":"2026-01-01T12:00:00.000Z"}\
            """);
  }

  @Test
  void the_visitor_is_stored_with_the_start() {
    assertThat(
            text(
                new SessionStarted(
                    TenantId.DEFAULT,
                    new AgentRef("support", 3),
                    Channel.WEB,
                    Optional.empty(),
                    Map.of(),
                    Optional.of("9f86d081884c7d659a2feaa0c55ad015"),
                    NOON)))
        .contains("\"visitor\":\"9f86d081884c7d659a2feaa0c55ad015\"");
  }

  @Test
  void empty_fields_are_left_out() {
    assertThat(
            text(
                new SessionStarted(
                    TenantId.DEFAULT,
                    new AgentRef("support", 3),
                    Channel.WEB,
                    Optional.empty(),
                    Map.of(),
                    NOON)))
        .isEqualTo(
            """
            {"kind":"session-started","tenant":"default","agent":{"id":"support","version":3},"channel":"web",\
            "at":"2026-01-01T12:00:00.000Z"}\
            """);
    // but an empty text is a text
    assertThat(text(new TurnInterrupted(Optional.empty(), 2, "", Party.SYSTEM, NOON)))
        .isEqualTo(
            """
            {"kind":"turn-interrupted","turn":2,"heard":"","by":"system","at":"2026-01-01T12:00:00.000Z"}\
            """);
  }

  @Test
  void only_spoken_words_have_a_confidence() {
    var spoken =
        new Said("a", Party.CUSTOMER, "hello", Channel.VOICE, OptionalDouble.of(0.87), NOON);
    assertThat(text(spoken))
        .isEqualTo(
            """
            {"kind":"said","id":"a","by":"customer","text":"hello","channel":"voice","confidence":0.87,\
            "at":"2026-01-01T12:00:00.000Z"}\
            """);
    assertThat(json.read("said", json.write(spoken))).isEqualTo(spoken);
    assertThat(text(new Said("a", Party.CUSTOMER, "hello", Channel.WEB, NOON)))
        .doesNotContain("confidence");
  }

  @Test
  void modality_is_stored_where_the_channel_does_not_imply_it() {
    var phone = new Channel("phone");
    var spoken = said(phone, Modality.SPOKEN);
    assertThat(text(spoken)).contains("\"channel\":\"phone\",\"modality\":\"spoken\",");
    assertThat(json.read("said", json.write(spoken))).isEqualTo(spoken);
    assertThat(text(said(phone, Modality.KEYED))).contains("\"modality\":\"keyed\"");
    assertThat(text(said(phone, Modality.WRITTEN))).doesNotContain("modality");
    assertThat(text(said(Channel.VOICE, Modality.SPOKEN))).doesNotContain("modality");
  }

  @Test
  void keys_are_stored_beside_what_they_mean() {
    var keyed =
        new Said(
            "a",
            Party.CUSTOMER,
            "I have a question about an order.",
            new Channel("phone"),
            Optional.of(Modality.KEYED),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.of("1"),
            NOON);
    assertThat(text(keyed)).contains("\"modality\":\"keyed\",\"digits\":\"1\",");
    assertThat(json.read("said", json.write(keyed))).isEqualTo(keyed);
    assertThat(text(said(new Channel("phone"), Modality.KEYED))).doesNotContain("digits");
  }

  private static Said said(Channel channel, Modality modality) {
    return new Said(
        "a", Party.CUSTOMER, "hello", channel, Optional.of(modality), OptionalDouble.empty(), NOON);
  }

  @Test
  void enums_are_lower_case_with_hyphens_and_json_stays_json() {
    assertThat(
            text(
                new ToolCallRequested(
                    3,
                    "3.1",
                    "create_ticket",
                    "Opening a ticket",
                    new Json("{ \"subject\": \"a \\u0000 b\",\n \"n\": 1.10 }"),
                    ToolPolicy.RETRY_WITH_KEY,
                    false,
                    NOON)))
        .contains("\"policy\":\"retry-with-key\"")
        .contains("\"arguments\":{\"subject\":\"a \\u0000 b\",\"n\":1.10}");
    assertThat(
            text(
                new ToolCallSettled(
                    3,
                    "3.1",
                    ToolOutcome.Kind.IN_DOUBT,
                    2,
                    70,
                    Json.NULL,
                    List.of(new Source("Returns", "return-shoes", 0.5)),
                    NOON)))
        .contains("\"outcome\":\"in-doubt\",\"attempts\":2,\"millis\":70,\"result\":null")
        .contains("\"sources\":[{\"title\":\"Returns\",\"ref\":\"return-shoes\",\"score\":0.5}]");
    assertThat(
            text(
                new ApprovalDecided(
                    "a", "3.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), NOON)))
        .contains("\"decision\":\"approve\",\"by\":\"agent\",\"at\"");
  }

  @Test
  void a_call_names_the_length_of_the_text_before_it() {
    var terms = new ToolTerms(ToolPolicy.READ_ONLY, false);
    var later =
        new ToolCallRequested(
            3,
            "3.2",
            "look",
            "Looking",
            Json.EMPTY_OBJECT,
            terms,
            Optional.empty(),
            OptionalInt.of(17),
            NOON);
    assertThat(text(later)).contains("\"approval\":false,\"after\":17,\"at\"");
    assertThat(json.read("tool-call-requested", json.write(later))).isEqualTo(later);
    assertThat(text(call("{}"))).doesNotContain("after");
  }

  @Test
  void a_call_names_the_call_whose_effect_it_shares() {
    var repeated =
        new ToolCallRequested(
            3,
            "3.2",
            "create_ticket",
            "Opening a ticket",
            Json.EMPTY_OBJECT,
            new ToolTerms(ToolPolicy.RETRY_WITH_KEY, false),
            Optional.of("3.1"),
            NOON);
    assertThat(text(repeated)).contains("\"approval\":false,\"sameAs\":\"3.1\",\"at\"");
    assertThat(json.read("tool-call-requested", json.write(repeated))).isEqualTo(repeated);
    var made = call("{}");
    assertThat(text(made)).doesNotContain("sameAs");
    assertThat(json.read("tool-call-requested", json.write(made))).isEqualTo(made);
  }

  @Test
  void only_a_cut_off_reply_is_marked_as_such() {
    var usage = Conversation.USAGE;
    var cut = new ReplyCompleted(1, "So.", List.of(), 9, 3, usage, false, true, NOON);
    assertThat(text(cut)).contains("\"truncated\":true");
    assertThat(json.read("reply-completed", json.write(cut))).isEqualTo(cut);
    var whole = new ReplyCompleted(1, "So.", List.of(), 9, 3, usage, false, NOON);
    assertThat(text(whole)).doesNotContain("truncated");
    assertThat(json.read("reply-completed", json.write(whole))).isEqualTo(whole);
  }

  @Test
  void an_instant_keeps_every_digit_it_has() {
    assertThat(text(new TurnResumed(1, 2, NOON.plusNanos(120_000_000)))).contains("12:00:00.120Z");
    assertThat(text(new TurnResumed(1, 2, NOON.plusNanos(1)))).contains("12:00:00.000000001Z");
  }

  @Test
  void an_unpaired_surrogate_and_a_nul_survive() {
    var odd = new Said("a", Party.CUSTOMER, "\uD83D \u0000 \uDE00 😀 ß", Channel.WEB, NOON);
    assertThat(json.read("said", json.write(odd))).isEqualTo(odd);
  }

  @Test
  void a_name_with_an_unpaired_surrogate_is_repaired() {
    var odd = call("{\"\\uD83D\":{\"b\":[1]}}");
    assertThat(((ToolCallRequested) json.read("tool-call-requested", json.write(odd))).arguments())
        .isEqualTo(new Json("{\"\uFFFD\":{\"b\":[1]}}"));
  }

  @Test
  void json_of_the_greatest_accepted_depth_can_be_stored() {
    var deep = call("[".repeat(1_000) + "]".repeat(1_000));
    assertThat(json.read("tool-call-requested", json.write(deep))).isEqualTo(deep);
  }

  private static ToolCallRequested call(String arguments) {
    return new ToolCallRequested(
        1, "1.1", "t", "T", new Json(arguments), ToolPolicy.LOOK_UP, true, NOON);
  }

  @Test
  void deadline_dependency_and_cost_of_a_call_are_stored_where_its_tool_names_them() {
    var terms =
        new ToolTerms(
            ToolPolicy.LOOK_UP,
            true,
            Optional.of(Duration.ofSeconds(8)),
            Optional.of("orders"),
            Optional.empty(),
            Optional.of(new CallCost(50_000, "EUR")));
    var requested =
        new ToolCallRequested(1, "1.1", "t", "T", Json.EMPTY_OBJECT, terms, Optional.empty(), NOON);
    assertThat(text(requested))
        .contains("\"approval\":true,\"deadlineMillis\":8000,\"dependency\":\"orders\",")
        .contains("\"cost\":{\"micros\":50000,\"currency\":\"EUR\"},\"at\"");
    var read = json.read("tool-call-requested", json.write(requested));
    assertThat(((ToolCallRequested) read).terms()).isEqualTo(terms);
    assertThat(text(call("{}"))).doesNotContain("deadline", "dependency", "cost");
    assertThat(call("{}").terms()).isEqualTo(new ToolTerms(ToolPolicy.LOOK_UP, true));
  }

  @Test
  void an_unknown_field_is_ignored() {
    assertThat(
            read(
                "turn-resumed",
                """
                {"kind":"turn-resumed","mood":{"x":[1]},"turn":1,"attempt":2,"at":"2026-01-01T12:00:00Z"}\
                """))
        .isEqualTo(new TurnResumed(1, 2, NOON));
  }

  @Test
  void an_unknown_kind_is_named() {
    refuses("turn-danced", "{\"kind\":\"turn-danced\"}", Category.UNKNOWN_KIND, "turn-danced");
    refuses("said.x", "{}", Category.UNKNOWN_KIND, "said.x");
    refuses("said.0", "{}", Category.UNKNOWN_KIND, "said.0");
  }

  @Test
  void a_newer_version_is_refused() {
    refuses("said.2", "{\"kind\":\"said\"}", Category.NEWER_VERSION, "version 2");
  }

  @Test
  void a_missing_field_is_named_without_quoting_words() {
    refuses(
        "said",
        """
        {"kind":"said","id":"a","text":"my secret","channel":"web","at":"2026-01-01T12:00:00Z"}\
        """,
        Category.MALFORMED,
        "field by");
    refuses(
        "said",
        """
        {"kind":"said","id":"a","by":"my secret","text":"b","channel":"web","at":"2026-01-01T12:00:00Z"}\
        """,
        Category.MALFORMED,
        "field by");
    refuses(
        "turn-resumed",
        "{\"kind\":\"turn-resumed\",\"turn\":1,\"at\":\"2026-01-01T12:00:00Z\"}",
        Category.MALFORMED,
        "field attempt");
    refuses("said", "my secret", Category.MALFORMED, "not JSON");
    refuses("said", "[]", Category.MALFORMED, "said");
  }

  @Test
  void pekko_gets_the_same_bytes_under_the_same_name() {
    var serializer = new SessionEventSerializer();
    var event = new TurnStarted(1, List.of(2L), NOON);
    assertThat(serializer.identifier()).isEqualTo(930_001);
    assertThat(serializer.manifest(event)).isEqualTo("turn-started");
    assertThat(new String(serializer.toBinary(event), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"kind":"turn-started","turn":1,"said":[2],"at":"2026-01-01T12:00:00.000Z"}\
            """);
    assertThat(serializer.fromBinary(serializer.toBinary(event), "turn-started")).isEqualTo(event);
    assertThat(serializer.fromBinary(new byte[0], "turn-danced"))
        .isEqualTo(new Unreadable(Damage.Category.UNKNOWN));
  }

  @Test
  void a_turn_stores_its_trace_context() {
    var trace = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    var event = new TurnStarted(1, List.of(2L), Optional.of(trace), NOON);
    assertThat(text(event))
        .isEqualTo(
            """
            {"kind":"turn-started","turn":1,"said":[2],\
            "trace":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",\
            "at":"2026-01-01T12:00:00.000Z"}\
            """);
    assertThat(json.read("turn-started", json.write(event))).isEqualTo(event);
  }

  /// The bound only distinguishes a mistake from a busy machine; the measured time is logged.
  @Test
  void events_are_written_and_read_in_microseconds() {
    var said =
        new Said("a-client-made-this-id", Party.CUSTOMER, "x".repeat(200), Channel.WEB, NOON);
    long micros = Long.MAX_VALUE;
    // the machine does not stall in each of them
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) json.read(json.manifest(said), json.write(said));
      micros = Math.min(micros, (System.nanoTime() - start) / ROUNDS / 1_000);
    }
    assertThat(micros).isLessThan(1_000);
    LoggerFactory.getLogger("measured")
        .info("an event of 200 characters as JSON: {} µs there and back", micros);
  }

  private String text(SessionEvent event) {
    return new String(json.write(event), StandardCharsets.UTF_8);
  }

  private SessionEvent read(String manifest, String text) {
    return json.read(manifest, text.getBytes(StandardCharsets.UTF_8));
  }

  private void refuses(String manifest, String text, Category category, String words) {
    assertThatExceptionOfType(UnreadableEvent.class)
        .isThrownBy(() -> read(manifest, text))
        .withMessageContaining(words)
        .withMessageNotContaining("secret")
        .withNoCause()
        .satisfies(e -> assertThat(e.category()).isEqualTo(category));
  }
}
