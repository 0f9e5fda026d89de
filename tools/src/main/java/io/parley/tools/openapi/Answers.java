package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.tools.json.Jackson;
import io.parley.tools.openapi.Service.Reply;
import io.parley.tools.source.OutsideText;
import java.util.List;
import java.util.Locale;

/// A service's answer, as a model reads it:
///
/// ```
/// JSON             {"answer": …}            the part that the definition chooses
/// a text           {"text": "…"}
/// no body          {"status": 204}
/// other content    {"bytes": "image/png"}
/// an error         {"error": "…", "status": 404, "said": "…"}
/// ```
final class Answers {
  private static final int SAID_MAX = 500;
  private static final int TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_IMPLEMENTED = 501;

  private Answers() {}

  /// The JSON of an answer; missing if it is something else.
  static JsonNode json(Reply reply) {
    return type(reply).contains("json")
        ? Jackson.parse(reply.body()).orElse(MissingNode.getInstance())
        : MissingNode.getInstance();
  }

  static ToolOutcome succeeded(Reply reply, JsonNode shown) {
    var result = Jackson.object();
    if (!shown.isMissingNode()) result.set("answer", shown);
    else if (reply.body().isEmpty()) result.put("status", reply.status());
    else if (type(reply).startsWith("text/") || type(reply).contains("json"))
      result.put("text", OutsideText.visible(reply.body()));
    else result.put("bytes", OutsideText.line(type(reply)));
    return ToolOutcome.succeeded(Jackson.json(result), List.of());
  }

  /// The outcome of an answer that is no success.
  ///
  /// @throws ToolFailure if the call may be repeated, or it is not known whether it had an effect
  static ToolOutcome failed(Reply reply, ToolPolicy policy) {
    int status = reply.status();
    var message = "the service answered with the status " + status;
    if (status == TIMEOUT || status == TOO_EARLY || status == TOO_MANY || status == UNAUTHORIZED)
      throw ToolFailure.notSent(message, null);
    // the first attempt with this key may be under way
    boolean mayBeFirst = status == CONFLICT && policy == ToolPolicy.RETRY_WITH_KEY;
    if (mayBeFirst || (status >= 500 && status != NOT_IMPLEMENTED))
      throw ToolFailure.maybeSent(message, null);
    var result = Jackson.object().put("error", words(status)).put("status", status);
    var said = OutsideText.cut(OutsideText.visible(said(reply)), SAID_MAX);
    if (!said.isBlank()) result.put("said", said);
    return ToolOutcome.of(Kind.FAILED, Jackson.json(result));
  }

  /// The words of an error: of a problem (RFC 9457), or of the usual fields.
  private static String said(Reply reply) {
    var json = json(reply);
    for (var field : List.of("detail", "message", "error_description", "error", "title")) {
      var text = json.path(field);
      if (text.isTextual()) return text.asText();
      if (text.path("message").isTextual()) return text.path("message").asText();
    }
    if (!json.isMissingNode()) return json.toString();
    return type(reply).startsWith("text/plain") ? reply.body() : "";
  }

  private static String words(int status) {
    return switch (status) {
      case 400, 422 -> "the service does not accept these arguments";
      case 403 -> "the service does not allow this";
      case 404, 410 -> "the service found nothing there";
      case 409, 412 -> "this does not fit the present state at the service";
      case 402 -> "the service wants a payment";
      case 405, 501 -> "the service does not have this operation";
      case 413 -> "the arguments are too large for the service";
      default ->
          status / 100 == 3
              ? "the service answered with another address, which is not followed"
              : "the service refused the call";
    };
  }

  private static String type(Reply reply) {
    return reply.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
  }
}
