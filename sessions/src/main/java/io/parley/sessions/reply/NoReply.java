package io.parley.sessions.reply;

import io.parley.core.model.ModelFailure.Category;
import io.parley.core.session.Problem;

/// Reasons why a turn has no reply, as shown to the customer.
final class NoReply {
  static final Problem EMPTY =
      new Problem("empty-reply", "No answer was made", "The language model had nothing to say.");

  private static final Problem NO_ANSWER =
      new Problem(
          "model-unavailable",
          "No answer could be made",
          "The language model did not answer. Your message is kept; please try again in a moment.");
  private static final Problem BUDGET_SPENT =
      new Problem(
          "budget-exhausted",
          "No answer could be made",
          "The budget for answers is used up. Your message is kept.");
  private static final Problem FILTERED =
      new Problem(
          Problem.CONTENT_FILTERED,
          "No answer may be given",
          "A content filter withholds the answer. Your message is kept; other words may help.");

  private NoReply() {}

  static Problem because(Category why) {
    return switch (why) {
      case BUDGET_SPENT -> BUDGET_SPENT;
      case FILTERED -> FILTERED;
      case UNAVAILABLE, RATE_LIMITED, TIMEOUT, REFUSED, DENIED, GARBAGE, UNUSABLE -> NO_ANSWER;
    };
  }
}
