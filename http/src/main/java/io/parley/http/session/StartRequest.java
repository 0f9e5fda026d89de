package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What `POST /v1/sessions` asks for.
///
/// @param language in which to greet, such as `de` or `de-AT`
record StartRequest(
    Optional<String> agent,
    Optional<String> language,
    Channel channel,
    Optional<Customer> customer,
    Map<String, String> metadata) {
  private static final int NAME_MAX = 64;

  /// @param verified whether the caller may say who the customer is
  static StartRequest read(Fields fields, StartSettings.MetadataLimits limits, boolean verified) {
    return new StartRequest(
        fields.optionalText("agent", NAME_MAX),
        fields.optionalText("language", AgentPresentation.LANGUAGE_MAX).map(StartRequest::language),
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

  /// Tells whether the same `Idempotency-Key` came with other content.
  String fingerprint() {
    var json = JsonText.object();
    agent.ifPresent(id -> json.put("agent", id));
    language.ifPresent(tag -> json.put("language", tag));
    json.put("channel", channel.value());
    customer.ifPresent(who -> json.set("customer", fingerprint(who)));
    var sorted = json.putObject("metadata");
    new TreeMap<>(metadata).forEach(sorted::put);
    try {
      var text = JsonText.write(json).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Stored with the key for a day: its form stays, whatever becomes of the protocol's.
  private static ObjectNode fingerprint(Customer customer) {
    var json = JsonText.object().put("id", customer.id());
    customer.name().ifPresent(name -> json.put("name", name));
    if (customer.verified()) json.put("verified", true);
    return json;
  }
}
