package io.parley.voice.remote;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What a server's refusal means for us. Messages name the server and never quote it: it may quote
/// what was said.
public final class Failures {
  /// A longer wait is a mistake.
  private static final long SECONDS_MAX = 366L * 24 * 60 * 60;

  private Failures() {}

  public static SpeechFailure of(Category category, String message) {
    return new SpeechFailure(category, message, null);
  }

  /// @param status of an HTTP answer that is no success
  /// @param now when the server does not say what time it is
  public static SpeechFailure status(String name, int status, HttpHeaders headers, Instant now) {
    return new SpeechFailure(
        category(status), "%s answered %d".formatted(name, status), retryAfter(headers, now), null);
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
        "what %s answered cannot be worked on (%s)".formatted(name, why.getClass().getSimpleName()),
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

  /// RFC 9110, section 10.2.3: seconds, or a date. What cannot be read was not said.
  private static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
    var serversNow = headers.firstValue("Date").flatMap(Failures::date).orElse(now);
    return headers.firstValue("Retry-After").map(String::strip).flatMap(v -> wait(v, serversNow));
  }

  private static Optional<Duration> wait(String value, Instant now) {
    if (value.matches("\\d{1,9}"))
      return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(value), SECONDS_MAX)));
    return date(value)
        .map(at -> Duration.between(now, at))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  private static Optional<Instant> date(String value) {
    try {
      var form = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      return Optional.of(form.parse(value, OffsetDateTime::from).toInstant());
    } catch (DateTimeException e) {
      // said in no way that we know
      return Optional.empty();
    }
  }
}
