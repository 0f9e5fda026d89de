package io.parley.tools.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.text.Sha256;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.source.ToolCallbacks.Read;
import io.parley.core.tool.source.ToolCallbacks.Received;
import io.parley.core.webhook.WebhookSignature;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.CallbackId;
import io.parley.tools.source.OutsideText;
import io.parley.tools.source.SourceAccess;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The later answers of one endpoint.
///
/// @param url of the endpoint, to whose host the secret belongs; @param secret names it
/// @param address of callbacks, to which the name of the call is added
/// @param within the time that an answer may take
record Answers(
    URI url,
    String secret,
    SourceAccess access,
    InstantSource clock,
    URI address,
    Duration within) {
  /// Where a call is answered.
  String address(CallbackId id) {
    return address + "/v1/tool-callbacks/" + id.text();
  }

  Read read(CallbackId id, Received received) {
    if (!isSigned(received)) return new Read.Unsigned();
    return outcome(received)
        .<Read>map(
            outcome ->
                new Read.Answer(
                    id.session(), id.call(), id.tool(), outcome, digest(received.body())))
        .orElseGet(() -> new Read.Wrong("the body is no JSON (expected: JSON, or text/plain)"));
  }

  private static Optional<ToolOutcome> outcome(Received received) {
    if (received.isText()) {
      var text = Jackson.string(OutsideText.visible(received.body()));
      return Optional.of(ToolOutcome.succeeded(text, List.of()));
    }
    return Jackson.parse(received.body())
        .map(
            json ->
                ToolOutcome.of(
                    json.isObject() && json.has("error") ? Kind.FAILED : Kind.SUCCEEDED,
                    Jackson.json(json)));
  }

  /// The message's id is that of the callback: the signature of another message, such as our own
  /// request, does not fit here.
  private boolean isSigned(Received received) {
    return received.message().equals(received.id())
        && WebhookSignature.isValid(
            access.filled(secret, url),
            received.message(),
            received.timestamp(),
            received.body().getBytes(UTF_8),
            received.signature(),
            clock.instant());
  }

  private static String digest(String body) {
    return Sha256.hex(body);
  }
}
