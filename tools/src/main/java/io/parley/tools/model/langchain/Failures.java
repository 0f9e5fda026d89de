package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.json.Jackson;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Failures in our categories. Messages hold status numbers and the provider's error codes, never
/// its sentences: those quote the prompt.
final class Failures {
  /// Such as `context_length_exceeded`, `overloaded_error`, `RESOURCE_EXHAUSTED`.
  private static final Pattern CODE = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  /// No key, no money, no right, no such model: the next request fares no better.
  private static final Set<Integer> DENIED = Set.of(401, 402, 403, 404);

  private static final Set<String> DENIED_CODES =
      Set.of(
          "authentication_error",
          "billing_error",
          "insufficient_quota",
          "invalid_api_key",
          "model_not_found",
          "not_found",
          "not_found_error",
          "permission_denied",
          "permission_error",
          "unauthenticated");
  private static final Set<String> FILTERED_CODES =
      Set.of("content_filter", "content_policy_violation", "responsibleaipolicyviolation");
  private static final Set<String> REFUSED_CODES =
      Set.of(
          "context_length_exceeded",
          "invalid_argument",
          "invalid_request_error",
          "request_too_large");
  private static final Set<String> TIMEOUT_CODES = Set.of("deadline_exceeded", "timeout_error");

  private Failures() {}

  /// @param body of the answer, or its beginning
  /// @param retryAfter as [WaitingTime] reads it
  static ModelFailure status(int status, String body, Optional<Duration> retryAfter) {
    var error = Jackson.parse(body).map(Failures::error);
    var code = error.flatMap(Failures::code);
    var message =
        "the model's server answered %d%s".formatted(status, code.map(c -> " " + c).orElse(""));
    return new ModelFailure(category(status, code, error), message, retryAfter, null);
  }

  /// An error that comes inside a stream that had begun well.
  static Optional<ModelFailure> inStream(JsonNode event) {
    var node = event.path("error");
    if (!(node.isObject() && !node.isEmpty()) && !node.isTextual()) return Optional.empty();
    var code = code(node);
    return Optional.of(
        of(
            category(node, code),
            "the model's server broke off%s".formatted(code.map(c -> " " + c).orElse(""))));
  }

  static ModelFailure of(Category category, String message) {
    return new ModelFailure(category, message, null);
  }

  private static Category category(int status, Optional<String> code, Optional<JsonNode> error) {
    // retrying does not help: the account is empty, or the key is wrong
    if (code.filter("insufficient_quota"::equals).isPresent()
        || error.filter(Failures::isKey).isPresent()) return Category.DENIED;
    if (error.filter(Failures::isModerated).isPresent()
        || code.filter(Failures::isFilter).isPresent()) return Category.FILTERED;
    if (status == TOO_MANY_REQUESTS) return Category.RATE_LIMITED;
    if (status == REQUEST_TIMEOUT) return Category.TIMEOUT;
    if (status >= 500) return Category.UNAVAILABLE;
    if (DENIED.contains(status)) return Category.DENIED;
    return status >= 400 ? Category.REFUSED : Category.GARBAGE;
  }

  /// A stream has no further status, but some servers put its number into the error.
  private static Category category(JsonNode error, Optional<String> code) {
    int status = error.path("code").asInt();
    if (status >= 400 && status < 600) return category(status, code, Optional.of(error));
    var name = code.orElse("").toLowerCase(Locale.ROOT);
    if (name.contains("rate_limit") || name.equals("resource_exhausted"))
      return Category.RATE_LIMITED;
    if (DENIED_CODES.contains(name)) return Category.DENIED;
    if (isFilter(name)) return Category.FILTERED;
    if (REFUSED_CODES.contains(name)) return Category.REFUSED;
    return TIMEOUT_CODES.contains(name) ? Category.TIMEOUT : Category.UNAVAILABLE;
  }

  /// Gemini reports a wrong key as an invalid argument, and names the reason in the details.
  private static boolean isKey(JsonNode error) {
    return error
        .path("details")
        .valueStream()
        .anyMatch(detail -> detail.path("reason").asText().equals("API_KEY_INVALID"));
  }

  private static boolean isFilter(String code) {
    return FILTERED_CODES.contains(code.toLowerCase(Locale.ROOT));
  }

  /// OpenRouter answers 403 to flagged words, as if the key were wrong, and lists the reasons.
  private static boolean isModerated(JsonNode error) {
    return error.path("metadata").path("reasons").isArray();
  }

  /// Most wrap it into an object, some put that into an array, some do not wrap it.
  private static JsonNode error(JsonNode body) {
    var node = body.isArray() ? body.path(0) : body;
    return node.path("error").isObject() ? node.path("error") : node;
  }

  private static Optional<String> code(JsonNode error) {
    for (var name : new String[] {"status", "code", "type"}) {
      var code = error.path(name);
      if (code.isValueNode() && !code.isNull() && CODE.matcher(code.asText()).matches())
        return Optional.of(code.asText());
    }
    return Optional.empty();
  }
}
