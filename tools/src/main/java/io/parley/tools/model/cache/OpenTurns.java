package io.parley.tools.model.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parley.core.model.Usage;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.util.Optional;

/// Turns whose first call has asked for tools, until their answer comes. An answer is kept only if
/// its question still has the same key: the article that the turn found may have changed in
/// between. Thread safe.
final class OpenTurns {
  /// Longer than any turn that needs no person's approval.
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private static final int MAX = 100_000;

  private final Cache<SessionKey, OpenTurn> turns;

  /// @param spent by its calls so far
  private record OpenTurn(Question question, Usage spent) {}

  OpenTurns(Ticker ticker) {
    this.turns =
        Caffeine.newBuilder()
            .maximumSize(MAX)
            .expireAfterWrite(FORGOTTEN_AFTER)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /// @param spent by all calls of the turn
  void goesOn(SessionKey session, Question question, Usage spent) {
    turns.put(session, new OpenTurn(question, spent));
  }

  void ends(SessionKey session) {
    turns.invalidate(session);
  }

  /// @return what the turn has spent; empty when it did not begin with this very question
  Optional<Usage> spent(SessionKey session, Question question) {
    return Optional.ofNullable(turns.getIfPresent(session))
        .filter(turn -> turn.question().equals(question))
        .map(OpenTurn::spent);
  }
}
