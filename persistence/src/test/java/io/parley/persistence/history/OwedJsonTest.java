package io.parley.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Owed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Nodes of two releases use the same rows.
class OwedJsonTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String STORED =
      "{\"turnOpen\":true,\"running\":[\"1.1\"],\"approvals\":{\"1.2\":\"2026-01-01T12:10:00Z\"},"
          + "\"ended\":false,\"archived\":false,\"lastActivity\":\"2026-01-01T12:00:00Z\"}";

  private final OwedJson json = new OwedJson();

  @Test
  void a_row_holds_the_same_fields_as_in_every_release() {
    var owed =
        new Owed(
            true,
            List.of("1.1"),
            Map.of("1.2", NOON.plusSeconds(600)),
            Map.of(),
            false,
            false,
            NOON);
    assertThat(json.write(owed)).isEqualTo(STORED);
    assertThat(json.read(STORED)).hasValue(owed);
  }

  @Test
  void calls_that_wait_for_a_callback_are_read_again() {
    var waiting = Map.of("1.1", NOON.plusSeconds(600));
    var owed = new Owed(false, List.of(), Map.of(), waiting, false, false, NOON);
    assertThat(json.read(json.write(owed))).hasValue(owed);
  }
}
