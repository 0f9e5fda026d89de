package io.parley.sessions.limit;

import io.parley.core.limit.Permits;
import io.parley.core.limit.RateCounts;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.RateLimit.Verdict;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Lends its session permits for what a customer says, in advance, so that a turn need not wait for
/// a question. It begins with the counts that the session's state holds, so that neither sleep nor
/// a crash resets them; what it counts itself is what the state will hold once the events are
/// committed.
public final class RateLimiter {

  public sealed interface Message {}

  /// How much may be used from now on? What was taken and used before this is counted.
  ///
  /// @param number comes back with the answer
  public record Lend(long number, Instant at, ActorRef<Loan> replyTo) implements Message {}

  /// One message was taken of what was lent.
  public record Took(Instant at) implements Message {}

  /// Models used so many tokens.
  public record Used(long tokens, Instant at) implements Message {}

  /// @param number of the question
  /// @param permits what may be used
  /// @param verdict on one message now, which tells when to ask again where nothing is lent
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
