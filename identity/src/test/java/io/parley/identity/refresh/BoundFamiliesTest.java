package io.parley.identity.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A sign-in by an organisation's own provider stays one, whatever becomes of its tokens.
class BoundFamiliesTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final RefreshTerms TERMS =
      new RefreshTerms(Duration.ofDays(30), Duration.ofDays(7), Duration.ofSeconds(30));

  private static Family family(boolean isBound) {
    return new Family(
        "family",
        "sign-in",
        new TenantId("shop"),
        "ada",
        NOON,
        NOON,
        "hash-1",
        Optional.empty(),
        Optional.empty(),
        0,
        isBound);
  }

  private static Family used(Family family, String hash) {
    return switch (RefreshRules.use(family, hash, "hash-2", NOON.plusSeconds(60), TERMS)) {
      case RefreshRules.Renew(var changed) -> changed;
      case RefreshRules.Refuse(_, var changed) -> changed.orElseThrow();
    };
  }

  @Test
  void it_stays_bound_when_its_token_is_replaced_and_when_it_is_ended() {
    for (var hash : new String[] {"hash-1", "a-stolen-one"}) {
      assertThat(used(family(true), hash).isBound()).isTrue();
      assertThat(used(family(false), hash).isBound()).isFalse();
    }
  }
}
