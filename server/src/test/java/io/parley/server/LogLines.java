package io.parley.server;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Lines of the log as the program writes them in JSON, read by a parser that refuses duplicate
/// keys.
public final class LogLines {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Encoder<ILoggingEvent> encoder;

  public LogLines() {
    var context = new LoggerContext();
    context.putProperty("parley.log", "json");
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(LogLines.class.getResource("/logback.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException("logback.xml cannot be read", e);
    }
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    encoder = ((OutputStreamAppender<ILoggingEvent>) root.getAppender("json")).getEncoder();
  }

  /// @throws UncheckedIOException when the line is not one JSON object, or has a duplicate key
  public JsonNode read(ILoggingEvent event) {
    try {
      return STRICT.readTree(encoder.encode(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
