package io.parley.http.session;

import static net.logstash.logback.argument.StructuredArguments.keyValue;

import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.http.route.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs readers' connections and disconnections with their reasons. Never message text.
final class EdgeLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.parley.http.readers");

  private EdgeLog() {}

  static void opened(String kind, SessionKey key, Role role, RequestId id) {
    LOG.info(
        "{} opened {} {} {} {}",
        kind,
        keyValue("role", JsonText.word(role)),
        keyValue("request_id", id.value()),
        keyValue("tenant", key.tenant().value()),
        keyValue("session", key.session().value()));
  }

  static void closed(SessionKey key, CloseReason reason, RequestId id) {
    LOG.info(
        "socket closed {} {} {} {} {}",
        keyValue("reason", JsonText.word(reason)),
        keyValue("code", reason.code()),
        keyValue("request_id", id.value()),
        keyValue("tenant", key.tenant().value()),
        keyValue("session", key.session().value()));
  }

  /// A fault that should never happen.
  static void failed(SessionKey key, RequestId id, Throwable failure) {
    LOG.error(
        "a reader failed {} {} {}",
        keyValue("request_id", id.value()),
        keyValue("tenant", key.tenant().value()),
        keyValue("session", key.session().value()),
        failure);
  }
}
