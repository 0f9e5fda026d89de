package io.parley.operations;

import static net.logstash.logback.argument.StructuredArguments.keyValue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.fault.WorkFailed;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.http.route.Answered;
import io.parley.sessions.SessionWatch;
import io.parley.sessions.fault.Fault;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The alarm for work that ended with a Java error, and for turns during which a node ended: a log
/// line for each, and a counter. The remedy is in docs/OPERATIONS.md, "A session whose work fails".
public final class FaultAlarm implements SessionWatch, Answered.Listener {
  private static final Logger LOG = LoggerFactory.getLogger("io.parley.faults");

  private final MeterRegistry registry;

  public FaultAlarm(MeterRegistry registry) {
    this.registry = registry;
    // an alert can only be set on a metric that exists beforehand
    for (var kind : Fault.Kind.values()) counter(kind);
  }

  @Override
  public void committed(SessionEvent event, Instant turnBegan) {
    // only failures count
  }

  @Override
  public void faulted(SessionKey key, Fault fault) {
    counter(fault.kind()).increment();
    LOG.error(
        "{} {} {} {} {}",
        sentence(fault.kind()),
        keyValue("tenant", key.tenant().value()),
        keyValue("session", key.session().value()),
        keyValue("work", fault.work()),
        keyValue("kind", JsonText.word(fault.kind())),
        fault.cause().orElse(null));
  }

  /// The request's own log line reports it.
  @Override
  public void answered(Answered answered) {
    if (answered.failure().filter(WorkFailed.class::isInstance).isPresent())
      counter(Fault.Kind.CONTAINED).increment();
  }

  private static String sentence(Fault.Kind kind) {
    return switch (kind) {
      case CONTAINED -> "work for a session failed with an error; the session continues";
      case FATAL -> "the node ends because work for a session failed with a fatal error";
      case NODE_LOST -> "a node ended while making a session's reply; the reply is retried once";
      case GIVEN_UP -> "a second node ended while making a session's reply; the reply has failed";
    };
  }

  private Counter counter(Fault.Kind kind) {
    return registry.counter("parley.faults", "kind", JsonText.word(kind));
  }
}
