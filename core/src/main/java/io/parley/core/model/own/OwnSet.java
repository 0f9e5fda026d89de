package io.parley.core.model.own;

import io.parley.core.model.own.OwnModels.Version;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All models of an organisation, and what they may cost.
///
/// @param models the newest versions, by name
public record OwnSet(NavigableMap<String, Version> models, OwnBudget budget) {
  /// An organisation that brings none.
  public static final OwnSet NONE = new OwnSet(new TreeMap<>(), OwnBudget.NONE);

  public OwnSet {
    models = Collections.unmodifiableNavigableMap(new TreeMap<>(models));
  }

  /// The models that answer a call of an agent: the one that it names, else `default`, else the
  /// first by name, and after it those that stand in for it. The answer is empty if the
  /// organisation brings none; the installation's models then answer.
  ///
  /// @param wanted the name that the agent has, which may be that of a model that was removed
  public Optional<OwnRoute> route(Optional<String> wanted) {
    if (models.isEmpty()) return Optional.empty();
    var first = models.get(wanted.filter(models::containsKey).orElseGet(this::usual));
    var route =
        Stream.concat(Stream.of(first), named(first.model().fallbacks())).distinct().toList();
    return Optional.of(new OwnRoute(route, cheaper(), budget.budgets()));
  }

  private String usual() {
    return models.containsKey(OwnModelName.DEFAULT) ? OwnModelName.DEFAULT : models.firstKey();
  }

  private List<Version> cheaper() {
    return named(budget.cheaper().stream().toList()).toList();
  }

  private Stream<Version> named(Collection<String> names) {
    return names.stream().filter(models::containsKey).map(models::get);
  }

  /// The same after changes of its models.
  public OwnSet with(Collection<OwnModels.Head> heads) {
    Map<String, Version> changed = new TreeMap<>(models);
    for (var head : heads)
      head.current()
          .ifPresentOrElse(
              version -> changed.put(head.name().name(), version),
              () -> changed.remove(head.name().name()));
    return new OwnSet(new TreeMap<>(changed), budget);
  }

  /// The same with another budget.
  public OwnSet with(OwnBudget other) {
    return new OwnSet(models, other);
  }
}
