package io.parley.operations;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.HashSet;
import java.util.Set;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import net.logstash.logback.marker.SingleFieldAppendingMarker;
import tools.jackson.core.JsonGenerator;

/// The fields of a log line from its thread's context (MDC), without those that the line itself
/// names: a session's answer is often logged in the session's thread, whose context has the same
/// fields, and readers treat a duplicate JSON key differently. Used in `logback.xml`.
public final class ContextFields extends MdcJsonProvider {

  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) {
    var taken = named(event);
    event
        .getMDCPropertyMap()
        .forEach(
            (key, value) -> {
              if (!excludeMdcKeyNames.contains(key) && !taken.contains(key))
                generator.writeStringProperty(key, value);
            });
  }

  private static Set<String> named(ILoggingEvent event) {
    var names = new HashSet<String>();
    if (event.getArgumentArray() != null)
      for (var argument : event.getArgumentArray())
        if (argument instanceof SingleFieldAppendingMarker field) names.add(field.getFieldName());
    if (event.getKeyValuePairs() != null)
      for (var pair : event.getKeyValuePairs()) names.add(pair.key);
    return names;
  }
}
