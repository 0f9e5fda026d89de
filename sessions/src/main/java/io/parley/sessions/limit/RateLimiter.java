package io.parley.sessions.limit;

import io.parley.core.limit.Permits;
import io.parley.core.limit.RateCounts;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.RateLimit.Verdict;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Lends its session permits for a customer's messages in advance, so that a turn waits for no
/// question. It starts with the counts in the session's state, so that neither sleep nor a crash
/// resets them; its own counts equal the state's once the events are committed.
public final class RateLimiter {

  public sealed interface Message {}

  /// Asks how much may be used from now on. Permits taken and tokens used before are counted.
  ///
  /// @param number returned with the answer
  public record Lend(long number, Instant at, ActorRef<Loan> replyTo) implements Message {}

  /// One of the lent permits was used.
  public record Took(Instant at) implements Message {}

  /// Models used so many tokens.
  public record Used(long tokens, Instant at) implements Message {}

  /// @param number of the question
  /// @param permits lent
  /// @param verdict on one message now; says when to ask again where no permit is lent
  public record Loan(long number, Permits permits, Verdict verdict) {}

  private RateLimiter() {}

  public static Behavior<Message> create(RateLimit limit, RateCounts counts) {
    return Behaviors.receiveMessage(
        message ->
            switch (message) {
              case Lend(var number, var at, var replyTo) -> {
                replyTo.tell(new Loan(number, limit.left(counts, at), limit.check(counts, at)));
                yield Behaviors.same();
              }
              case Took(var at) -> create(limit, counts.turn(at));
              case Used(var tokens, var at) -> create(limit, counts.tokens(tokens, at));
            });
  }
}
