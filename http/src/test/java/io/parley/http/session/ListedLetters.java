package io.parley.http.session;

import io.parley.core.journal.DeadLetters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Dead letters in memory, in order.
final class ListedLetters implements DeadLetters {
  final List<Kept> all = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<List<Kept>> list(Query query) {
    var matching =
        all.stream()
            .filter(kept -> kept.session().tenant().equals(query.tenant()))
            .filter(kept -> query.state().isEmpty() || query.state().get() == kept.state())
            .filter(
                kept -> query.tool().isEmpty() || query.tool().get().equals(kept.letter().tool()))
            .filter(
                kept ->
                    query.source().isEmpty()
                        || kept.letter().tool().startsWith(query.source().get() + "."))
            .toList();
    int from =
        query
            .after()
            .map(place -> matching.stream().map(ListedLetters::place).toList().indexOf(place) + 1)
            .orElse(0);
    return CompletableFuture.completedFuture(
        matching.stream().skip(from).limit(query.limit()).toList());
  }

  @Override
  public CompletionStage<Optional<Kept>> find(Place place) {
    return CompletableFuture.completedFuture(
        all.stream().filter(kept -> place(kept).equals(place)).findFirst());
  }

  @Override
  public CompletionStage<Map<String, Long>> open() {
    return CompletableFuture.completedFuture(
        all.stream()
            .filter(kept -> kept.state() == State.OPEN)
            .collect(
                Collectors.groupingBy(
                    kept -> kept.letter().tool().split("[.]", 2)[0], Collectors.counting())));
  }

  private static Place place(Kept kept) {
    return new Place(kept.session(), kept.call());
  }
}
