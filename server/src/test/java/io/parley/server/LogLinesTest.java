package io.parley.server;

import static net.logstash.logback.argument.StructuredArguments.keyValue;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The JSON lines of the log, as configured in `logback.xml`.
class LogLinesTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(LogLinesTest.class);

  @Test
  void a_field_of_the_line_overrides_the_context() {
    var event =
        new LoggingEvent(
            LogLinesTest.class.getName(),
            LOG,
            Level.INFO,
            "request {} {}",
            null,
            new Object[] {keyValue("session", "mine"), keyValue("status", 202)});
    event.setMDCPropertyMap(
        Map.of("session", "another's", "turn", "3", "pekkoSource", "actor", "sourceThread", "t"));
    event.addKeyValuePair(new org.slf4j.event.KeyValuePair("turn", 4));
    var line = new LogLines().read(event);
    assertThat(line.path("session").asText()).isEqualTo("mine");
    assertThat(line.path("status").asInt()).isEqualTo(202);
    assertThat(line.path("turn").asInt()).isEqualTo(4);
    assertThat(line.has("pekkoSource")).isFalse();
    assertThat(line.has("sourceThread")).isFalse();
    assertThat(line.path("message").asText()).isEqualTo("request session=mine status=202");
  }

  @Test
  void a_field_of_the_context_alone_is_logged() {
    var event =
        new LoggingEvent(
            LogLinesTest.class.getName(), LOG, Level.WARN, "nothing recalled", null, null);
    event.setMDCPropertyMap(Map.of("tenant", "default", "session", "s"));
    var line = new LogLines().read(event);
    assertThat(line.path("tenant").asText()).isEqualTo("default");
    assertThat(line.path("session").asText()).isEqualTo("s");
  }
}
