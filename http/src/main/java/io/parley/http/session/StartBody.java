package io.parley.http.session;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import io.parley.sessions.entry.StartRequest;
import java.util.function.Supplier;

/// The body of `POST /v1/sessions`.
final class StartBody {
  private static final int NAME_MAX = 64;

  private StartBody() {}

  /// @param verified whether the caller may say who the customer is
  static StartRequest read(Fields fields, StartSettings.MetadataLimits limits, boolean verified) {
    return new StartRequest(
        fields.optionalText("agent", NAME_MAX),
        fields.optionalText("language", AgentPresentation.LANGUAGE_MAX).map(StartBody::language),
        fields
            .optionalText("channel", NAME_MAX)
            .map(value -> checked(() -> new Channel(value)))
            .orElse(Channel.WEB),
        fields.object("customer").map(who -> customer(who, verified)),
        fields.texts("metadata", limits.entriesMax(), limits.nameMax(), limits.valueMax()));
  }

  private static String language(String tag) {
    if (!AgentPresentation.isLanguage(tag))
      throw new Malformed("language of another form (expected: a tag such as de or de-AT)");
    return tag;
  }

  private static Customer customer(Fields fields, boolean verified) {
    var id = fields.text("id", Customer.ID_MAX);
    var name = fields.optionalText("name", Customer.NAME_MAX);
    return checked(() -> new Customer(id, name, verified));
  }

  /// Core's records say what is wrong with a value without repeating it.
  private static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }
}
