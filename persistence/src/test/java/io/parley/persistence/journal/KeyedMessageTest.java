package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.Modality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KeyedMessageTest {
  private final EventJson json = new EventJson();

  @Test
  void keys_are_stored_beside_what_they_mean() {
    var keyed = said(Optional.of("1"));
    assertThat(text(keyed)).contains("\"modality\":\"keyed\",\"digits\":\"1\",");
    assertThat(json.read("said", json.write(keyed))).isEqualTo(keyed);
  }

  @Test
  void without_keys_nothing_is_stored() {
    var said = said(Optional.empty());
    assertThat(text(said)).doesNotContain("digits");
    assertThat(json.read("said", json.write(said))).isEqualTo(said);
  }

  private static Said said(Optional<String> digits) {
    return new Said(
        "a",
        Party.CUSTOMER,
        "I have a question about an order.",
        new Channel("phone"),
        Optional.of(Modality.KEYED),
        OptionalDouble.empty(),
        Optional.empty(),
        digits,
        Instant.parse("2026-01-01T12:00:00Z"));
  }

  private String text(Said said) {
    return new String(json.write(said), StandardCharsets.UTF_8);
  }
}
