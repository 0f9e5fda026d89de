package io.parley.operations.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.parley.http.route.ManagedPort;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggerEndpointsTest {
  private static final String DEBUG = "{\"level\":\"DEBUG\"}";

  private final LoggerContext context = new LoggerContext();
  private final ManagedPort port = new ManagedPort(LoggerEndpoints.of(context));

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void the_level_of_our_loggers_is_changed_and_reset() {
    context.getLogger("io.parley").setLevel(Level.INFO);
    assertThat(port.get("/loggers/io.parley.sessions", 200).toString())
        .isEqualTo("{\"name\":\"io.parley.sessions\",\"level\":\"INFO\",\"changed\":false}");
    assertThat(port.put("/loggers/io.parley.sessions", DEBUG, 200).toString())
        .isEqualTo(
            "{\"name\":\"io.parley.sessions\",\"level\":\"DEBUG\",\"changed\":true,\"own\":\"DEBUG\"}");
    assertThat(context.getLogger("io.parley.sessions.entity").isDebugEnabled()).isTrue();
    assertThat(context.getLogger("io.parley.http").isDebugEnabled()).isFalse();
    port.put("/loggers/io.parley.sessions", "{\"level\":\"TRACE\"}", 200);

    port.json(HttpRequest.DELETE("/loggers/io.parley.sessions"), 200);
    assertThat(context.getLogger("io.parley.sessions").getLevel()).isNull();
    assertThat(context.getLogger("io.parley.sessions").isDebugEnabled()).isFalse();
  }

  @Test
  void a_reset_logger_has_its_configured_level_again() {
    context.getLogger("org.apache.pekko").setLevel(Level.WARN);
    port.put("/loggers/org.apache.pekko", "{\"level\":\"ERROR\"}", 200);
    port.put("/loggers/org.apache.pekko", "{\"level\":\"INFO\"}", 200);
    port.json(HttpRequest.DELETE("/loggers/org.apache.pekko"), 200);
    assertThat(context.getLogger("org.apache.pekko").getLevel()).isEqualTo(Level.WARN);
    port.json(HttpRequest.DELETE("/loggers/org.apache.pekko"), 200);
    assertThat(context.getLogger("org.apache.pekko").getLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void loggers_of_libraries_cannot_be_set_below_info() {
    for (var name : List.of("root", "org.apache.pekko", "org.apache.pekko.persistence.typed")) {
      port.put("/loggers/" + name, DEBUG, 400);
      port.put("/loggers/" + name, "{\"level\":\"TRACE\"}", 400);
      port.put("/loggers/" + name, "{\"level\":\"INFO\"}", 200);
    }
  }

  @Test
  void unknown_loggers_are_not_found() {
    for (var name :
        List.of("org.postgresql", "io.parleys", "org.apache", "com.zaxxer", "ROOT", "io"))
      port.put("/loggers/" + name, DEBUG, 404);
    port.get("/loggers/io.parley." + "x".repeat(200), 404);
    assertThat(context.getLoggerList()).hasSize(1);
  }

  @Test
  void those_with_a_level_of_their_own_are_listed() {
    context.getLogger("io.parley.b");
    context.getLogger("io.parley.a").setLevel(Level.WARN);
    context.getLogger("org.flywaydb").setLevel(Level.WARN);
    assertThat(port.get("/loggers", 200).findValuesAsText("name"))
        .containsExactly("root", "io.parley.a");
  }

  @Test
  void an_unknown_level_is_refused() {
    for (var body :
        List.of("{}", "{\"level\":\"debug\"}", "{\"level\":\"ALL\"}", "{\"level\":7}", "[]"))
      port.put("/loggers/io.parley", body, 400);
    port.put("/loggers/io.parley", "{\"level\":\"%s\"}".formatted("D".repeat(200)), 413);
  }

  @Test
  void the_number_of_changed_loggers_is_limited() {
    for (int i = 0; i < 100; i++) port.put("/loggers/io.parley.n" + i, DEBUG, 200);
    port.put("/loggers/io.parley.n100", DEBUG, 400);
    port.put("/loggers/io.parley.n99", "{\"level\":\"TRACE\"}", 200);
  }
}
