package io.parley.voice.remote;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.outbound.http.RetryAfter;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Instant;

/// What a server's refusal means for us. Messages name the server and never quote it: it may quote
/// what was said.
public final class Failures {
  private Failures() {}

  public static SpeechFailure of(Category category, String message) {
    return new SpeechFailure(category, message, null);
  }

  /// @param status of an HTTP answer that is no success
  /// @param now when the server does not say what time it is
  public static SpeechFailure status(String name, int status, HttpHeaders headers, Instant now) {
    return new SpeechFailure(
        category(status),
        "%s answered %d".formatted(name, status),
        RetryAfter.of(headers, now),
        null);
  }

  /// Nothing came through. Of the exception the class alone: its message may quote what was read.
  public static SpeechFailure unreachable(String name, Throwable why) {
    return new SpeechFailure(
        why instanceof HttpTimeoutException ? Category.TIMEOUT : Category.UNAVAILABLE,
        "no answer from %s (%s)".formatted(name, why.getClass().getSimpleName()),
        why);
  }

  /// Something came through at which we fail ourselves, by an exception or an error.
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
