package io.parley.http.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.HashSet;
import java.util.Set;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import net.logstash.logback.marker.SingleFieldAppendingMarker;
import tools.jackson.core.JsonGenerator;

/// The fields of a log line that its thread's context (MDC) gives, without those that the line
/// names itself: a session's answer is often noted in the thread of the session, whose context has
/// the same fields, and a key that stands twice in a JSON object is read differently by every
/// reader. `logback.xml` names it.
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
