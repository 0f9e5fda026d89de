package io.parley.server.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.CallLimits;
import io.parley.identity.customer.CustomerClaims;
import io.parley.server.client.ClientFailure;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The one form of a content, whether it comes from a file or from a server: defaults are written
/// out, sets are sorted, and values that the server writes in another way are written in its way.
/// Forms that only the server knows are left to it.
final class Canonical {
  private static final List<String> OF_AGENTS =
      List.of(
          "company",
          "languages",
          "texts",
          "theme",
          "instructions",
          "spokenInstructions",
          "tools",
          "collections",
          "model");

  private static final List<String> OF_TRUNKS =
      List.of("host", "transport", "user", "login", "numbers", "agent", "language");

  private final String file;
  private final ObjectNode content;

  private Canonical(String file, ObjectNode content) {
    this.file = file;
    this.content = content;
  }

  /// Of a server's answer, whose other fields are left out.
  static ObjectNode ofServer(Item item, JsonNode answer) {
    var fields = JsonNodeFactory.instance.objectNode();
    for (var name : fields(item.part()))
      if (answer.has(name)) fields.set(name, answer.get(name).deepCopy());
    // of a period it tells what is spent, too
    if (item.part() == Part.BUDGETS)
      for (var period : fields)
        if (period instanceof ObjectNode limit) limit.retain("limitMicros", "atLimit");
    return new Canonical(item.file(), fields).of(item.part());
  }

  /// Of a file.
  ///
  /// @throws ClientFailure if it has an unknown field, lacks one, or has one of another kind
  static ObjectNode ofFile(Item item, ObjectNode read) {
    var known = fields(item.part());
    for (var field : read.properties())
      if (!known.contains(field.getKey()))
        throw Refused.because(
            item.file(),
            "the field " + field.getKey() + " is not known",
            "only " + String.join(", ", known));
    return new Canonical(item.file(), read.deepCopy()).of(item.part());
  }

  private static List<String> fields(Part part) {
    return switch (part) {
      case NAME -> List.of("name");
      case SLUG -> List.of();
      case ORIGINS -> List.of("origins");
      case RETENTION -> List.of("recordingDays", "sessionDays");
      case ROLE -> List.of("permissions");
      case TOOL_SOURCE -> List.of("kind", "settings", "agents", "allow", "approvals", "limits");
      case MODEL, NAMED_MODEL -> List.of("kind", "model", "address", "price", "fallbacks");
      case BUDGETS -> List.of("day", "month", "cheaper", "alertPercent");
      case LIMITS -> List.of("sessions", "turns", "tokens", "uploads", "calls");
      case ISSUER -> List.of("issuer", "audience", "jwks", "verifiers", "claims");
      case AGENT -> OF_AGENTS;
      case NUMBER -> List.of("agent", "language");
      case TRUNK -> OF_TRUNKS;
    };
  }

  private ObjectNode of(Part part) {
    switch (part) {
      case NAME -> {
        text("name");
        content.put("name", content.get("name").textValue().strip());
      }
      case SLUG -> content.removeAll();
      case ORIGINS -> texts("origins", true);
      case RETENTION -> withoutNulls(content);
      case ROLE -> role();
      case TOOL_SOURCE -> source();
      case MODEL, NAMED_MODEL -> model();
      case BUDGETS -> budgets();
      case LIMITS -> withoutNulls(content);
      case ISSUER -> issuer();
      case NUMBER -> number();
      case AGENT -> agent();
      case TRUNK -> trunk();
    }
    return content;
  }

  private void role() {
    texts("permissions", true);
    if (content.get("permissions").isEmpty())
      throw wrong("permissions is missing or empty", "names of permissions");
  }

  private void source() {
    text("kind");
    object("settings");
    texts("agents", false);
    texts("allow", false);
    rules("approvals", texts -> ApprovalRules.parse(texts).texts());
    rules("limits", texts -> CallLimits.parse(texts).texts());
  }

  private void model() {
    withoutNulls(content);
    text("kind");
    text("model");
    if (content.has("price")) object("price");
    texts("fallbacks", false);
    if (content.get("fallbacks").isEmpty()) content.remove("fallbacks");
  }

  private void budgets() {
    withoutNulls(content);
    for (var period : List.of("day", "month"))
      if (content.has(period)) {
        object(period);
        var limit = (ObjectNode) content.get(period);
        if (!limit.has("atLimit")) limit.put("atLimit", "stop");
      }
    if (!content.has("alertPercent")) content.put("alertPercent", OwnBudget.ALERT_PERCENT);
  }

  /// Claims without a name or a language are those of which none is read: an empty text.
  private void issuer() {
    withoutNulls(content);
    text("issuer");
    if (content.has("verifiers")) texts("verifiers", false);
    object("claims");
    var claims = (ObjectNode) content.get("claims");
    var usual = CustomerClaims.STANDARD;
    if (!claims.has("customer")) claims.put("customer", usual.customer());
    if (!claims.has("name")) claims.put("name", usual.name().orElse(""));
    if (!claims.has("language")) claims.put("language", usual.language().orElse(""));
    if (!claims.has("metadata")) claims.putObject("metadata");
  }

  private void number() {
    withoutNulls(content);
    if (content.path("language").isTextual())
      content.put("language", language(content.get("language").textValue()));
  }

  private void trunk() {
    number();
    text("host");
    text("user");
    if (!content.has("transport")) content.put("transport", "dns");
    texts("numbers", false);
  }

  private void agent() {
    withoutNulls(content);
    text("company");
    texts("languages", false);
    content.set(
        "languages", array(texts(content.get("languages")).map(Canonical::language).toList()));
    object("texts");
    content.set("texts", byLanguage(content.get("texts")));
    object("theme");
    for (var colour : List.of("accent", "accentDark"))
      if (content.get("theme").path(colour).isTextual())
        ((ObjectNode) content.get("theme"))
            .put(colour, content.get("theme").get(colour).textValue().toLowerCase(Locale.ROOT));
    texts("tools", false);
    texts("collections", true);
  }

  private ObjectNode byLanguage(JsonNode texts) {
    var all = JsonNodeFactory.instance.objectNode();
    for (var each : texts.properties()) {
      if (each.getValue() instanceof ObjectNode ofLanguage && !ofLanguage.has("suggestions"))
        ofLanguage.putArray("suggestions");
      all.set(language(each.getKey()), each.getValue());
    }
    return all;
  }

  /// As the server writes it; a tag of another form is left to the server.
  private static String language(String tag) {
    return AgentPresentation.isLanguage(tag) ? Locale.forLanguageTag(tag).toLanguageTag() : tag;
  }

  private static void withoutNulls(ObjectNode object) {
    var names =
        object.properties().stream()
            .filter(each -> each.getValue().isNull())
            .map(Map.Entry::getKey)
            .toList();
    object.remove(names);
    for (var each : object.properties())
      if (each.getValue() instanceof ObjectNode inner) withoutNulls(inner);
  }

  private void text(String name) {
    if (!content.path(name).isTextual() || content.get(name).textValue().isBlank())
      throw wrong(name + " is missing or no text", "a text");
  }

  private void object(String name) {
    if (!content.hasNonNull(name)) content.putObject(name);
    if (!content.get(name).isObject()) throw wrong(name + " is no object", "{…}");
  }

  /// @param isSet whether their order means nothing
  private void texts(String name, boolean isSet) {
    if (!content.hasNonNull(name)) content.putArray(name);
    if (!(content.get(name) instanceof ArrayNode array)) throw wrong(name + " is no list", "[…]");
    if (array.valueStream().anyMatch(each -> !each.isTextual()))
      throw wrong("an entry of " + name + " is no text", "names");
    if (isSet) content.set(name, array(new TreeSet<>(texts(array).toList())));
  }

  private void rules(String name, UnaryOperator<Map<String, String>> canonical) {
    object(name);
    var texts = new LinkedHashMap<String, String>();
    for (var each : content.get(name).properties()) {
      if (!each.getValue().isValueNode())
        throw wrong("a value in " + name + " is no text", "a rule for each name or pattern");
      texts.put(each.getKey(), each.getValue().asText());
    }
    var object = content.putObject(name);
    try {
      canonical.apply(texts).forEach(object::put);
    } catch (IllegalArgumentException e) {
      throw new ClientFailure(0, "%s: %s: %s".formatted(file, name, e.getMessage()), e);
    }
  }

  private static Stream<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue);
  }

  private static ArrayNode array(Collection<String> texts) {
    var array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private ClientFailure wrong(String field, String expected) {
    return Refused.because(file, field, expected);
  }
}
