package io.parley.http.dial;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.dial.CallContext;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import io.parley.voice.dial.CallOutRequest;
import io.parley.voice.dial.OutboundSettings;
import java.time.Duration;
import java.util.Optional;

/// The body of `POST /v1/calls`.
final class CallOutBody {
  private static final int NAME_MAX = 64;
  private static final int NUMBER_MAX = 40;

  private CallOutBody() {}

  static CallOutRequest read(TenantId tenant, Fields fields) {
    fields.only("to", "from", "agent", "language", "context", "opening", "message", "ring");
    return new CallOutRequest(
        tenant,
        number("to", fields.text("to", NUMBER_MAX)),
        fields.optionalText("from", NUMBER_MAX).map(text -> number("from", text)),
        fields.optionalText("agent", NAME_MAX),
        fields.optionalText("language", AgentPresentation.LANGUAGE_MAX).map(CallOutBody::language),
        context(fields),
        fields.optionalText("opening", Texts.OPENING_MAX).filter(text -> !text.isBlank()),
        fields.optionalText("message", CallOutOrder.MESSAGE_MAX).filter(text -> !text.isBlank()),
        ring(fields));
  }

  /// Also of an address.
  static PhoneNumber number(String name, String text) {
    try {
      return PhoneNumber.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed(name + ": " + e.getMessage());
    }
  }

  private static String language(String tag) {
    if (!AgentPresentation.isLanguage(tag))
      throw new Malformed("language of another form (expected: a tag such as de or de-AT)");
    return tag;
  }

  private static CallContext context(Fields fields) {
    var facts =
        fields.texts("context", CallContext.FACTS_MAX, CallContext.NAME_MAX, CallContext.VALUE_MAX);
    try {
      return new CallContext(facts);
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static Optional<Duration> ring(Fields fields) {
    int min = (int) OutboundSettings.RING_MIN.toSeconds();
    int max = (int) OutboundSettings.RING_MAX.toSeconds();
    return fields.value("ring").map(_ -> Duration.ofSeconds(fields.integer("ring", min, max)));
  }
}
