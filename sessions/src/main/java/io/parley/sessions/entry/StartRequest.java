package io.parley.sessions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.text.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The content of a request to start a session.
///
/// @param agent empty for the tenant's default one
/// @param language in which to greet, such as `de` or `de-AT`; empty for the agent's preferred one
/// @param greeting the agent's first words, in place of its greeting; no part of the fingerprint,
///   for they follow from the rest
public record StartRequest(
    Optional<String> agent,
    Optional<String> language,
    Channel channel,
    Optional<Customer> customer,
    Map<String, String> metadata,
    Optional<String> greeting) {
  public StartRequest {
    metadata = Map.copyOf(metadata);
  }

  /// With the agent's own greeting.
  public StartRequest(
      Optional<String> agent,
      Optional<String> language,
      Channel channel,
      Optional<Customer> customer,
      Map<String, String> metadata) {
    this(agent, language, channel, customer, metadata, Optional.empty());
  }

  /// The same with these first words; empty: the agent's greeting.
  public StartRequest withGreeting(Optional<String> words) {
    return new StartRequest(agent, language, channel, customer, metadata, words);
  }

  boolean namesCustomer() {
    return customer.filter(Customer::verified).isPresent();
  }

  /// Fingerprint that shows whether the same idempotency key came with other content. Stored with
  /// the key for a day: its form stays even if the protocols' change.
  String fingerprint() {
    var json = JsonNodeFactory.instance.objectNode();
    agent.ifPresent(id -> json.put("agent", id));
    language.ifPresent(tag -> json.put("language", tag));
    json.put("channel", channel.value());
    customer.ifPresent(who -> json.set("customer", fingerprint(who)));
    var sorted = json.putObject("metadata");
    new TreeMap<>(metadata).forEach(sorted::put);
    return Sha256.hex(json.toString());
  }

  private static ObjectNode fingerprint(Customer customer) {
    var json = JsonNodeFactory.instance.objectNode().put("id", customer.id());
    customer.name().ifPresent(name -> json.put("name", name));
    if (customer.verified()) json.put("verified", true);
    return json;
  }
}
