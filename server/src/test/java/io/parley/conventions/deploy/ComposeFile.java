package io.parley.conventions.deploy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.parley.conventions.Repository;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The part of the Compose specification that our file uses; other fields are refused.
///
/// @param volumes named volumes without options
public record ComposeFile(
    String name, Map<String, Service> services, Map<String, Map<String, String>> volumes) {
  /// `${NAME}`, `${NAME:?}` (must be set), `${NAME:-default}`
  static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::(?:(\\?)|-([^}]*)))?\\}");

  private static final Pattern SPAN = Pattern.compile("(?:(\\d+)m)?(?:(\\d+)s)?");

  /// @param ports `host address:port:port`
  /// @param tmpfs path and options
  @JsonNaming(SnakeCaseStrategy.class)
  public record Service(
      String build,
      String image,
      String hostname,
      List<String> command,
      Map<String, String> environment,
      List<String> ports,
      List<String> volumes,
      List<String> tmpfs,
      Boolean readOnly,
      List<String> capDrop,
      List<String> securityOpt,
      Map<String, Integer> ulimits,
      String memLimit,
      String shmSize,
      String restart,
      String stopGracePeriod,
      Map<String, Dependency> dependsOn,
      HealthCheck healthcheck) {
    public Service {
      command = command == null ? List.of() : command;
      environment = environment == null ? Map.of() : environment;
      ports = ports == null ? List.of() : ports;
      volumes = volumes == null ? List.of() : volumes;
      tmpfs = tmpfs == null ? List.of() : tmpfs;
      dependsOn = dependsOn == null ? Map.of() : dependsOn;
    }

    /// The environment of the container.
    ///
    /// @param secret value for variables that must be set
    public Map<String, String> environment(UnaryOperator<String> secret) {
      var seen = new LinkedHashMap<String, String>();
      environment.forEach((name, value) -> seen.put(name, filled(value, secret)));
      return seen;
    }

    public Duration grace() {
      return span(stopGracePeriod);
    }
  }

  enum Condition {
    service_started,
    service_healthy
  }

  record Dependency(Condition condition) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record HealthCheck(
      List<String> test, String interval, String timeout, Integer retries, String startPeriod) {
    HealthCheck {
      for (var time : List.of(interval, timeout)) span(time);
      if (startPeriod != null) span(startPeriod);
    }
  }

  public static ComposeFile read() {
    var document = StrictYaml.documents(Repository.ROOT.resolve("compose.yaml")).getFirst();
    var fields = new LinkedHashMap<Object, Object>((Map<?, ?>) document);
    // fragments for reuse; they are checked where they are used
    fields.keySet().removeIf(key -> key.toString().startsWith("x-"));
    return StrictYaml.as(ComposeFile.class, fields);
  }

  private static String filled(String value, UnaryOperator<String> secret) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            match ->
                match.group(3) != null
                    ? match.group(3)
                    : java.util.regex.Matcher.quoteReplacement(secret.apply(match.group(1))));
  }

  static Duration span(String text) {
    var parts = SPAN.matcher(text);
    if (text.isEmpty() || !parts.matches())
      throw new IllegalArgumentException("%s (expected: such as 2m30s)".formatted(text));
    return Duration.ofMinutes(number(parts.group(1))).plusSeconds(number(parts.group(2)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
