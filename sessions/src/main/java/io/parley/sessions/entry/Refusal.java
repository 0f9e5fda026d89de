package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import java.time.Duration;

/// The reason why a request was refused. Nothing was done or stored.
public sealed interface Refusal {

  /// As many as there may be at once are there already.
  record Overloaded(Limit limit) implements Refusal {}

  /// Too many came lately.
  ///
  /// @param detail a sentence for people; holds nothing that anybody said
  record Exceeded(Limit limit, String detail, Quota quota) implements Refusal {}

  /// Some work is asked for first.
  ///
  /// @param quota for those that would rather wait
  record Challenged(Hurdle.Demand demand, Quota quota) implements Refusal {}

  /// This node goes away: long-lived connections and calls begin elsewhere.
  ///
  /// @param comeBack when another node answers
  record Draining(Duration comeBack) implements Refusal {}
}
