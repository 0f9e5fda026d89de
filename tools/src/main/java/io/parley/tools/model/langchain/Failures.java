package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.json.Jackson;
import java.util.Optional;
import java.util.regex.Pattern;

/// What went wrong, in our categories. Messages hold status numbers and the provider's error codes,
/// never its sentences: those quote what was asked.
final class Failures {
  /// Such as `context_length_exceeded`.
  private static final Pattern CODE = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private Failures() {}

  /// @param body of the answer, or its beginning
  static ModelFailure status(int status, String body) {
    var code = code(body);
    var message =
        "the model's server answered %d%s".formatted(status, code.map(c -> " " + c).orElse(""));
    if (status == TOO_MANY_REQUESTS)
      // not a matter of patience: the account is empty
      return of(
          code.filter("insufficient_quota"::equals).isPresent()
              ? Category.REFUSED
              : Category.RATE_LIMITED,
          message);
    if (status == REQUEST_TIMEOUT) return of(Category.TIMEOUT, message);
    if (status >= 500) return of(Category.UNAVAILABLE, message);
    return of(status >= 400 ? Category.REFUSED : Category.GARBAGE, message);
  }

  /// An error that comes inside a stream that had begun well.
  static Optional<ModelFailure> inStream(String data) {
    if (!data.startsWith("{") || !data.contains("\"error\"")) return Optional.empty();
    return Jackson.parse(data)
        .map(node -> node.path("error"))
        .filter(error -> error.isObject() || error.isTextual())
        .map(
            error -> {
              var code = code(error);
              return of(
                  code.filter(c -> c.contains("rate_limit") || c.equals("429")).isPresent()
                      ? Category.RATE_LIMITED
                      : Category.UNAVAILABLE,
                  "the model's server broke off%s".formatted(code.map(c -> " " + c).orElse("")));
            });
  }

  static ModelFailure of(Category category, String message) {
    return new ModelFailure(category, message, null);
  }

  private static Optional<String> code(String body) {
    return Jackson.parse(body).map(node -> node.path("error")).flatMap(Failures::code);
  }

  private static Optional<String> code(JsonNode error) {
    for (var name : new String[] {"code", "type"}) {
      var code = error.path(name);
      if (code.isValueNode() && !code.isNull() && CODE.matcher(code.asText()).matches())
        return Optional.of(code.asText());
    }
    return Optional.empty();
  }
}
