package io.parley.core.quota;

import io.parley.core.setting.Expect;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/// The quotas of an organisation, or those of all without their own.
///
/// @param limits by kind, at least 1, or 0 for no limit; of kinds that are absent another plan
///   decides
public record QuotaPlan(Map<QuotaKind, Long> limits) {
  /// The largest limit, so that sums fit a `long`: a petabyte of [QuotaKind#STORAGE].
  public static final long MAX = 1_000_000_000_000_000L;

  /// Says nothing of any kind.
  public static final QuotaPlan NONE = new QuotaPlan(Map.of());

  public QuotaPlan {
    limits.forEach((kind, limit) -> Expect.between(kind.word(), limit, 0, MAX));
    limits = Map.copyOf(limits);
  }

  /// The limit of a kind; empty where nothing limits it.
  public OptionalLong limit(QuotaKind kind) {
    long limit = limits.getOrDefault(kind, 0L);
    return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /// This plan, with another one's limits for kinds that are absent here.
  public QuotaPlan over(QuotaPlan base) {
    var all = new EnumMap<QuotaKind, Long>(QuotaKind.class);
    all.putAll(base.limits);
    all.putAll(limits);
    return new QuotaPlan(all);
  }
}
