package io.parley.voice.vonage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.voice.stream.VonageFrames;
import java.net.URI;
import java.util.Optional;

/// Answers to Vonage's webhook: a Call Control Object, a JSON list of actions.
public final class Ncco {
  private Ncco() {}

  /// Connects the call with a WebSocket for its sound, in both directions.
  ///
  /// @param uri `wss://…`, which may have a query
  /// @param call Vonage's id of the call, which comes back in the first frame
  public static ArrayNode connect(URI uri, String call, int sampleRate) {
    var actions = JsonNodeFactory.instance.arrayNode();
    var endpoint = actions.addObject().put("action", "connect").putArray("endpoint").addObject();
    endpoint
        .put("type", "websocket")
        .put("uri", uri.toString())
        .put("content-type", "audio/l16;rate=" + sampleRate)
        .putObject("headers")
        .put(VonageFrames.CALL, call);
    return actions;
  }

  /// Connects the call with a number.
  ///
  /// @param number without a plus; @param callerId one of ours, that is shown there
  static ArrayNode dial(String number, Optional<String> callerId) {
    var actions = JsonNodeFactory.instance.arrayNode();
    var connect = actions.addObject().put("action", "connect");
    callerId.ifPresent(id -> connect.put("from", id));
    connect.putArray("endpoint").addObject().put("type", "phone").put("number", number);
    return actions;
  }

  /// Ends the call: Vonage hangs up when nothing is left to do.
  public static ArrayNode nothing() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
