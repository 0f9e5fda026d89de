package io.parley.sessions.limit;

import io.parley.core.limit.RateCounts;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.RateLimit.Verdict;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Grants or refuses what a customer says. It begins with the counts that the session's state
/// holds, so that neither sleep nor a crash resets them; what it counts itself is what the state
/// will hold once the events are committed.
public final class RateLimiter {

  public sealed interface Message {}

  /// May one more message be taken?
  public record Take(Instant at, ActorRef<Verdict> replyTo) implements Message {}

  /// Models used so many tokens.
  public record Used(long tokens, Instant at) implements Message {}

  private RateLimiter() {}

  public static Behavior<Message> create(RateLimit limit, RateCounts counts) {
    return Behaviors.receiveMessage(
        message ->
            switch (message) {
              case Take(var at, var replyTo) -> {
                var verdict = limit.check(counts, at);
                replyTo.tell(verdict);
                yield verdict instanceof RateLimit.Granted
                    ? create(limit, counts.turn(at))
                    : Behaviors.same();
              }
              case Used(var tokens, var at) -> create(limit, counts.tokens(tokens, at));
            });
  }
}
