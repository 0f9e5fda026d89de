package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.organisation.Erasures;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class OrganisationErasureTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final OrganisationId ONE = new OrganisationId(new UUID(1, 1));
  private static final OrganisationId TWO = new OrganisationId(new UUID(1, 2));

  private final Left left = new Left();
  private final List<TenantId> indexes = new ArrayList<>();
  private final OrganisationErasure erasure =
      new OrganisationErasure(left, this::index, () -> NOON);

  private CompletionStage<Void> index(TenantId tenant) {
    indexes.add(tenant);
    return left.<Void>answer(OrganisationId.of(tenant).orElseThrow(), null);
  }

  private void run() {
    erasure.run().toCompletableFuture().join();
  }

  @Test
  void steps_follow_each_other_until_nothing_is_left() {
    left.steps.put(ONE, 3);
    left.steps.put(TWO, 0);
    run();
    assertThat(left.steps).containsEntry(ONE, 0).containsEntry(TWO, 0);
    assertThat(left.asked).containsExactly(ONE, ONE, ONE, ONE, TWO);
  }

  @Test
  void a_large_organisation_leaves_the_turn_to_the_next_one() {
    left.steps.put(ONE, 10_000);
    left.steps.put(TWO, 1);
    run();
    assertThat(left.steps)
        .containsEntry(ONE, 10_000 - OrganisationErasure.STEPS)
        .containsEntry(TWO, 0);
  }

  @Test
  void a_failure_of_one_is_told_after_the_others_are_done() {
    left.steps.put(ONE, 1);
    left.steps.put(TWO, 1);
    left.broken = Optional.of(ONE);
    assertThatThrownBy(this::run).hasRootCauseMessage("broken");
    assertThat(left.steps).containsEntry(ONE, 1).containsEntry(TWO, 0);
  }

  @Test
  void indexes_of_all_deleted_organisations_are_erased_on_this_node() {
    left.steps.put(ONE, 0);
    left.steps.put(TWO, 0);
    left.broken = Optional.of(ONE);
    assertThatThrownBy(() -> erasure.runIndexes().toCompletableFuture().join())
        .hasRootCauseMessage("broken");
    assertThat(indexes).containsExactly(ONE.tenant(), TWO.tenant());
  }

  /// Organisations with the number of steps that they need. It can fail for one of them.
  private static final class Left implements Erasures {
    final Map<OrganisationId, Integer> steps = new LinkedHashMap<>();
    final List<OrganisationId> asked = new ArrayList<>();
    Optional<OrganisationId> broken = Optional.empty();

    <T> CompletionStage<T> answer(OrganisationId id, T result) {
      return broken.equals(Optional.of(id))
          ? CompletableFuture.failedStage(new IllegalStateException("broken"))
          : CompletableFuture.completedStage(result);
    }

    @Override
    public CompletionStage<List<OrganisationId>> due(Instant now, int max) {
      return deleted();
    }

    @Override
    public CompletionStage<List<OrganisationId>> deleted() {
      return CompletableFuture.completedStage(List.copyOf(steps.keySet()));
    }

    @Override
    public CompletionStage<Boolean> step(OrganisationId id, Instant now) {
      asked.add(id);
      boolean more = steps.get(id) > 0;
      if (more && !broken.equals(Optional.of(id))) steps.merge(id, -1, Integer::sum);
      return answer(id, more);
    }
  }
}
