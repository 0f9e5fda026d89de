package io.parley.tools.model.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;
import java.util.List;

/// Streamed `generateContent` (<https://ai.google.dev/api/generate-content>): 1,000 tokens were
/// read, 600 of them from the cache, and 10 written, 4 of them thoughts.
final class GeminiFormat implements Format {
  @Override
  public String root() {
    return "/v1beta";
  }

  @Override
  public boolean isAsked(Received request) {
    return request.target().matches("/v1beta/models/[^/:]+:streamGenerateContent\\?alt=sse");
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  /// @param code such as `RESOURCE_EXHAUSTED`, or that and `@` and a delay such as `13s`
  @Override
  public String error(int status, String code) {
    var parts = code.split("@", 2);
    var error = Jackson.object();
    var inner =
        error
            .putObject("error")
            .put("code", status)
            .put("message", "About my-secret-question")
            .put("status", parts[0]);
    if (parts.length > 1)
      inner
          .putArray("details")
          .addObject()
          .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
          .put("retryDelay", parts[1]);
    return error.toString();
  }

  @Override
  public String brokenOff(String code) {
    return data(error(503, code));
  }

  @Override
  public Writing writing() {
    return new Candidates();
  }

  private static String data(String json) {
    return "data: " + json + "\r\n\r\n";
  }

  private static final class Candidates implements Writing {
    @Override
    public List<String> begin() {
      return List.of();
    }

    @Override
    public List<String> text(String text) {
      return List.of(event(Jackson.object().put("text", text), null));
    }

    @Override
    public List<String> thought(String text) {
      return List.of(event(Jackson.object().put("text", text).put("thought", true), null));
    }

    @Override
    public List<String> call(Part.Call call) {
      var json = String.join("", call.fragments());
      var part = Jackson.object();
      var function = part.putObject("functionCall").put("name", call.name());
      part.put("thoughtSignature", "Cq4B");
      var args = Jackson.parse(json.isEmpty() ? "{}" : json);
      if (args.isPresent()) {
        function.set("args", args.get());
        return List.of(event(part, null));
      }
      // what the model wrote is no call, and Gemini says so itself
      return List.of(event(null, "MALFORMED_FUNCTION_CALL"));
    }

    @Override
    public List<String> end(Ending ending) {
      return List.of(
          event(
              Jackson.object().put("text", ""),
              switch (ending) {
                case LENGTH -> "MAX_TOKENS";
                case FILTERED -> "SAFETY";
                default -> "STOP";
              }));
    }

    private static String event(ObjectNode part, String finish) {
      var event = Jackson.object();
      var candidate = event.putArray("candidates").addObject();
      if (part != null) {
        var content = candidate.putObject("content");
        content.putArray("parts").add(part);
        content.put("role", "model");
      }
      if (finish != null) candidate.put("finishReason", finish);
      candidate.put("index", 0);
      var usage =
          event
              .putObject("usageMetadata")
              .put("promptTokenCount", 1000)
              .put("cachedContentTokenCount", 600);
      if (finish != null) usage.put("candidatesTokenCount", 6).put("thoughtsTokenCount", 4);
      usage.put("totalTokenCount", finish == null ? 1000 : 1010);
      event.put("modelVersion", "gemini-2.5-flash").put("responseId", "r1");
      return data(event.toString());
    }
  }
}
