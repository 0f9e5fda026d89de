package io.parley.http.problem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.limit.Quota;
import io.parley.http.json.JsonText;
import java.time.Duration;
import java.util.Optional;

/// One problem of one request.
///
/// @param detail the finding and what was expected; never a customer's words
/// @param retryAfter when to come back, where that is known
/// @param quota the limit that was met, where one was
/// @param challenge to be answered first, where that helps
/// @param reason a word for programs, where a kind has several
public record ProblemDetail(
    ProblemType type,
    String detail,
    Optional<Duration> retryAfter,
    Optional<Quota> quota,
    Optional<String> challenge,
    Optional<String> reason) {

  public static ProblemDetail of(ProblemType type, String detail) {
    return new ProblemDetail(
        type, detail, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static ProblemDetail of(ProblemType type) {
    return of(type, type.meaning());
  }

  /// @param reason a word that never changes
  public static ProblemDetail because(ProblemType type, String reason, String detail) {
    return new ProblemDetail(
        type, detail, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  public static ProblemDetail later(ProblemType type, String detail, Duration retryAfter) {
    return new ProblemDetail(
        type,
        detail,
        Optional.of(retryAfter),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static ProblemDetail limited(String detail, Quota quota) {
    return new ProblemDetail(
        ProblemType.RATE_LIMITED,
        detail,
        Optional.of(quota.reset()),
        Optional.of(quota),
        Optional.empty(),
        Optional.empty());
  }

  /// Without an answer to the challenge, the quota says when to come back.
  public static ProblemDetail challenged(String challenge, String detail, Quota quota) {
    return new ProblemDetail(
        ProblemType.CHALLENGE_REQUIRED,
        detail,
        Optional.of(quota.reset()),
        Optional.of(quota),
        Optional.of(challenge),
        Optional.empty());
  }

  /// As RFC 9457 writes it, with the members `requestId` and, where they help, `reason` and
  /// `retryAfterSeconds`.
  public ObjectNode json(String requestId) {
    var json =
        JsonText.object()
            .put("type", type.uri())
            .put("title", type.title())
            .put("status", type.status())
            .put("detail", detail);
    reason.ifPresent(word -> json.put("reason", word));
    challenge.ifPresent(text -> json.put("challenge", text));
    retryAfter.ifPresent(wait -> json.put("retryAfterSeconds", Quota.seconds(wait)));
    return json.put("requestId", requestId);
  }

  /// @param instance the path of the request
  public ObjectNode json(String requestId, String instance) {
    return json(requestId).put("instance", instance);
  }
}
