package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.TokenHash;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganisationsDueTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final OrganisationId ONE = new OrganisationId(new UUID(1, 1));
  private static final OrganisationId TWO = new OrganisationId(new UUID(1, 2));
  private static final OrganisationId THREE = new OrganisationId(new UUID(1, 3));

  private final OrganisationsMemory organisations = new OrganisationsMemory();
  private final OrganisationsDue due =
      new OrganisationsDue(organisations, organisations, () -> NOON);

  private static Claim claim(Instant until) {
    return new Claim(TokenHash.of("t"), Optional.empty(), until);
  }

  private void run() {
    due.run().toCompletableFuture().join();
  }

  @Test
  void claims_expire_and_organisations_are_deleted_when_it_is_time_and_not_before() {
    organisations.put(ONE, new Lifecycle.Unclaimed(claim(NOON)));
    organisations.put(TWO, new Lifecycle.Deleting(NOON, Optional.empty()));
    organisations.put(THREE, new Lifecycle.Unverified(claim(NOON.plusMillis(1))));
    run();
    assertThat(organisations.state(ONE)).isEqualTo(new Lifecycle.Expired());
    assertThat(organisations.state(TWO)).isEqualTo(new Lifecycle.Deleted());
    assertThat(organisations.state(THREE)).isInstanceOf(Lifecycle.Unverified.class);
    assertThat(organisations.acts)
        .hasSize(2)
        .allMatch(act -> act.equals(Act.ofProgram("timer", NOON)));
  }

  @Test
  void one_that_another_node_ended_meanwhile_stays_as_it_is() {
    organisations.put(ONE, new Lifecycle.Deleting(NOON, Optional.empty()));
    var before = new OrganisationsMemory();
    before.put(ONE, new Lifecycle.Unclaimed(claim(NOON)));
    var behind = new OrganisationsDue(organisations, before, () -> NOON);
    behind.run().toCompletableFuture().join();
    assertThat(organisations.state(ONE)).isInstanceOf(Lifecycle.Deleting.class);
  }

  @Test
  void a_failure_of_one_is_told_after_the_others_are_done() {
    organisations.put(ONE, new Lifecycle.Unclaimed(claim(NOON)));
    organisations.put(TWO, new Lifecycle.Unclaimed(claim(NOON)));
    organisations.broken = Optional.of(ONE);
    assertThatThrownBy(this::run).hasRootCauseMessage("broken");
    assertThat(organisations.state(TWO)).isEqualTo(new Lifecycle.Expired());
    organisations.broken = Optional.empty();
    run();
    assertThat(organisations.state(ONE)).isEqualTo(new Lifecycle.Expired());
  }
}
