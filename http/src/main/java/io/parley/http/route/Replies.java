package io.parley.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.limit.Quota;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/// Builders of answers.
public final class Replies {
  private static final ContentType PROBLEM =
      ContentTypes.create(
          MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8));

  private Replies() {}

  /// A session's content must not be cached.
  public static HttpResponse json(int status, JsonNode body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, ByteString.fromString(JsonText.write(body)))
        .addHeader(noStore());
  }

  /// Public content that rarely changes.
  public static HttpResponse publicJson(JsonNode body, Duration fresh) {
    return HttpResponse.create()
        .withEntity(ContentTypes.APPLICATION_JSON, ByteString.fromString(JsonText.write(body)))
        .addHeader(header("Cache-Control", "public, max-age=" + fresh.toSeconds()));
  }

  public static HttpResponse problem(ProblemDetail problem, RequestId id, String instance) {
    var body = JsonText.write(problem.json(id.value(), instance));
    return HttpResponse.create()
        .withStatus(problem.type().status())
        .addHeaders(headers(problem))
        .withEntity(HttpEntities.create(PROBLEM, ByteString.fromString(body)));
  }

  /// For connections without a parsed request.
  public static HttpResponse withoutRequest(ProblemDetail problem) {
    var id = RequestId.of(Optional.empty());
    return CommonHeaders.added(problem(problem, id, "/"), id);
  }

  public static HttpHeader header(String name, String value) {
    return RawHeader.create(name, value);
  }

  public static HttpHeader noStore() {
    return header("Cache-Control", "no-store");
  }

  public static List<HttpHeader> quota(Quota quota) {
    return List.of(header("RateLimit-Policy", policy(quota)), header("RateLimit", state(quota)));
  }

  private static List<HttpHeader> headers(ProblemDetail problem) {
    var headers = new ArrayList<HttpHeader>();
    headers.add(noStore());
    problem
        .retryAfter()
        .ifPresent(wait -> headers.add(header("Retry-After", Long.toString(Quota.seconds(wait)))));
    problem.quota().ifPresent(quota -> headers.addAll(quota(quota)));
    switch (problem.type()) {
      // RFC 6750, section 3
      case TOKEN_MISSING, SIGN_IN_REFUSED, CODE_NEEDED, SIGN_IN_ENDED, SSO_NEEDED ->
          headers.add(header("WWW-Authenticate", "Bearer"));
      case TOKEN_EXPIRED, TOKEN_INVALID ->
          headers.add(header("WWW-Authenticate", "Bearer error=\"invalid_token\""));
      case UPGRADE_REQUIRED -> headers.add(header("Upgrade", "websocket"));
      default -> {
        // no headers for the other kinds
      }
    }
    return headers;
  }

  /// Such as `"starts";q=30;w=60`.
  private static String policy(Quota quota) {
    return "\"%s\";q=%d;w=%d"
        .formatted(quota.policy(), quota.quota(), Quota.seconds(quota.window()));
  }

  /// Such as `"starts";r=29;t=60`.
  private static String state(Quota quota) {
    return "\"%s\";r=%d;t=%d"
        .formatted(quota.policy(), quota.remaining(), Quota.seconds(quota.reset()));
  }
}
