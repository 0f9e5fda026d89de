package io.parley.voice.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.ProviderApi;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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

  /// Telnyx's least `timeout_secs`.
  private static final Duration RING_MIN = Duration.ofSeconds(5);

  /// Errors which say that there is no such call, or not any more: resource not found, invalid id
  /// of a call, the call has ended.
  static final Set<String> NO_SUCH_CALL = Set.of("10005", "90015", "90018");

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

  /// Answers a call, and connects its sound with a WebSocket. This command has no limit of the
  /// call's length, other than the one that dials: Telnyx ends such a call after 4 hours.
  ///
  /// @param tenant comes back in each webhook about the call; @param url `wss://…`
  /// @param pass that Telnyx shows as it opens the socket, in `x-telnyx-streaming-auth-token`
  public CompletionStage<Void> answer(String call, TenantId tenant, URI url, String pass) {
    var body = WireObject.create().put("client_state", ClientState.answered(tenant));
    return once(call, "answer", stream(body, url, pass));
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
    return api.send(hangingUp(call)).thenApply(_ -> null);
  }

  /// Ends a call; one that is over already is no failure.
  CompletionStage<Void> end(String call) {
    return api.find(hangingUp(call), NO_SUCH_CALL).thenApply(_ -> null);
  }

  private GuardedRequest hangingUp(String call) {
    return posting(path(call) + "/actions/hangup", WireObject.create());
  }

  /// @param callerId one of our numbers that is shown; empty for Telnyx's choice
  CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    var body = WireObject.create().put("to", number);
    callerId.ifPresent(id -> body.put("from", id));
    return once(call, "transfer", body);
  }

  /// Has the target of a call rung, and connected with the call when it answers. Until then the
  /// call keeps its sound.
  ///
  /// @return completes when Telnyx has taken the command
  CompletionStage<Void> ring(TelnyxEvent.Target target, TelnyxHandovers.Wish wish) {
    var body =
        WireObject.create()
            .put("to", wish.to())
            .put("timeout_secs", ringSeconds(wish.ring()))
            .put("target_leg_client_state", ClientState.target(target));
    wish.callerId().ifPresent(id -> body.put("from", id));
    return once(target.call(), "transfer", Integer.toString(target.attempt()), body);
  }

  /// Telnyx takes no shorter time.
  static long ringSeconds(Duration ring) {
    return (ring.compareTo(RING_MIN) < 0 ? RING_MIN : ring).toSeconds();
  }

  /// Ends our part in a call that goes on without us: webhooks about it are not ours any more.
  CompletionStage<Void> stopSound(String call) {
    var body = WireObject.create().put("client_state", ClientState.handedOver());
    return once(call, "streaming_stop", body);
  }

  /// Stops the sound of a call that is brought to another socket next: webhooks about it are not
  /// ours until [#startAgain].
  ///
  /// @param pass of that socket
  CompletionStage<Void> stopToMove(String call, String pass) {
    var body = WireObject.create().put("client_state", ClientState.handedOver());
    return once(call, "streaming_stop", pass, body);
  }

  /// Connects the sound of a call with a WebSocket, after it was stopped.
  ///
  /// @param state ours, in the webhooks that follow; @param pass as for [#answer]
  CompletionStage<Void> startAgain(String call, String state, URI url, String pass) {
    var body = WireObject.create().put("client_state", state);
    return once(call, "streaming_start", pass, stream(body, url, pass));
  }

  private CompletionStage<Void> once(String call, String action, ObjectNode body) {
    return once(call, action, "", body);
  }

  /// @param which of several such commands
  private CompletionStage<Void> once(String call, String action, String which, ObjectNode body) {
    body.put("command_id", commandId((call + " " + action + " " + which).strip()));
    return post(path(call) + "/actions/" + action, body).thenApply(_ -> null);
  }

  /// The same for the same command.
  static String commandId(String command) {
    return UUID.nameUUIDFromBytes(command.getBytes(UTF_8)).toString();
  }

  /// @return the body of the answer
  CompletionStage<String> post(String path, ObjectNode body) {
    return api.send(posting(path, body));
  }

  private GuardedRequest posting(String path, ObjectNode body) {
    var bytes = body.toString().getBytes(UTF_8);
    return authorised(GuardedRequest.post(uri(path), JSON, bytes));
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
