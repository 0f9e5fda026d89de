package io.parley.voice.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.ProviderApi;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Commands of Telnyx's Call Control (API v2): Telnyx asks nothing in its webhook's answer, so a
/// call is answered by a request of ours. Commands that must not be carried out twice have an id
/// that depends on the call alone, by which Telnyx ignores a repeated one; a hang-up has none, for
/// a repeated one is to count. Source: Telnyx, "Call Control: call commands".
public final class TelnyxCalls {
  static final String PROVIDER = "telnyx";
  private static final String JSON = "application/json";
  private static final String CODE = "[0-9]{1,10}";

  private final TelnyxSettings settings;
  private final String credentials;
  private final ProviderApi api;

  /// @param settings with an API key
  /// @param executor runs requests, which block
  public TelnyxCalls(TelnyxSettings settings, GuardedHttp http, Executor executor) {
    this.settings = settings;
    this.credentials = "Bearer " + settings.apiKey().orElseThrow();
    this.api = new ProviderApi(PROVIDER, TelnyxCalls::code, http, executor);
  }

  TelnyxSettings settings() {
    return settings;
  }

  ProviderApi api() {
    return api;
  }

  /// Answers a call, and connects its sound with a WebSocket.
  ///
  /// @param url `wss://…`
  /// @param pass that Telnyx shows as it opens the socket, in `x-telnyx-streaming-auth-token`
  public CompletionStage<Void> answer(String call, URI url, String pass) {
    return once(call, "answer", stream(WireObject.create(), url, pass));
  }

  /// Adds what connects a call's sound with a WebSocket, in both directions.
  ObjectNode stream(ObjectNode body, URI url, String pass) {
    return body.put("stream_url", url.toString())
        .put("stream_track", "inbound_track")
        .put("stream_auth_token", pass)
        .put("stream_codec", settings.codec())
        .put("stream_bidirectional_mode", "rtp")
        .put("stream_bidirectional_codec", settings.codec())
        .put("stream_bidirectional_sampling_rate", settings.codec().equals("L16") ? 16_000 : 8_000);
  }

  /// Does not answer.
  ///
  /// @param busy whether the caller may try again; otherwise the number is not in service
  public CompletionStage<Void> reject(String call, boolean busy) {
    return once(
        call, "reject", WireObject.create().put("cause", busy ? "USER_BUSY" : "CALL_REJECTED"));
  }

  /// Ends a call, also one of ours that still rings.
  public CompletionStage<Void> hangUp(String call) {
    return post(path(call) + "/actions/hangup", WireObject.create()).thenApply(_ -> null);
  }

  /// @param callerId one of our numbers that is shown; empty for Telnyx's choice
  CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    var body = WireObject.create().put("to", number);
    callerId.ifPresent(id -> body.put("from", id));
    return once(call, "transfer", body);
  }

  private CompletionStage<Void> once(String call, String action, ObjectNode body) {
    body.put("command_id", commandId(call + " " + action));
    return post(path(call) + "/actions/" + action, body).thenApply(_ -> null);
  }

  /// The same for the same command.
  static String commandId(String command) {
    return UUID.nameUUIDFromBytes(command.getBytes(UTF_8)).toString();
  }

  /// @return the body of the answer
  CompletionStage<String> post(String path, ObjectNode body) {
    var bytes = body.toString().getBytes(UTF_8);
    return api.send(authorised(GuardedRequest.post(uri(path), JSON, bytes)));
  }

  /// A request for what is known about a call.
  GuardedRequest get(String call) {
    return authorised(GuardedRequest.get(uri(path(call))));
  }

  /// Calls' ids have a colon.
  private static String path(String call) {
    return "/v2/calls/" + URLEncoder.encode(call, UTF_8);
  }

  private URI uri(String path) {
    return URI.create(settings.api() + path);
  }

  private GuardedRequest authorised(GuardedRequest request) {
    return request.withCredential("Authorization", credentials).with("Accept", JSON);
  }

  /// Telnyx's own number of the first error, else the status of HTTP.
  private static String code(int status, String body) {
    var other = Integer.toString(status);
    try {
      var code = WireObject.read(body).value("errors").path(0).path("code").asText();
      return code.matches(CODE) ? code : other;
    } catch (MalformedFrame notJson) {
      return other;
    }
  }
}
