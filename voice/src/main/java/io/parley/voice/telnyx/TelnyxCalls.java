package io.parley.voice.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.net.URI;
import java.net.URLEncoder;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Commands of Telnyx's Call Control: Telnyx asks nothing in its webhook's answer, so a call is
/// answered by a request of ours. Each command has an id that depends on the call alone, by which
/// Telnyx ignores a repeated one.
public final class TelnyxCalls {
  private static final String NAME = "telnyx";
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  private final TelnyxSettings settings;
  private final String credentials;
  private final GuardedHttp http;
  private final Executor executor;

  /// @param settings with an API key
  /// @param executor runs requests, which block
  public TelnyxCalls(TelnyxSettings settings, GuardedHttp http, Executor executor) {
    this.settings = settings;
    this.credentials = "Bearer " + settings.apiKey().orElseThrow();
    this.http = http;
    this.executor = executor;
  }

  /// Answers a call, and connects its sound with a WebSocket.
  ///
  /// @param url `wss://…`
  /// @param pass that Telnyx shows as it opens the socket, in `x-telnyx-streaming-auth-token`
  public CompletionStage<Void> answer(String call, URI url, String pass) {
    return command(call, "answer", answer(url, pass));
  }

  ObjectNode answer(URI url, String pass) {
    return WireObject.create()
        .put("stream_url", url.toString())
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
    return command(
        call, "reject", WireObject.create().put("cause", busy ? "USER_BUSY" : "CALL_REJECTED"));
  }

  public CompletionStage<Void> hangUp(String call) {
    return command(call, "hangup", WireObject.create());
  }

  private CompletionStage<Void> command(String call, String action, ObjectNode body) {
    var id = UUID.nameUUIDFromBytes((call + " " + action).getBytes(UTF_8));
    body.put("command_id", id.toString());
    var uri =
        URI.create(
            "%s/v2/calls/%s/actions/%s"
                .formatted(settings.api(), URLEncoder.encode(call, UTF_8), action));
    var request =
        GuardedRequest.post(uri, "application/json", body.toString().getBytes(UTF_8))
            .withCredential("Authorization", credentials);
    return CompletableFuture.runAsync(() -> send(request), executor);
  }

  private void send(GuardedRequest request) {
    try (var response = http.send(request)) {
      int status = response.status();
      if (status < OK || status >= REDIRECT) throw refused(status);
    } catch (GuardFailure e) {
      throw new TelephonyFailure(NAME, Category.UNAVAILABLE, e.mayHaveHappened(), "", e);
    }
  }

  private static TelephonyFailure refused(int status) {
    var category =
        switch (status) {
          case 401, 403 -> Category.CREDENTIALS;
          case 429 -> Category.LIMITED;
          default -> status >= 500 ? Category.UNAVAILABLE : Category.REFUSED;
        };
    return new TelephonyFailure(
        NAME, category, category == Category.UNAVAILABLE, Integer.toString(status), null);
  }
}
