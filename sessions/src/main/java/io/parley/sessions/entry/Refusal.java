package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import java.time.Duration;

/// Why something was not let in. Nothing was done or stored.
public sealed interface Refusal {

  /// There is as much of it at once as there may be.
  record Overloaded(Limit limit) implements Refusal {}

  /// There was too much of it lately.
  ///
  /// @param detail a sentence for people; holds nothing that anybody said
  record Exceeded(Limit limit, String detail, Quota quota) implements Refusal {}

  /// Some work is asked for first.
  ///
  /// @param quota for those that would rather wait
  record Challenged(Hurdle.Demand demand, Quota quota) implements Refusal {}

  /// This node goes away, so nothing that lasts begins here.
  ///
  /// @param comeBack when another node answers
  record Draining(Duration comeBack) implements Refusal {}
}
