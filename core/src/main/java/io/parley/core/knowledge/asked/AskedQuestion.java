package io.parley.core.knowledge.asked;

import io.parley.core.tenant.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A question that was not answered. Session and turn identify it.
///
/// @param text in the customer's words, without secrets, numbers and addresses
/// @param agent the id of the agent in charge
/// @param language the customer's, a BCP 47 tag, if the session knows it
/// @param answer of a human of the company in the same session, likewise without secrets
public record AskedQuestion(
    SessionId session,
    int turn,
    String text,
    String agent,
    Optional<String> language,
    Set<AskedReason> reasons,
    Optional<String> answer,
    Instant at) {
  /// The longest text, in UTF-16 units.
  public static final int TEXT_MAX = 500;

  /// The longest answer of a human, in UTF-16 units.
  public static final int ANSWER_MAX = 4_000;

  public AskedQuestion {
    reasons = Set.copyOf(reasons);
  }
}
