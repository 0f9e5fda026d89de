package io.parley.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.faults.check.Evidence.Effect;
import io.parley.faults.check.Evidence.Row;
import io.parley.faults.check.Evidence.Told;
import io.parley.faults.record.Digest;
import io.parley.faults.record.Entry;
import io.parley.faults.record.Entry.Acknowledged;
import io.parley.faults.record.Entry.Joined;
import io.parley.faults.record.Entry.Received;
import io.parley.faults.record.Entry.Sent;
import io.parley.faults.record.Entry.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A checker that cannot fail is worthless: each test breaks one promise in evidence that keeps all
/// of them.
class CheckerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String S = "s1";

  private final List<Entry> entries = new ArrayList<>();
  private final List<Row> journal = new ArrayList<>();
  private final Map<String, List<Told>> answers = new TreeMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<String, List<String>> shards = new HashMap<>();

  CheckerTest() {
    row("w1", "{'kind':'session-started','channel':'chat','at':'t'}");
    row("w1", "{'kind':'said','id':'m1','by':'customer','text':'hello','at':'t'}");
    row("w1", "{'kind':'turn-started','turn':1,'said':[2],'at':'t'}");
    row("w1", "{'kind':'tool-call-requested','turn':1,'call':'1.1','tool':'create_ticket'}");
    row("w2", "{'kind':'turn-resumed','turn':1,'attempt':2}");
    row("w2", "{'kind':'tool-call-settled','turn':1,'call':'1.1','outcome':'succeeded'}");
    row("w2", "{'kind':'reply-completed','turn':1,'text':'hi','usage':{'cost':3}}");
    effects.add(new Effect(S, "default:s1:1.1"));
    shards.put("node1", List.of("7"));
    shards.put("node2", List.of("8"));
    for (var node : List.of("node1", "node2")) answers.put(node, told());
    entries.add(new Joined("c0", S, "node1", 0));
    entries.add(new Sent("c0", S, "node1", "m1", Digest.of("hello")));
    entries.add(new Unanswered("c0", S, "node1", "m1", "hung up"));
    entries.add(new Sent("c0", S, "node2", "m1", Digest.of("hello")));
    entries.add(new Acknowledged("c0", S, "node2", "m1", 2));
    for (var event : told()) entries.add(new Received("c0", S, "node1", event.seq(), event.hash()));
    entries.add(new Joined("l0", S, "node2", 5));
    entries.add(received("l0", 6));
    entries.add(received("l0", 7));
  }

  @Test
  void intact_evidence_has_no_violations() {
    assertThat(check().violations()).isEmpty();
  }

  @Test
  void an_acknowledged_message_that_is_not_stored_is_found() {
    entries.add(new Sent("c0", S, "node1", "m2", Digest.of("more")));
    entries.add(new Acknowledged("c0", S, "node1", "m2", 8));
    found(1, check().acknowledgedIsStored(), "m2", "stored 0 times", S, "seq 8", "c0");
  }

  @Test
  void a_second_acknowledgement_with_another_number_is_found() {
    entries.add(new Acknowledged("c0", S, "node1", "m1", 3));
    assertThat(check().acknowledgedIsStored())
        .map(Violation::what)
        .containsExactly(
            "m1 was acknowledged as 2, too",
            "m1 was acknowledged under this number and is stored as 2");
  }

  @Test
  void a_message_stored_with_another_text_is_found() {
    change(2, event -> event.put("text", "good-bye"));
    found(1, check().acknowledgedIsStored(), "another text");
  }

  @Test
  void a_gap_in_the_journal_is_found() {
    journal.remove(3);
    found(2, check().numbersRiseByOne(), "seq 5", "where 4 is due");
  }

  @Test
  void a_reader_that_misses_an_event_is_found() {
    entries.add(new Joined("l1", S, "node2", 1));
    entries.add(received("l1", 3));
    found(2, check().numbersRiseByOne(), "l1", "seq 3", "after 1");
  }

  @Test
  void a_reader_that_gets_an_event_twice_is_found() {
    entries.add(received("l0", 7));
    found(2, check().numbersRiseByOne(), "l0", "seq 7", "after 7");
  }

  @Test
  void readers_with_different_events_are_found() {
    entries.add(new Joined("l1", S, "node2", 6));
    entries.add(new Received("l1", S, "node2", 7, "0000"));
    found(2, check().readersAgree(), "l1", "another event than c0 did from node1");
  }

  @Test
  void a_node_that_returns_an_event_unlike_the_received_one_is_found() {
    var events = new ArrayList<>(answers.get("node2"));
    events.set(6, new Told(7, "0000", events.get(6).event()));
    answers.put("node2", events);
    found(2, check().readersAgree(), "seq 7", "another event than node2 returns now");
  }

  @Test
  void a_node_that_omits_events_of_the_journal_is_found() {
    answers.put("node2", answers.get("node2").subList(0, 6));
    found(1, check().nodesTellTheJournal(), "node2 returns 6 events (expected: 7");
  }

  @Test
  void a_node_that_returns_an_event_unlike_the_journal_is_found() {
    change(7, event -> event.put("text", "something else"));
    assertThat(check().nodesTellTheJournal())
        .map(Violation::toString)
        .containsExactlyInAnyOrder(
            "(1) session s1, seq 7: node1 returns it unlike the journal",
            "(1) session s1, seq 7: node2 returns it unlike the journal");
  }

  @Test
  void an_event_that_was_received_and_is_not_stored_is_found() {
    entries.add(new Received("c0", S, "node1", 8, "0000"));
    found(1, check().nodesTellTheJournal(), "seq 8", "not in the journal");
  }

  @Test
  void an_incarnation_that_writes_after_its_successor_is_found() {
    row("w1", "{'kind':'said','id':'m9','by':'bot','text':'late'}");
    found(3, check().oneIncarnationWrites(), "seq 8", "after its successor");
  }

  @Test
  void a_duplicate_sequence_number_is_found() {
    journal.add(journal.getLast());
    found(3, check().oneIncarnationWrites(), "seq 7", "twice");
  }

  @Test
  void a_shard_on_two_nodes_is_found() {
    shards.put("node2", List.of("7"));
    found(3, check().oneNodeHoldsAShard(), "shard 7");
  }

  @Test
  void a_second_effect_under_one_idempotency_key_is_found() {
    effects.add(effects.getFirst());
    found(4, check().oneEffectForEachKey(), "2 effects under default:s1:1.1");
  }

  @Test
  void a_call_reported_successful_without_an_effect_is_found() {
    effects.clear();
    found(4, check().oneEffectForEachKey(), "seq 6", "call 1.1 had no effect");
  }

  @Test
  void a_call_reported_failed_with_an_effect_is_found() {
    change(6, event -> event.put("outcome", "failed"));
    found(4, check().oneEffectForEachKey(), "call 1.1 is failed and had an effect");
  }

  @Test
  void a_call_with_two_outcomes_is_found() {
    row("w2", "{'kind':'tool-call-settled','turn':1,'call':'1.1','outcome':'in-doubt'}");
    found(4, check().oneOutcomeForEachCall(), "seq 8", "call 1.1 has two outcomes");
  }

  @Test
  void a_call_without_an_outcome_is_found() {
    row("w2", "{'kind':'tool-call-requested','turn':2,'call':'2.1','tool':'kb_search'}");
    found(4, check().oneOutcomeForEachCall(), "seq 8", "call 2.1 has no outcome");
  }

  @Test
  void an_unrequested_call_is_found() {
    row("w2", "{'kind':'tool-call-settled','turn':2,'call':'2.1','outcome':'succeeded'}");
    found(4, check().oneOutcomeForEachCall(), "seq 8", "was not requested");
  }

  @Test
  void a_call_requested_twice_is_found() {
    row("w2", "{'kind':'tool-call-requested','turn':1,'call':'1.1','tool':'create_ticket'}");
    assertThat(check().oneOutcomeForEachCall())
        .map(Violation::what)
        .containsExactly("call 1.1 was requested twice", "call 1.1 has no outcome");
  }

  @Test
  void a_read_only_call_needs_no_effect() {
    row("w2", "{'kind':'tool-call-requested','turn':2,'call':'2.1','tool':'kb_search'}");
    row("w2", "{'kind':'tool-call-settled','turn':2,'call':'2.1','outcome':'succeeded'}");
    assertThat(check().oneEffectForEachKey()).isEmpty();
    assertThat(check().oneOutcomeForEachCall()).isEmpty();
  }

  @Test
  void a_turn_without_an_end_is_found() {
    journal.removeLast();
    found(5, check().everyTurnEnds(), "seq 3", "turn 1 has no end");
  }

  @Test
  void a_turn_with_two_ends_is_found() {
    row("w2", "{'kind':'turn-failed','turn':1}");
    found(5, check().everyTurnEnds(), "seq 8", "turn 1 ended twice");
  }

  @Test
  void a_message_that_is_stored_twice_is_found() {
    row("w2", "{'kind':'said','id':'m1','by':'customer','text':'hello'}");
    found(7, check().sentIsStoredOnceAtMost(), "seq 8", "m1 is stored as 2, too");
  }

  @Test
  void a_message_that_nobody_sent_is_found() {
    row("w2", "{'kind':'said','id':'m5','by':'customer','text':'who?'}");
    found(7, check().sentIsStoredOnceAtMost(), "m5 was sent by nobody");
  }

  @Test
  void violations_lists_every_kind() {
    row("w1", "{'kind':'said','id':'m1','by':'customer','text':'other'}");
    effects.add(effects.getFirst());
    entries.add(received("l0", 7));
    row("w1", "{'kind':'turn-started','turn':2}");
    assertThat(check().violations()).map(Violation::invariant).contains(1, 2, 3, 4, 5, 7);
  }

  @Test
  void sessions_that_stay_silent_are_named() {
    var recovery = new Recovery(Duration.ofSeconds(31), Duration.ofSeconds(30), List.of("s1"));
    found(5, recovery.violations(), "session s1", "does not answer within 30 s");
  }

  @Test
  void resources_that_do_not_return_to_the_baseline_are_found() {
    var before = new Resources(100, 60, 200, 0, 0, 1);
    assertThat(new Resources(120, 70, 210, 0, 0, 1).against(before, "node1")).isEmpty();
    assertThat(new Resources(400, 200, 500, 3, 2, 1).against(before, "node1"))
        .hasSize(5)
        .allMatch(violation -> violation.invariant() == 6)
        .map(Violation::what)
        .contains("400 MiB of heap (before: 100, allowed: 48 more)");
  }

  @Test
  void a_session_reported_damaged_is_found() {
    var line =
        "{\"message\":\"a session is damaged and closed tenant=default session=61ab seq=5"
            + " category=missing\"}";
    found(1, Alarms.in(line, "node1"), "61ab", "seq 5", "node1", "missing");
    assertThat(Alarms.in("a damaged session is whole again session=61ab", "node1")).isEmpty();
  }

  private Checker check() {
    return new Checker(
        new Evidence(
            entries,
            Map.of(S, journal),
            Map.of(
                "node1", Map.of(S, answers.get("node1")), "node2", Map.of(S, answers.get("node2"))),
            effects,
            shards));
  }

  private static void found(int invariant, List<Violation> violations, String... parts) {
    assertThat(violations).singleElement().extracting(Violation::invariant).isEqualTo(invariant);
    assertThat(violations.getFirst().toString()).contains(parts);
  }

  private void row(String writer, String event) {
    try {
      journal.add(new Row(journal.size() + 1, writer, JSON.readTree(event.replace('\'', '"'))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @FunctionalInterface
  private interface Change {
    JsonNode of(ObjectNode event);
  }

  private void change(int seq, Change change) {
    var row = journal.get(seq - 1);
    ObjectNode copy = row.event().deepCopy();
    journal.set(seq - 1, new Row(seq, row.writer(), change.of(copy)));
  }

  /// As a node returns it: without fields that are not meant for customers.
  private List<Told> told() {
    return journal.stream()
        .map(
            row -> {
              ObjectNode event = row.event().deepCopy();
              event.remove(List.of("at", "usage"));
              return new Told(row.seq(), "hash-" + row.seq(), event);
            })
        .toList();
  }

  private static Received received(String client, long seq) {
    return new Received(client, S, "node2", seq, "hash-" + seq);
  }
}
