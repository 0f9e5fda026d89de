package io.parley.operations.trace;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where and how traces are sent: `parley.tracing`.
///
/// @param endpoint of a collector that speaks OTLP over HTTP; `/v1/traces` is added to it
/// @param headers sent with each request; they may hold a secret, and are never printed
/// @param service the name of this installation at the collector
/// @param sampleRatio how many of the traces that begin here are collected, 0 to 1
/// @param joinCallers whether a request continues the trace in its `traceparent`
/// @param waitingMax limit of unsent spans; more are dropped
/// @param interval between two batches; @param timeout of one; @param flush of the last, when the
///   program ends
public record TraceSettings(
    URI endpoint,
    Map<String, String> headers,
    String service,
    double sampleRatio,
    boolean joinCallers,
    int waitingMax,
    Duration interval,
    Duration timeout,
    Duration flush) {
  private static final String PATH = "v1/traces";
  private static final String KEY = "parley.tracing.";

  public TraceSettings {
    headers = Map.copyOf(headers);
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!http || endpoint.getHost() == null || endpoint.getUserInfo() != null)
      throw Expect.wrong(KEY + "endpoint", "not shown", "an http or https URL without a user");
    if (service.isBlank()) throw Expect.wrong(KEY + "service", "''", "a name");
    if (!(sampleRatio >= 0 && sampleRatio <= 1))
      throw Expect.wrong(KEY + "sample-ratio", sampleRatio, "0 to 1");
    Expect.positive(KEY + "waiting-max", waitingMax);
    Expect.positive(KEY + "interval", interval);
    Expect.positive(KEY + "timeout", timeout);
    Expect.positive(KEY + "flush", flush);
  }

  /// @return empty when no endpoint is set; then nothing is traced
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static Optional<TraceSettings> from(Config config) {
    var c = config.getConfig("parley.tracing");
    var endpoint = c.getString("endpoint").strip();
    if (endpoint.isEmpty()) return Optional.empty();
    return Optional.of(
        new TraceSettings(
            uri(endpoint),
            headers(c.getString("headers")),
            c.getString("service"),
            c.getDouble("sample-ratio"),
            c.getBoolean("join-callers"),
            c.getInt("waiting-max"),
            c.getDuration("interval"),
            c.getDuration("timeout"),
            c.getDuration("flush")));
  }

  /// The URL that receives spans.
  String url() {
    var base = endpoint.toString();
    return (base.endsWith("/") ? base : base + "/") + PATH;
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw Expect.wrong(KEY + "endpoint", "not shown", "an http or https URL");
    }
  }

  /// `name=value` separated by commas, values escaped as in a URL: the form of
  /// `OTEL_EXPORTER_OTLP_HEADERS`.
  private static Map<String, String> headers(String text) {
    var headers = new LinkedHashMap<String, String>();
    for (var pair : text.split(",", -1)) {
      if (pair.isBlank()) continue;
      int equals = pair.indexOf('=');
      var name = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+"))
        throw Expect.wrong(KEY + "headers", "not shown", "name=value, several separated by commas");
      headers.put(name, unescaped(pair.substring(equals + 1).strip()));
    }
    return headers;
  }

  private static String unescaped(String value) {
    try {
      // a plus is a plus: only forms use it for a space
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Expect.wrong(KEY + "headers", "not shown", "values escaped as in a URL");
    }
  }

  @Override
  public String toString() {
    return "TraceSettings[endpoint=%s, service=%s, sampleRatio=%s]"
        .formatted(endpoint.getHost(), service, sampleRatio);
  }
}
