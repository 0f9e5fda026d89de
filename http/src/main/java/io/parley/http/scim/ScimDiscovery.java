package io.parley.http.scim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.identity.DirectoryUsers;
import io.parley.http.json.JsonText;
import java.util.List;

/// The protocol's description of what is possible here (RFC 7643, sections 5 to 7).
///
/// @param base as that of [ScimViews]
record ScimDiscovery(String base) {
  static final String CONFIG = "/scim/v2/ServiceProviderConfig";
  static final String TYPES = "/scim/v2/ResourceTypes";
  static final String SCHEMAS = "/scim/v2/Schemas";
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

  ObjectNode config() {
    var json = JsonText.object();
    json.putArray("schemas").add(CORE + "ServiceProviderConfig");
    json.putObject("patch").put("supported", true);
    json.putObject("bulk").put("supported", false).put("maxOperations", 0).put("maxPayloadSize", 0);
    json.putObject("filter").put("supported", true).put("maxResults", ScimPage.COUNT_MAX);
    json.putObject("changePassword").put("supported", false);
    json.putObject("sort").put("supported", false);
    json.putObject("etag").put("supported", false);
    json.putArray("authenticationSchemes")
        .addObject()
        .put("type", "oauthbearertoken")
        .put("name", "API key")
        .put("description", "An API key with the scope provision, as a bearer token")
        .put("specUri", "https://www.rfc-editor.org/rfc/rfc6750");
    json.putObject("meta")
        .put("resourceType", "ServiceProviderConfig")
        .put("location", base + CONFIG);
    return json;
  }

  List<ObjectNode> types() {
    return List.of(
        type("User", "/Users", ScimViews.USER_SCHEMA),
        type("Group", "/Groups", ScimViews.GROUP_SCHEMA));
  }

  private ObjectNode type(String name, String endpoint, String schema) {
    var json = JsonText.object();
    json.putArray("schemas").add(CORE + "ResourceType");
    json.put("id", name).put("name", name).put("endpoint", endpoint).put("schema", schema);
    json.putObject("meta")
        .put("resourceType", "ResourceType")
        .put("location", base + TYPES + "/" + name);
    return json;
  }

  List<ObjectNode> schemas() {
    return List.of(users(), groups());
  }

  private ObjectNode users() {
    var json = schema("User", ScimViews.USER_SCHEMA);
    var attributes = json.putArray("attributes");
    text(attributes, "userName", "The person's e-mail address", "immutable")
        .put("required", true)
        .put("uniqueness", "server");
    text(
            attributes,
            "externalId",
            "The directory's id, up to %d characters".formatted(DirectoryUsers.EXTERNAL_ID_MAX),
            "readWrite")
        .put("caseExact", true);
    text(attributes, "displayName", "For the directory; the account keeps its own", "readWrite");
    text(
        attributes,
        "preferredLanguage",
        "Of a member's mails; a value counts while no language is known",
        "readWrite");
    var name = attribute(attributes, "name", "complex", "Parts of the name", "readWrite");
    var parts = name.putArray("subAttributes");
    for (var part : List.of("formatted", "givenName", "familyName"))
      text(parts, part, "For the directory", "readWrite");
    attribute(attributes, "active", "boolean", "Whether the person is a member", "readWrite");
    var groups = attribute(attributes, "groups", "complex", "The person's roles", "readOnly");
    groups.put("multiValued", true);
    text(groups.putArray("subAttributes"), "value", "The id of the group", "readOnly");
    return json;
  }

  private ObjectNode groups() {
    var json = schema("Group", ScimViews.GROUP_SCHEMA);
    var attributes = json.putArray("attributes");
    text(attributes, "displayName", "The role's name", "readOnly").put("required", true);
    var members = attribute(attributes, "members", "complex", "Users with the role", "readWrite");
    members.put("multiValued", true);
    text(members.putArray("subAttributes"), "value", "The id of a user", "immutable");
    return json;
  }

  private ObjectNode schema(String name, String id) {
    var json = JsonText.object();
    json.putArray("schemas").add(CORE + "Schema");
    json.put("id", id).put("name", name);
    json.putObject("meta").put("resourceType", "Schema").put("location", base + SCHEMAS + "/" + id);
    return json;
  }

  private static ObjectNode text(
      ArrayNode attributes, String name, String description, String mutability) {
    return attribute(attributes, name, "string", description, mutability).put("caseExact", false);
  }

  private static ObjectNode attribute(
      ArrayNode attributes, String name, String type, String description, String mutability) {
    return attributes
        .addObject()
        .put("name", name)
        .put("type", type)
        .put("multiValued", false)
        .put("description", description)
        .put("required", false)
        .put("mutability", mutability)
        .put("returned", "default")
        .put("uniqueness", "none");
  }
}
