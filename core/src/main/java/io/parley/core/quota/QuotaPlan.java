package io.parley.core.quota;

import io.parley.core.setting.Expect;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// The quotas of an organisation, or those of all without their own.
///
/// @param limits by kind, at least 1, or 0 for no limit; of kinds that are absent another plan
///   decides
/// @param own limits that the organisation has set for itself, at least 1: the lower one holds
public record QuotaPlan(Map<QuotaKind, Long> limits, Map<QuotaKind, Long> own) {
  /// The largest limit, so that sums fit a `long`: a petabyte of [QuotaKind#STORAGE].
  public static final long MAX = 1_000_000_000_000_000L;

  /// Says nothing of any kind.
  public static final QuotaPlan NONE = new QuotaPlan(Map.of());

  /// Without limits of the organisation's own.
  public QuotaPlan(Map<QuotaKind, Long> limits) {
    this(limits, Map.of());
  }

  public QuotaPlan {
    limits.forEach((kind, limit) -> Expect.between(kind.word(), limit, 0, MAX));
    own.forEach((kind, limit) -> Expect.between(kind.word(), limit, 1, MAX));
    limits = Map.copyOf(limits);
    own = Map.copyOf(own);
  }

  /// The same limits, with these of the organisation's own.
  public QuotaPlan with(Map<QuotaKind, Long> other) {
    return new QuotaPlan(limits, other);
  }

  /// The limit of a kind; empty where nothing limits it.
  public OptionalLong limit(QuotaKind kind) {
    return LongStream.of(limits.getOrDefault(kind, 0L), own.getOrDefault(kind, 0L))
        .filter(limit -> limit > 0)
        .min();
  }

  /// This plan, with another one's limits for kinds that are absent here.
  public QuotaPlan over(QuotaPlan base) {
    var all = new EnumMap<QuotaKind, Long>(QuotaKind.class);
    all.putAll(base.limits);
    all.putAll(limits);
    return new QuotaPlan(all, own);
  }
}
