package io.parley.persistence.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.persistence.place.Move.Refusal;
import io.parley.persistence.place.Move.Refused;
import io.parley.persistence.place.MoveFacts.Beginning;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoveFactsTest {
  private static final Optional<String> NONE = Optional.empty();

  private static Optional<Refusal> begun(
      Optional<String> state, boolean just, Optional<String> filled, Optional<String> rereads) {
    return new Beginning(state, just, filled, rereads).refusal().map(Refused::why);
  }

  @Test
  void an_organisation_that_has_been_suspended_for_a_minute_is_moved_into_a_database_without_it() {
    var suspended = Optional.of("suspended");
    assertThat(begun(suspended, false, NONE, NONE)).isEmpty();
    assertThat(begun(NONE, false, NONE, NONE)).contains(Refusal.UNKNOWN);
    assertThat(begun(Optional.of("active"), false, NONE, NONE)).contains(Refusal.NOT_SUSPENDED);
    assertThat(begun(suspended, true, NONE, NONE)).contains(Refusal.NOT_SUSPENDED);
    assertThat(begun(suspended, false, Optional.of("memory"), NONE))
        .contains(Refusal.TARGET_HAS_ROWS);
    assertThat(begun(suspended, false, NONE, Optional.of("crm"))).contains(Refusal.TARGET_READS);
  }

  @Test
  void sessions_have_ended_and_their_events_are_read() {
    assertThat(new MoveFacts(NONE, NONE).refusal()).isEmpty();
    assertThat(new MoveFacts(Optional.of("s"), Optional.of("metering")).refusal())
        .contains(new Refused(Refusal.ACTIVE, "s"));
    assertThat(new MoveFacts(NONE, Optional.of("metering")).refusal())
        .contains(new Refused(Refusal.NOT_READ, "metering"));
  }
}
