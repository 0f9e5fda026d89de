package io.parley.core.trunk;

import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunks.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// The trunks with which an installation works that does not work with all: the first one of each
/// organisation before the second of any, so that a few organisations with many do not take all
/// places. In both kinds the oldest come first: a new second trunk takes no other one's place.
/// Every node comes to the same result.
public final class TrunkPlaces {
  private TrunkPlaces() {}

  /// @param oldestFirst of all organisations
  /// @param max places
  public static List<Stored> taken(List<Stored> oldestFirst, int max) {
    var first = new LinkedHashMap<TenantId, Stored>();
    for (var each : oldestFirst) first.putIfAbsent(each.tenant(), each);
    var others =
        oldestFirst.stream().filter(each -> !each.name().equals(first.get(each.tenant()).name()));
    return Stream.concat(first.values().stream(), others).limit(max).toList();
  }
}
