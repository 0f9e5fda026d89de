package io.parley.http.connection;

import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Replies;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.util.ByteString;

/// A complete HTTP/1.1 answer (RFC 9112) as bytes, for connections refused before there is a
/// request. It is the connection's last.
final class RawReply {
  /// IMF-fixdate (RFC 9110, section 5.6.7).
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private RawReply() {}

  static ByteString of(ProblemType type) {
    return of(ProblemDetail.of(type));
  }

  static ByteString of(ProblemDetail problem) {
    var reply = Replies.withoutRequest(problem);
    var body = ((HttpEntity.Strict) reply.entity()).getData();
    var head = new StringBuilder();
    head.append("HTTP/1.1 ").append(problem.type().status()).append(' ');
    head.append(reason(problem.type())).append("\r\n");
    line(head, "Date", DATE.format(Instant.now()));
    line(head, "Content-Type", "application/problem+json");
    line(head, "Content-Length", Integer.toString(body.length()));
    reply.getHeaders().forEach(header -> line(head, header.name(), header.value()));
    line(head, "Connection", "close");
    head.append("\r\n");
    return ByteString.fromString(head.toString()).concat(body);
  }

  private static String reason(ProblemType type) {
    return switch (type.status()) {
      case 408 -> "Request Timeout";
      case 503 -> "Service Unavailable";
      default -> throw new IllegalStateException("no connection is refused with " + type);
    };
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
