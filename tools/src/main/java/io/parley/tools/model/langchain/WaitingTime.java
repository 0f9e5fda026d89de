package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.outbound.http.RetryAfter;
import io.parley.tools.json.Jackson;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How long a model's server wants no calls, in all the forms that providers use: `Retry-After`,
/// headers of their own, the body. Unreadable values are ignored.
final class WaitingTime {
  /// As Go writes durations: `6m0s`, `1h2m3.5s`, `120ms`.
  private static final Pattern GO =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(h|ms|m|s|us|µs|ns)");

  private static final List<String> OPENAI = List.of("requests", "tokens");
  private static final List<String> ANTHROPIC =
      List.of("requests", "tokens", "input-tokens", "output-tokens");

  private WaitingTime() {}

  /// The most exact value that the response has.
  ///
  /// @param body of the error, or its beginning
  /// @param now used when the response has no date
  static Optional<Duration> of(HttpHeaders headers, String body, Instant now) {
    var serversNow = RetryAfter.time(headers, now);
    return headers
        .firstValue("retry-after-ms")
        .flatMap(ms -> RetryAfter.seconds(ms).map(d -> d.dividedBy(1000)))
        .or(() -> RetryAfter.of(headers, now))
        .or(() -> retryInfo(body))
        .or(() -> reset(headers, "x-ratelimit-%s-" + "%s", OPENAI, WaitingTime::go))
        .or(
            () ->
                reset(
                    headers,
                    "anthropic-ratelimit-%2$s-%1$s",
                    ANTHROPIC,
                    at -> dateTime(at).map(until -> RetryAfter.until(until, serversNow))));
  }

  /// The response may list several limits: of those that are used up the latest counts. When none
  /// is, the first to be free again.
  private static Optional<Duration> reset(
      HttpHeaders headers,
      String form,
      List<String> limits,
      Function<String, Optional<Duration>> read) {
    var usedUp = new ArrayList<Duration>();
    var others = new ArrayList<Duration>();
    for (var limit : limits) {
      var remaining = headers.firstValue(form.formatted("remaining", limit));
      headers
          .firstValue(form.formatted("reset", limit))
          .flatMap(read)
          .ifPresent((remaining.filter("0"::equals).isPresent() ? usedUp : others)::add);
    }
    return usedUp.stream()
        .max(Duration::compareTo)
        .or(() -> others.stream().min(Duration::compareTo));
  }

  /// `google.rpc.RetryInfo` among the details of Gemini's errors.
  private static Optional<Duration> retryInfo(String body) {
    return Jackson.parse(body)
        .map(node -> node.isArray() ? node.path(0) : node)
        .map(node -> node.path("error").path("details"))
        .filter(JsonNode::isArray)
        .flatMap(
            details ->
                details
                    .valueStream()
                    .filter(detail -> detail.path("@type").asText().endsWith("RetryInfo"))
                    .map(detail -> detail.path("retryDelay").asText())
                    .filter(delay -> delay.endsWith("s"))
                    .flatMap(
                        delay ->
                            RetryAfter.seconds(delay.substring(0, delay.length() - 1)).stream())
                    .findFirst());
  }

  private static Optional<Duration> go(String value) {
    var parts = GO.matcher(value.strip());
    var sum = Duration.ZERO;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      double nanos =
          Double.parseDouble(parts.group(1))
              * switch (parts.group(2)) {
                case "h" -> 3600e9;
                case "m" -> 60e9;
                case "s" -> 1e9;
                case "ms" -> 1e6;
                case "ns" -> 1;
                default -> 1e3;
              };
      sum = sum.plusNanos(Math.round(nanos));
      end = parts.end();
    }
    return end > 0 && end == value.strip().length() ? Optional.of(sum) : Optional.empty();
  }

  private static Optional<Instant> dateTime(String value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.strip()).toInstant());
    } catch (DateTimeException e) {
      // not in a form that we know
      return Optional.empty();
    }
  }
}
