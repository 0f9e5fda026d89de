package io.parley.sessions.quota;

import com.typesafe.config.Config;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.setting.Expect;
import java.util.EnumMap;
import java.util.EnumSet;

/// `parley.quotas`, explained in `reference.conf`.
///
/// @param defaults of organisations without a row of their own; none of seats and storage, which
///   are limited one by one
public record QuotaSettings(QuotaPlan defaults) {
  private static final String PATH = "parley.quotas.default";

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static QuotaSettings from(Config config) {
    var all = config.getConfig(PATH);
    var limits = new EnumMap<QuotaKind, Long>(QuotaKind.class);
    for (var kind : EnumSet.complementOf(EnumSet.of(QuotaKind.SEATS, QuotaKind.STORAGE))) {
      var key = key(kind);
      long limit = all.getLong(key);
      Expect.between(PATH + "." + key, limit, 0, QuotaPlan.MAX);
      limits.put(kind, limit);
    }
    return new QuotaSettings(new QuotaPlan(limits));
  }

  private static String key(QuotaKind kind) {
    return switch (kind) {
      case SESSIONS, TURNS, TOKENS -> kind.word() + "-per-minute";
      case UPLOADS -> kind.word() + "-per-day";
      case CALLS, SEATS, STORAGE -> kind.word();
    };
  }
}
