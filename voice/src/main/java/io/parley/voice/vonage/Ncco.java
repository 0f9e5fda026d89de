package io.parley.voice.vonage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.transfer.TransferAddress;
import io.parley.voice.stream.VonageFrames;
import java.net.URI;
import java.util.Optional;

/// Answers to Vonage's webhook: a Call Control Object, a JSON list of actions. Source: Vonage,
/// [NCCO reference](https://developer.vonage.com/en/voice/voice-api/ncco-reference).
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
    var connect = connecting(actions, callerId);
    phone(connect.putArray("endpoint").addObject(), number);
    return actions;
  }

  /// Connects the call with a target, for a time.
  ///
  /// @param handover with numbers that have their plus
  static ArrayNode dial(VonageCalls.Handover handover) {
    var actions = JsonNodeFactory.instance.arrayNode();
    var connect = connecting(actions, handover.callerId().map(Ncco::bare));
    connect.put("timeout", handover.ring().toSeconds());
    var endpoint = connect.putArray("endpoint").addObject();
    switch (handover.to()) {
      case TransferAddress.Phone(var number) -> phone(endpoint, bare(number));
      case TransferAddress.Sip(var address) -> endpoint.put("type", "sip").put("uri", address);
    }
    // the answers to its events take the place of what follows here, which is nothing
    handover
        .back()
        .ifPresent(
            url -> {
              connect.put("eventType", "synchronous");
              connect.putArray("eventUrl").add(url.toString());
              connect.put("eventMethod", "POST");
            });
    return actions;
  }

  private static ObjectNode connecting(ArrayNode actions, Optional<String> callerId) {
    var connect = actions.addObject().put("action", "connect");
    callerId.ifPresent(id -> connect.put("from", id));
    return connect;
  }

  private static void phone(ObjectNode endpoint, String number) {
    endpoint.put("type", "phone").put("number", number);
  }

  private static String bare(String number) {
    return number.substring(1);
  }

  /// Ends the call: Vonage hangs up when nothing is left to do.
  public static ArrayNode nothing() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
