package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;

/// Events of OpenAI's stream, field by field as they come over the wire.
final class Wire {
  static final String DONE = "[DONE]";

  private Wire() {}

  static String role() {
    return chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
  }

  static String text(String text) {
    return chunk(Jackson.object().put("content", text).toString(), "null");
  }

  static String thought(String text) {
    return chunk(Jackson.object().put("reasoning_content", text).toString(), "null");
  }

  /// @param id and name come with the first fragment only
  static String call(int index, String id, String name, String fragment) {
    var call = Jackson.object().put("index", index);
    if (id != null) call.put("id", id).put("type", "function");
    ObjectNode function = call.putObject("function");
    if (name != null) function.put("name", name);
    function.put("arguments", fragment);
    var delta = Jackson.object();
    delta.putArray("tool_calls").add(call);
    return chunk(delta.toString(), "null");
  }

  static String finish(String reason) {
    return chunk("{}", "\"" + reason + "\"");
  }

  static String usage(int input, int output) {
    return """
    {"id":"chatcmpl-A1","object":"chat.completion.chunk","created":1763690000,\
    "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
    "choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,\
    "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
    "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},\
    "obfuscation":"q"}\
    """
        .formatted(input, output, input + output);
  }

  private static String chunk(String delta, String finish) {
    return """
    {"id":"chatcmpl-A1","object":"chat.completion.chunk","created":1763690000,\
    "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
    "choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}],"usage":null,\
    "obfuscation":"vZ"}\
    """
        .formatted(delta, finish);
  }
}
