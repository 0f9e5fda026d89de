package io.parley.outbound.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The pause that a server requests in its `Retry-After` header (RFC 9110, section 10.2.3).
/// Unreadable values are ignored.
public final class RetryAfter {
  /// More than a year is a mistake, and counts as a year.
  private static final long SECONDS_MAX = 366L * 24 * 60 * 60;

  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

  private RetryAfter() {}

  /// Seconds (some servers send fractions), or a date; a past date is zero.
  ///
  /// @param now the current time, used if the server does not send its own
  public static Optional<Duration> of(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .flatMap(
            value -> seconds(value).or(() -> date(value).map(at -> until(at, time(headers, now)))));
  }

  /// The server's time, from its `Date` header.
  ///
  /// @param now the current time, used if the header is missing
  public static Instant time(HttpHeaders headers, Instant now) {
    return headers.firstValue("Date").map(String::strip).flatMap(RetryAfter::date).orElse(now);
  }

  /// @param value such as `20` or `0.25`; otherwise the result is empty
  public static Optional<Duration> seconds(String value) {
    if (!SECONDS.matcher(value).matches()) return Optional.empty();
    double seconds = Math.min(Double.parseDouble(value), SECONDS_MAX);
    return Optional.of(Duration.ofNanos(Math.round(seconds * 1_000_000) * 1_000));
  }

  /// @return zero for a past time
  public static Duration until(Instant at, Instant now) {
    var left = Duration.between(now, at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Optional<Instant> date(String value) {
    try {
      var form = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      return Optional.of(form.parse(value, OffsetDateTime::from).toInstant());
    } catch (DateTimeException e) {
      // neither seconds nor a date
      return Optional.empty();
    }
  }
}
