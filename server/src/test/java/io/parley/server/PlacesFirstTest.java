package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.organisation.StoppedOrganisations;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PlacesFirstTest {
  private static final Set<TenantId> STOPPED = Set.of(new TenantId("shop"));

  private final List<String> reads = new ArrayList<>();

  private final class Stored implements StoppedOrganisations {
    @Override
    public CompletionStage<Long> version() {
      return CompletableFuture.completedStage(7L);
    }

    @Override
    public CompletionStage<Set<TenantId>> all() {
      reads.add("stops");
      return CompletableFuture.completedStage(STOPPED);
    }
  }

  @Test
  void stops_are_read_before_places_and_told_when_places_are_known() {
    var places = new CompletableFuture<List<String>>();
    var first =
        new PlacesFirst(
            new Stored(),
            () -> {
              reads.add("places");
              return places;
            });
    var told = first.all().toCompletableFuture();
    assertThat(reads).containsExactly("stops", "places");
    assertThat(told).isNotDone();
    places.complete(List.of());
    assertThat(told).isCompletedWithValue(STOPPED);
  }

  @Test
  void without_places_no_change_of_stops_is_told() {
    var first =
        new PlacesFirst(
            new Stored(), () -> CompletableFuture.failedStage(new IllegalStateException("down")));
    assertThat(first.all().toCompletableFuture()).isCompletedExceptionally();
  }
}
