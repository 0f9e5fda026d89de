package io.parley.http.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleName;
import io.parley.http.json.JsonText;
import io.parley.identity.scim.ProvisionedUser;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Resources as the protocol shows them (RFC 7643).
///
/// @param base of this installation's addresses, `https://parley.example`; empty where it is not
///   known: the addresses are relative then (RFC 7644, section 3.1, has whole ones)
record ScimViews(String base) {
  static final String USERS = "/scim/v2/Users";
  static final String GROUPS = "/scim/v2/Groups";
  static final String USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

  ObjectNode user(ProvisionedUser user) {
    var json = JsonText.object();
    json.putArray("schemas").add(USER_SCHEMA);
    json.put("id", user.id().toString());
    user.externalId().ifPresent(id -> json.put("externalId", id));
    json.put("userName", user.address().text());
    var name = JsonText.object();
    user.names().given().ifPresent(text -> name.put("givenName", text));
    user.names().family().ifPresent(text -> name.put("familyName", text));
    user.names().display().ifPresent(text -> name.put("formatted", text));
    if (!name.isEmpty()) json.set("name", name);
    user.names().display().ifPresent(text -> json.put("displayName", text));
    user.language().ifPresent(tag -> json.put("preferredLanguage", tag));
    json.putArray("emails")
        .addObject()
        .put("value", user.address().text())
        .put("type", "work")
        .put("primary", true);
    json.put("active", user.isActive());
    var groups = json.putArray("groups");
    for (var role : roles(user)) groups.addObject().put("value", role).put("display", role);
    json.putObject("meta")
        .put("resourceType", "User")
        .put("created", JsonText.time(user.since()))
        .put("lastModified", JsonText.time(user.changedAt()))
        .put("location", userAddress(user));
    return json;
  }

  String userAddress(ProvisionedUser user) {
    return base + USERS + "/" + user.id();
  }

  /// An owner's role is no group.
  private static Collection<String> roles(ProvisionedUser user) {
    var names = new TreeSet<String>();
    user.roles()
        .ifPresent(
            roles -> {
              roles.builtIn().stream()
                  .filter(role -> role != ClientRole.OWNER)
                  .map(ClientRole::word)
                  .forEach(names::add);
              roles.custom().stream().map(RoleName::value).forEach(names::add);
            });
    return names;
  }

  ObjectNode group(String name, List<ProvisionedUser> members) {
    var json = group(name);
    var listed = json.putArray("members");
    for (var member : members)
      listed
          .addObject()
          .put("value", member.id().toString())
          .put("display", member.address().text())
          .put("$ref", userAddress(member));
    return json;
  }

  /// Without its members.
  ObjectNode group(String name) {
    var json = JsonText.object();
    json.putArray("schemas").add(GROUP_SCHEMA);
    json.put("id", name).put("displayName", name);
    json.putObject("meta").put("resourceType", "Group").put("location", base + GROUPS + "/" + name);
    return json;
  }

  /// @param total how many there are on all pages
  /// @param start the number of the first one on this page, from 1
  static ObjectNode list(List<ObjectNode> page, int total, int start) {
    var json = JsonText.object();
    json.putArray("schemas").add(LIST);
    json.put("totalResults", total).put("startIndex", start).put("itemsPerPage", page.size());
    var resources = json.putArray("Resources");
    page.forEach(resources::add);
    return json;
  }
}
