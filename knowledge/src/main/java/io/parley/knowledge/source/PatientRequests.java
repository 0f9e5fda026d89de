package io.parley.knowledge.source;

import io.parley.knowledge.crawl.CrawlTime;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.outbound.http.RetryAfter;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Sends requests to one server, each after a pause, and again when the server asks for that with
/// `Retry-After` (RFC 9110, section 10.2.3).
final class PatientRequests {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;
  private static final int TRIES_MAX = 5;

  /// A server that asks for more is asked again at the next run.
  private static final Duration WAIT_MAX = Duration.ofMinutes(5);

  /// Cancellation is noticed this late.
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final GuardedHttp http;
  private final CrawlTime time;
  private final Duration pause;
  private final BooleanSupplier cancelled;
  private Instant next;

  /// @param bytes none unless the status is 200
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Answer(int status, HttpHeaders headers, byte[] bytes) {}

  /// @param pause between two requests
  /// @param cancelled is asked while it waits
  PatientRequests(GuardedHttp http, CrawlTime time, Duration pause, BooleanSupplier cancelled) {
    this.http = http;
    this.time = time;
    this.pause = pause;
    this.cancelled = cancelled;
    this.next = time.now();
  }

  /// Blocks for the pauses and the answer.
  ///
  /// @throws IOException when there is no answer, the server asks for a longer wait than five
  ///   minutes, or the reading is cancelled
  Answer send(GuardedRequest request) throws IOException {
    for (int tries = 1; ; tries++) {
      awaitNext();
      Duration wait;
      try (var response = http.send(request)) {
        next = time.now().plus(pause);
        int status = response.status();
        boolean isLater = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
        if (!isLater || tries == TRIES_MAX)
          return new Answer(
              status, response.headers(), status == OK ? response.bytes() : new byte[0]);
        wait =
            RetryAfter.of(response.headers(), time.now()).orElse(pause.multipliedBy(1L << tries));
        if (wait.compareTo(WAIT_MAX) > 0)
          throw new IOException(
              "the server asks with status %d to come back in %d s (expected: ≤ %d s)"
                  .formatted(status, wait.toSeconds(), WAIT_MAX.toSeconds()));
      }
      var asked = time.now().plus(wait);
      if (asked.isAfter(next)) next = asked;
    }
  }

  private void awaitNext() throws IOException {
    while (true) {
      if (cancelled.getAsBoolean()) throw new IOException("the reading was cancelled");
      var now = time.now();
      if (!next.isAfter(now)) return;
      var slice = now.plus(SLICE);
      time.await(slice.isBefore(next) ? slice : next);
    }
  }
}
