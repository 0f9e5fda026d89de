package io.parley.http.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.parley.core.identity.DirectoryUsers;
import io.parley.core.identity.DirectoryUsers.Names;
import io.parley.core.mail.MailLanguages;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.text.Unicode;
import io.parley.identity.scim.ProvisionedUser;
import io.parley.identity.scim.UserWish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The attributes of a user that count here, from a request. Others, such as telephone numbers and
/// departments, are ignored: nothing is kept of them.
final class UserAttributes {
  private static final String USER_NAME = "username";
  private static final String EXTERNAL_ID = "externalid";
  private static final String ACTIVE = "active";
  private static final String LANGUAGE = "preferredlanguage";
  private static final String DISPLAY = "displayname";
  private static final String NAME = "name";
  private static final String GIVEN = "name.givenname";
  private static final String FAMILY = "name.familyname";
  private static final String FORMATTED = "name.formatted";
  private static final List<String> PARTS = List.of(GIVEN, FAMILY, FORMATTED);

  /// By path in small letters: names of attributes have no case (RFC 7643, section 2.1).
  private final Map<String, JsonNode> values = new HashMap<>();

  private UserAttributes() {}

  /// Those of a whole user, for `POST` and `PUT`.
  static UserAttributes of(ObjectNode body) {
    var attributes = new UserAttributes();
    body.properties()
        .forEach(field -> attributes.set(ScimPatch.core(field.getKey()), field.getValue()));
    return attributes;
  }

  /// Those of a user as it is, for `PATCH`.
  static UserAttributes of(ProvisionedUser user) {
    var attributes = new UserAttributes();
    attributes.put(USER_NAME, Optional.of(user.address().text()));
    attributes.put(EXTERNAL_ID, user.externalId());
    attributes.put(GIVEN, user.names().given());
    attributes.put(FAMILY, user.names().family());
    attributes.put(DISPLAY, user.names().display());
    attributes.values.put(ACTIVE, BooleanNode.valueOf(user.isActive()));
    return attributes;
  }

  private void put(String path, Optional<String> text) {
    text.ifPresent(value -> values.put(path, TextNode.valueOf(value)));
  }

  UserAttributes patched(List<ScimPatch> operations) {
    for (var operation : operations) {
      boolean isGone = operation.kind() == ScimPatch.Kind.REMOVE || operation.value().isEmpty();
      if (isGone) remove(Unicode.small(operation.path()));
      else set(operation.path(), operation.value().get());
    }
    return this;
  }

  private void set(String path, JsonNode value) {
    var key = Unicode.small(path);
    if (key.equals(NAME) && value instanceof ObjectNode parts) {
      parts.properties().forEach(part -> set(NAME + "." + part.getKey(), part.getValue()));
      return;
    }
    if (value.isNull()) values.remove(key);
    else values.put(key, value);
  }

  /// An attribute that is required is not removed (RFC 7644, section 3.5.2.2).
  private void remove(String key) {
    if (key.equals(USER_NAME))
      throw new ScimFailure(400, "mutability", "userName is required, and is not removed");
    if (key.equals(NAME)) PARTS.forEach(values::remove);
    else values.remove(key);
  }

  /// @param isActive what holds where the request does not say it
  /// @throws ScimFailure 400 for a value of another form
  UserWish wish(boolean isActive) {
    return new UserWish(
        address(),
        text(EXTERNAL_ID, "externalId", DirectoryUsers.EXTERNAL_ID_MAX),
        new Names(
            name(GIVEN, "name.givenName"),
            name(FAMILY, "name.familyName"),
            name(DISPLAY, "displayName").or(this::formatted)),
        active(isActive),
        language());
  }

  /// Has the form of `Accept-Language` (RFC 7643, section 4.1.1). One of another form is ignored:
  /// nobody is kept out for it.
  private Optional<String> language() {
    return Optional.ofNullable(values.get(LANGUAGE))
        .map(UserAttributes::single)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .flatMap(MailLanguages::wished);
  }

  private EmailAddress address() {
    return text(USER_NAME, "userName", 254)
        .flatMap(EmailAddress::of)
        .orElseThrow(
            () -> ScimFailure.invalidValue("userName is no e-mail address (expected: one)"));
  }

  private Optional<String> formatted() {
    return name(FORMATTED, "name.formatted").or(this::together);
  }

  /// Okta sends no other name to show.
  private Optional<String> together() {
    var given = name(GIVEN, "name.givenName");
    var family = name(FAMILY, "name.familyName");
    if (given.isEmpty() || family.isEmpty()) return given.or(() -> family);
    return Optional.of(given.get() + " " + family.get()).filter(Person::isName);
  }

  private Optional<String> name(String key, String shown) {
    return text(key, shown, 100);
  }

  private Optional<String> text(String key, String shown, int max) {
    var value = Optional.ofNullable(values.get(key)).map(UserAttributes::single);
    if (value.isEmpty()) return Optional.empty();
    var text = value.get().asText();
    boolean isRight =
        value.get().isTextual()
            && text.length() <= max
            && text.codePoints().noneMatch(UserAttributes::isNoCharacter);
    if (!isRight)
      throw ScimFailure.invalidValue(
          "%s is no text of ≤ %d characters on one line".formatted(shown, max));
    return Optional.of(text).filter(given -> !given.isBlank());
  }

  private static boolean isNoCharacter(int point) {
    return Character.isISOControl(point) || (point >= 0xD800 && point <= 0xDFFF);
  }

  /// Entra ID has sent single values as an array with `value`.
  private static JsonNode single(JsonNode value) {
    return value.isArray() && value.size() == 1 && value.get(0).has("value")
        ? value.get(0).get("value")
        : value;
  }

  /// Entra ID sends `"True"` and `"False"`.
  private boolean active(boolean otherwise) {
    var value = Optional.ofNullable(values.get(ACTIVE)).map(UserAttributes::single);
    if (value.isEmpty()) return otherwise;
    return switch (Unicode.small(value.get().asText())) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ScimFailure.invalidValue("active is of another form (expected: true or false)");
    };
  }
}
