package io.parley.http.ops;

import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;

/// Who may call the management port: whoever reaches it, but for web pages.
final class Operators {
  private Operators() {}

  /// No web page has any business here: a browser on the operator's machine reaches this port, and
  /// names the page's origin.
  ///
  /// @throws ProblemException 403
  static void only(Call call) {
    if (call.header("Origin").isPresent())
      throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
  }
}
