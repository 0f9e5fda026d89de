package io.parley.http.token;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Lifetimes of customers' tokens: `parley.tokens`.
///
/// @param renewableFor from the first token of its line of renewals
/// @param afterEnd how long the archive can be read after the session's end
public record TokenLifetimes(Duration lifetime, Duration renewableFor, Duration afterEnd) {
  public TokenLifetimes {
    Expect.positive("parley.tokens.lifetime", lifetime);
    Expect.positive("parley.tokens.renewable-for", renewableFor);
    Expect.positive("parley.tokens.after-end", afterEnd);
  }

  public static TokenLifetimes from(Config tokens) {
    return new TokenLifetimes(
        tokens.getDuration("lifetime"),
        tokens.getDuration("renewable-for"),
        tokens.getDuration("after-end"));
  }

  /// When a token issued now expires.
  ///
  /// @param since when the first one of its line was issued; @param endedAt when its session ended
  Instant end(Instant now, Instant since, Optional<Instant> endedAt) {
    var end = earlier(now.plus(lifetime), since.plus(renewableFor));
    return endedAt.map(ended -> earlier(end, ended.plus(afterEnd))).orElse(end);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
