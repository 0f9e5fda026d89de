package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.session.Channel;
import io.parley.core.session.Party;
import io.parley.core.session.SessionEvent.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How it will be done: suppose that `said` once had `words` for its text and, before that, no
/// channel.
class UpcastersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Said HELLO = new Said("a", Party.CUSTOMER, "hello", Channel.WEB, NOON);

  private final EventJson json =
      new EventJson(
          new Upcasters(
              Map.of("said", List.of(UpcastersTest::hasChannel, UpcastersTest::saysText))));

  private static ObjectNode hasChannel(ObjectNode said) {
    return said.put("channel", "web");
  }

  private static ObjectNode saysText(ObjectNode said) {
    said.set("text", said.remove("words"));
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
  void what_is_written_now_carries_the_new_version_and_takes_none() {
    assertThat(json.manifest(HELLO)).isEqualTo("said.3");
    assertThat(json.read("said.3", json.write(HELLO))).isEqualTo(HELLO);
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
    assertThat(json.manifest(new io.parley.core.session.SessionEvent.TurnResumed(1, 2, NOON)))
        .isEqualTo("turn-resumed");
  }

  private Object read(String manifest, String text) {
    return json.read(manifest, text.getBytes(StandardCharsets.UTF_8));
  }
}
