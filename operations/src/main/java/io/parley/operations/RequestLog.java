package io.parley.operations;

import static net.logstash.logback.argument.StructuredArguments.keyValue;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Answered;
import io.parley.http.route.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// At most one line for each request of the protocol. Paths and queries are left out: they hold ids
/// and names; the session has its own field.
public final class RequestLog implements Answered.Listener {
  private static final Logger LOG = LoggerFactory.getLogger("io.parley.http.requests");
  private static final String NONE = "-";

  @Override
  public void answered(Answered answered) {
    Object[] fields = {
      keyValue("method", answered.method()),
      keyValue("route", answered.route()),
      keyValue("status", answered.status()),
      keyValue("millis", answered.took().toMillis()),
      keyValue("request_id", answered.id().value()),
      keyValue("tenant", tenant(answered)),
      keyValue("session", session(answered)),
      answered.failure().orElse(null)
    };
    if (answered.failure().isPresent()) LOG.error("request failed {} {} {} {} {} {} {}", fields);
    else if (isOfApi(answered.route())) LOG.info("request {} {} {} {} {} {} {}", fields);
    else LOG.debug("request {} {} {} {} {} {} {}", fields);
  }

  private static boolean isOfApi(String route) {
    return route.startsWith("/v1/") || route.startsWith("/scim/");
  }

  /// That of the sender's credential, and not one that a request names.
  private static String tenant(Answered answered) {
    return answered.call().flatMap(Call::tenant).map(TenantId::value).orElse(NONE);
  }

  /// Only an id in our format: other client input is not repeated.
  private static String session(Answered answered) {
    return answered
        .call()
        .filter(call -> call.path().text().startsWith("/v1/sessions/"))
        .map(call -> call.values().getOrDefault("id", ""))
        .filter(SessionId::isValid)
        .orElse(NONE);
  }
}
