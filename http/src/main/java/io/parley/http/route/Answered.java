package io.parley.http.route;

import java.time.Duration;
import java.util.Optional;

/// An answered request, for metrics and the log.
///
/// @param call empty when no endpoint matched
/// @param method upper case; unknown ones are `OTHER`
/// @param failure on our side
public record Answered(
    Optional<Call> call,
    RequestId id,
    String method,
    int status,
    Duration took,
    Optional<Throwable> failure) {

  @FunctionalInterface
  public interface Listener {
    void answered(Answered answered);
  }

  /// The path's template: never the path, which holds ids.
  public String route() {
    return call.map(found -> found.path().text()).orElse("none");
  }
}
