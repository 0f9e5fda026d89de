package io.parley.http.token;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long customers' tokens are good for: `parley.tokens`.
///
/// @param lifetime of one token; @param renewableFor from the first token of its line on, whatever
///   was renewed since
/// @param afterEnd of the session: so long its archive can be read
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

  /// When a token that is made now runs out.
  ///
  /// @param since when the first one of its line was made; @param endedAt when its session ended
  Instant end(Instant now, Instant since, Optional<Instant> endedAt) {
    var end = earlier(now.plus(lifetime), since.plus(renewableFor));
    return endedAt.map(ended -> earlier(end, ended.plus(afterEnd))).orElse(end);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
