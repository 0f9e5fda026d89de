package io.parley.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.SessionOverview.Backlog;
import io.parley.core.journal.SessionOverview.Lag;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionOverviewTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Backlog NONE = new Backlog(0, Optional.empty());

  private static Backlog since(long count, Instant oldest) {
    return new Backlog(count, Optional.of(oldest));
  }

  @Test
  void lags_of_two_databases_are_counted_together_from_the_oldest_on() {
    var here = new Lag(since(2, NOON), NONE, since(1, NOON), NONE, Map.of("crm", since(2, NOON)));
    var there =
        new Lag(
            since(3, NOON.minusSeconds(5)),
            NONE,
            NONE,
            since(SessionOverview.COUNT_MAX, NOON),
            Map.of("crm", since(1, NOON.plusSeconds(5)), "metering", since(4, NOON)));
    assertThat(here.with(there))
        .isEqualTo(
            new Lag(
                since(5, NOON.minusSeconds(5)),
                NONE,
                since(1, NOON),
                since(SessionOverview.COUNT_MAX, NOON),
                Map.of("crm", since(3, NOON), "metering", since(4, NOON))));
    assertThat(there.with(there).inDoubt().count()).isEqualTo(SessionOverview.COUNT_MAX);
  }
}
