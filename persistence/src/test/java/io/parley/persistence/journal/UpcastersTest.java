package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Shows the procedure: suppose that `said` once had `words` for its text and, before that, no
/// channel.
class UpcastersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Said HELLO = new Said("a", Party.CUSTOMER, "hello", Channel.WEB, NOON);

  private final EventJson json =
      new EventJson(
          new Upcasters(
              Map.of("said", List.of(UpcastersTest::hasChannel, UpcastersTest::saysText)),
              Map.of()));

  /// The previous release: it reads version 3, and writes 2.
  private final EventJson before =
      new EventJson(
          new Upcasters(
              Map.of("said", List.of(UpcastersTest::hasChannel, UpcastersTest::saysText)),
              Map.of("said", UpcastersTest::hasWords)));

  private static ObjectNode hasChannel(ObjectNode said) {
    return said.put("channel", "web");
  }

  private static ObjectNode saysText(ObjectNode said) {
    said.set("text", said.remove("words"));
    return said;
  }

  private static ObjectNode hasWords(ObjectNode said) {
    said.set("words", said.remove("text"));
    return said;
  }

  @Test
  void an_event_of_version_1_takes_every_step() {
    assertThat(
            read(
                "said",
                """
                {"kind":"said","id":"a","by":"customer","words":"hello","at":"2026-01-01T12:00:00Z"}\
                """))
        .isEqualTo(HELLO);
  }

  @Test
  void an_event_of_version_2_takes_only_the_second() {
    assertThat(
            read(
                "said.2",
                """
                {"kind":"said","id":"a","by":"customer","words":"hello","channel":"phone","at":"2026-01-01T12:00:00Z"}\
                """))
        .isEqualTo(new Said("a", Party.CUSTOMER, "hello", new Channel("phone"), NOON));
  }

  @Test
  void an_event_written_now_has_the_new_version_and_takes_no_step() {
    assertThat(json.manifest(HELLO)).isEqualTo("said.3");
    assertThat(json.read("said.3", json.write(HELLO))).isEqualTo(HELLO);
  }

  @Test
  void a_version_that_is_only_read_is_written_as_the_previous_one() {
    assertThat(before.manifest(HELLO)).isEqualTo("said.2");
    var stored = new String(before.write(HELLO), StandardCharsets.UTF_8);
    assertThat(stored)
        .startsWith("{\"kind\":\"said\"")
        .contains("\"words\":\"hello\"")
        .doesNotContain("\"text\"");
    assertThat(before.read("said.2", before.write(HELLO))).isEqualTo(HELLO);
    assertThat(before.read("said.3", json.write(HELLO))).isEqualTo(HELLO);
    assertThat(json.read("said.2", before.write(HELLO))).isEqualTo(HELLO);
  }

  @Test
  void an_archived_line_has_the_version_that_is_written() {
    var line = new EventLines(before).write(new RecordedEvent(7, HELLO));
    assertThat(new EventLines(json).read(new String(line, StandardCharsets.UTF_8).strip()))
        .isEqualTo(new RecordedEvent(7, HELLO));
  }

  @Test
  void a_kind_with_one_version_cannot_be_written_in_a_previous_one() {
    assertThatThrownBy(() -> new Upcasters(Map.of(), Map.of("said", UpcastersTest::hasWords)))
        .hasMessage("unwritten: said has one version (expected: a kind with a step)");
  }

  @Test
  void an_archived_line_of_an_old_version_is_upcast_too() {
    var old =
        """
        {"seq":2,"manifest":"said.2","event":{"kind":"said","id":"a","by":"customer","words":"hello","channel":"web","at":"2026-01-01T12:00:00Z"}}\
        """;
    assertThat(new EventLines(json).read(old).event()).isEqualTo(HELLO);
  }

  @Test
  void other_kinds_stay_at_version_1() {
    assertThat(json.manifest(new io.parley.core.session.TurnEvent.TurnResumed(1, 2, NOON)))
        .isEqualTo("turn-resumed");
  }

  private Object read(String manifest, String text) {
    return json.read(manifest, text.getBytes(StandardCharsets.UTF_8));
  }
}
