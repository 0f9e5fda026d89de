package io.parley.http.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.person.PersonId;
import io.parley.core.text.Unicode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// The members of a group after a request. A group is a role: it keeps its name, and people make
/// new ones.
final class GroupMembers {
  private static final String MEMBERS = "members";
  private static final String DISPLAY = "displayname";
  private static final Pattern ONE =
      Pattern.compile("members\\[value eq \"([0-9a-f-]{36})\"\\]", Pattern.CASE_INSENSITIVE);

  private GroupMembers() {}

  /// @param before the members as they are
  /// @param name of the group
  static Set<PersonId> patched(Set<PersonId> before, List<ScimPatch> operations, String name) {
    var members = new HashSet<PersonId>(before);
    for (var operation : operations) apply(operation, members, name);
    return members;
  }

  private static void apply(ScimPatch operation, Set<PersonId> members, String name) {
    var path = Unicode.small(operation.path());
    if (path.equals(DISPLAY)) {
      checkName(operation.value(), name);
      return;
    }
    var one = ONE.matcher(operation.path());
    if (one.matches() && operation.kind() == ScimPatch.Kind.REMOVE) {
      members.remove(id(one.group(1)));
      return;
    }
    // ids and external ids of groups are not kept
    if (!path.equals(MEMBERS)) {
      if (path.startsWith(MEMBERS))
        throw new ScimFailure(
            400, "invalidPath", "the path is of another form (expected: members[value eq \"id\"])");
      return;
    }
    var named = operation.value().map(GroupMembers::ids);
    switch (operation.kind()) {
      case ADD -> members.addAll(named.orElseGet(Set::of));
      case REPLACE -> {
        members.clear();
        members.addAll(named.orElseGet(Set::of));
      }
      // with a value, as Entra ID sends it, those alone; RFC 7644 has none, and means all
      case REMOVE -> named.ifPresentOrElse(members::removeAll, members::clear);
    }
  }

  /// Those of a whole group, for `PUT`.
  static Set<PersonId> of(ObjectNode body, String name) {
    var displayName = field(body, DISPLAY);
    // a body that is empty by mistake must not take the role from everybody
    if (displayName.isEmpty())
      throw ScimFailure.invalidValue("displayName is missing (expected: the group's)");
    checkName(displayName, name);
    return field(body, MEMBERS).map(GroupMembers::ids).orElseGet(Set::of);
  }

  /// Names of attributes have no case (RFC 7643, section 2.1).
  ///
  /// @param name in small letters
  private static Optional<JsonNode> field(ObjectNode body, String name) {
    return body.properties().stream()
        .filter(each -> Unicode.small(ScimPatch.core(each.getKey())).equals(name))
        .map(Map.Entry::getValue)
        .filter(value -> !value.isNull())
        .findFirst();
  }

  private static void checkName(Optional<JsonNode> given, String name) {
    if (given.filter(text -> !roleName(text.asText()).equals(name)).isPresent())
      throw new ScimFailure(
          400, "mutability", "a group keeps its name (expected: displayName as it is)");
  }

  /// The role that a group's name means: `Config Manager` is `config-manager`.
  static String roleName(String displayName) {
    return Unicode.small(displayName.strip()).replace(' ', '-');
  }

  private static Set<PersonId> ids(JsonNode value) {
    var ids = new HashSet<PersonId>();
    if (value.isArray()) value.forEach(each -> ids.add(id(each.path("value").asText())));
    else ids.add(id(value.path("value").asText()));
    return ids;
  }

  static PersonId id(String text) {
    return parsed(text)
        .orElseThrow(
            () ->
                ScimFailure.invalidValue(
                    "a member is no id of a user (expected: members[].value)"));
  }

  /// Empty for a text that is no id.
  static Optional<PersonId> parsed(String text) {
    try {
      var id = UUID.fromString(text);
      // the class also reads shorter forms
      boolean isWhole = id.toString().equals(Unicode.small(text));
      return isWhole ? Optional.of(new PersonId(id)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
