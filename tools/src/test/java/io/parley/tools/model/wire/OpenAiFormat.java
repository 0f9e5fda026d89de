package io.parley.tools.model.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;
import java.util.ArrayList;
import java.util.List;

/// Chat completions, streamed (<https://platform.openai.com/docs/api-reference/chat-streaming>):
/// 1,000 tokens were read, 600 of them from the cache, and 10 written.
final class OpenAiFormat implements Format {
  @Override
  public String root() {
    return "/v1";
  }

  @Override
  public boolean isAsked(Received request) {
    return request.target().equals("/v1/chat/completions")
        && request.json().path("stream").asBoolean();
  }

  @Override
  public String error(int status, String code) {
    return """
    {"error":{"message":"About what was asked: my-secret-question","type":"t","param":null,"code":"%s"}}
    """
        .formatted(code);
  }

  @Override
  public String brokenOff(String code) {
    return data(error(0, code).strip());
  }

  @Override
  public Writing writing() {
    return new Chunks();
  }

  private static String data(String json) {
    return "data: " + json + "\n\n";
  }

  private static final class Chunks implements Writing {
    private int calls;

    @Override
    public List<String> begin() {
      return List.of(chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
    }

    @Override
    public List<String> text(String text) {
      return List.of(chunk(Jackson.object().put("content", text).toString(), "null"));
    }

    @Override
    public List<String> thought(String text) {
      return List.of(chunk(Jackson.object().put("reasoning_content", text).toString(), "null"));
    }

    @Override
    public List<String> call(Part.Call call) {
      var events = new ArrayList<String>();
      // the name comes with the first fragment only
      events.add(fragment(call.name(), ""));
      for (var fragment : call.fragments()) events.add(fragment(null, fragment));
      calls++;
      return events;
    }

    @Override
    public List<String> end(Ending ending) {
      var reason =
          switch (ending) {
            case TOOLS -> "tool_calls";
            case LENGTH -> "length";
            case FILTERED -> "content_filter";
            default -> "stop";
          };
      return List.of(
          chunk("{}", "\"" + reason + "\""),
          data(
              """
              {"id":"chatcmpl-A1","object":"chat.completion.chunk","created":1763690000,\
              "model":"gpt-4o-mini-2024-07-18","service_tier":"default","choices":[],\
              "usage":{"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010,\
              "prompt_tokens_details":{"cached_tokens":600,"audio_tokens":0},\
              "completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":0}},\
              "obfuscation":"q"}\
              """),
          "data: [DONE]\n\n");
    }

    private String fragment(String name, String arguments) {
      var call = Jackson.object().put("index", calls);
      if (name != null) call.put("id", "call_" + calls).put("type", "function");
      ObjectNode function = call.putObject("function");
      if (name != null) function.put("name", name);
      function.put("arguments", arguments);
      var delta = Jackson.object();
      delta.putArray("tool_calls").add(call);
      return chunk(delta.toString(), "null");
    }

    private static String chunk(String delta, String finish) {
      return data(
          """
          {"id":"chatcmpl-A1","object":"chat.completion.chunk","created":1763690000,\
          "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
          "choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}],"usage":null,\
          "obfuscation":"vZ"}\
          """
              .formatted(delta, finish));
    }
  }
}
