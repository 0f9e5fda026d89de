package io.parley.voice.remote;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.outbound.http.RetryAfter;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Instant;

/// Turns a server's errors into our categories. Messages name the server and never quote it: it may
/// quote the customer.
public final class Failures {
  private Failures() {}

  public static SpeechFailure of(Category category, String message) {
    return new SpeechFailure(category, message, null);
  }

  /// @param status of an HTTP error
  /// @param now used when the response has no date
  public static SpeechFailure status(String name, int status, HttpHeaders headers, Instant now) {
    return new SpeechFailure(
        category(status),
        "%s answered %d".formatted(name, status),
        RetryAfter.of(headers, now),
        null);
  }

  /// The server cannot be reached. Shows the exception's class alone: its message may quote the
  /// response.
  public static SpeechFailure unreachable(String name, Throwable why) {
    return new SpeechFailure(
        why instanceof HttpTimeoutException ? Category.TIMEOUT : Category.UNAVAILABLE,
        "no answer from %s (%s)".formatted(name, why.getClass().getSimpleName()),
        why);
  }

  /// The answer causes an exception or error in our own code.
  public static SpeechFailure broken(String name, Throwable why) {
    return new SpeechFailure(
        Category.GARBAGE,
        "the answer of %s cannot be processed (%s)".formatted(name, why.getClass().getSimpleName()),
        why);
  }

  private static Category category(int status) {
    return switch (status) {
      case 401, 402, 403 -> Category.DENIED;
      case 408 -> Category.TIMEOUT;
      case 429 -> Category.RATE_LIMITED;
      default -> status / 100 == 4 ? Category.REFUSED : Category.UNAVAILABLE;
    };
  }
}
