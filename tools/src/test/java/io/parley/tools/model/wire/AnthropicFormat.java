package io.parley.tools.model.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;
import java.util.ArrayList;
import java.util.List;

/// Messages, streamed (<https://platform.claude.com/docs/en/build-with-claude/streaming>): 1,000
/// tokens were read, 600 of them from the cache and 100 into it, and 10 written.
final class AnthropicFormat implements Format {
  @Override
  public String root() {
    return "/v1";
  }

  @Override
  public boolean isAsked(Received request) {
    return request.target().equals("/v1/messages")
        && request.json().path("stream").asBoolean()
        && request.header("anthropic-version").filter("2023-06-01"::equals).isPresent();
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public String error(int status, String code) {
    return """
    {"type":"error","error":{"type":"%s","message":"About my-secret-question"},"request_id":"req_1"}\
    """
        .formatted(code);
  }

  @Override
  public String brokenOff(String code) {
    return event("error", error(0, code));
  }

  @Override
  public Writing writing() {
    return new Blocks();
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private static final class Blocks implements Writing {
    private int index = -1;
    private String open;
    private int calls;

    @Override
    public List<String> begin() {
      return List.of(
          event(
              "message_start",
              """
              {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
              "model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,\
              "stop_sequence":null,"usage":{"input_tokens":300,"cache_creation_input_tokens":100,\
              "cache_read_input_tokens":600,"output_tokens":1,"service_tier":"standard"}}}\
              """),
          event("ping", "{\"type\": \"ping\"}"));
    }

    @Override
    public List<String> text(String text) {
      var events = within("text", "{\"type\":\"text\",\"text\":\"\"}");
      events.add(delta(Jackson.object().put("type", "text_delta").put("text", text)));
      return events;
    }

    @Override
    public List<String> thought(String text) {
      var events =
          within("thinking", "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
      events.add(delta(Jackson.object().put("type", "thinking_delta").put("thinking", text)));
      events.add(delta(Jackson.object().put("type", "signature_delta").put("signature", "EqQB")));
      return events;
    }

    @Override
    public List<String> call(Part.Call call) {
      var events =
          within(
              "tool_use " + ++calls,
              Jackson.object()
                  .put("type", "tool_use")
                  .put("id", "toolu_" + calls)
                  .put("name", call.name())
                  .set("input", Jackson.object())
                  .toString());
      // the first is always empty
      events.add(delta(Jackson.object().put("type", "input_json_delta").put("partial_json", "")));
      for (var fragment : call.fragments())
        events.add(
            delta(Jackson.object().put("type", "input_json_delta").put("partial_json", fragment)));
      return events;
    }

    @Override
    public List<String> end(Ending ending) {
      var events = closed();
      events.add(
          event(
              "message_delta",
              """
              {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},\
              "usage":{"output_tokens":10}}\
              """
                  .formatted(
                      switch (ending) {
                        case TOOLS -> "tool_use";
                        case LENGTH -> "max_tokens";
                        case FILTERED -> "refusal";
                        default -> "end_turn";
                      })));
      events.add(event("message_stop", "{\"type\":\"message_stop\"}"));
      return events;
    }

    private List<String> within(String block, String start) {
      if (block.equals(open)) return new ArrayList<>();
      var events = closed();
      open = block;
      index++;
      events.add(
          event(
              "content_block_start",
              "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}"
                  .formatted(index, start)));
      return events;
    }

    private List<String> closed() {
      var events = new ArrayList<String>();
      if (open != null)
        events.add(
            event(
                "content_block_stop",
                "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index)));
      open = null;
      return events;
    }

    private String delta(ObjectNode delta) {
      return event(
          "content_block_delta",
          "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta));
    }
  }
}
