package io.parley.http.route;

import io.parley.core.fault.Stages;
import io.parley.http.json.Malformed;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Cursors of lists, by which a client asks for the next page.
public final class Cursors {
  private Cursors() {}

  /// A list's failure: a cursor that its store did not issue is the client's fault.
  ///
  /// @param after the cursor that was asked for
  /// @return to be thrown
  public static RuntimeException refused(Throwable failure, Optional<?> after) {
    var cause = Stages.cause(failure);
    return cause instanceof IllegalArgumentException && after.isPresent()
        ? unknown()
        : new CompletionException(cause);
  }

  public static Malformed unknown() {
    return new Malformed(
        "the query parameter after is not a known cursor (expected: next of the previous page)");
  }
}
