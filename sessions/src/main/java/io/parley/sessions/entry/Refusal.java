package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import java.time.Duration;

/// The reason why a request was refused. Nothing was done or stored.
public sealed interface Refusal {

  /// The limit of concurrent use is reached.
  record Overloaded(Limit limit) implements Refusal {}

  /// Too many requests within a window of time.
  ///
  /// @param detail a sentence for people; contains nothing that anybody said
  record Exceeded(Limit limit, String detail, Quota quota) implements Refusal {}

  /// Work must be done first.
  ///
  /// @param quota for visitors who prefer to wait
  record Challenged(Hurdle.Demand demand, Quota quota) implements Refusal {}

  /// The organisation is suspended, or is being or was deleted. No time helps.
  record Stopped() implements Refusal {}

  /// This node drains: long-lived connections and calls begin on another.
  ///
  /// @param comeBack when another node answers
  record Draining(Duration comeBack) implements Refusal {}
}
