package io.parley.core.limit;

import java.util.LinkedHashMap;
import java.util.Map;

/// A bounded map: beyond its limit the entry that was read or written longest ago is forgotten. For
/// one thread at a time.
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;

  private final int max;

  /// @param max entries
  public RecentlyUsed(int max) {
    super(16, 0.75f, true);
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > max;
  }
}
