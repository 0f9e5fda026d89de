package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.RunningCall;
import io.parley.tools.mcp.rpc.RpcCodec;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Answers a server that asks a person for something in the middle of a call.
public enum Elicitation {
  /// The server is told by a missing capability that nobody answers.
  NONE,
  /// Accepts with the default values that the server's form has, where every required field has
  /// one; otherwise declines.
  DEFAULTS,
  /// A person of the conversation fills in the form, where a question belongs to its call: in the
  /// stateless revision, and over HTTP. Programs of earlier revisions are told that nobody answers.
  PEOPLE;

  private static final int TRIES_MAX = 5;

  boolean isOfferedByAll() {
    return this == DEFAULTS;
  }

  /// @param params of `elicitation/create`
  /// @return the result
  ObjectNode answer(ObjectNode params, Optional<RunningCall> call) throws InterruptedException {
    // an address is not shown: nobody could tell where it leads
    if (params.path("mode").asText("form").equals("url")) return action("decline");
    return this == PEOPLE && call.isPresent() ? asked(params, call.get()) : defaults(params);
  }

  /// Asks again where a value does not fit.
  private static ObjectNode asked(ObjectNode params, RunningCall call) throws InterruptedException {
    var form = RequestedForm.of(params);
    if (form.isEmpty()) return action("cancel");
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      var question = call.ask(form.get().form());
      try {
        var reply = question.get();
        switch (reply.action()) {
          case CANCEL -> {
            return action("cancel");
          }
          case DECLINE -> {
            return action("decline");
          }
          case ACCEPT -> {
            var content = form.get().content(reply.content());
            if (content.isPresent()) return accepted(content.get());
          }
        }
      } catch (InterruptedException e) {
        question.cancel(false);
        throw e;
      } catch (ExecutionException e) {
        throw new IllegalStateException("a question failed", e.getCause());
      }
    }
    return action("cancel");
  }

  private static ObjectNode defaults(ObjectNode params) {
    var schema = params.path("requestedSchema");
    var content = RpcCodec.object();
    for (var field : schema.path("properties").properties()) {
      var value = field.getValue().get("default");
      if (value != null) content.set(field.getKey(), value);
    }
    for (var required : schema.path("required"))
      if (!content.has(required.asText())) return action("decline");
    return accepted(content);
  }

  private static ObjectNode accepted(ObjectNode content) {
    var answer = action("accept");
    answer.set("content", content);
    return answer;
  }

  /// Nobody was asked.
  static ObjectNode cancelled() {
    return action("cancel");
  }

  private static ObjectNode action(String action) {
    return RpcCodec.object().put("action", action);
  }
}
