package io.parley.http.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.json.JsonText;
import io.parley.identity.scim.ProvisioningRefusal;

/// An error in the protocol's own form (RFC 7644, section 3.12). It has no stack trace.
final class ScimFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

  private final int status;
  private final String type;

  /// @param type one of the table there; none when empty
  ScimFailure(int status, String type, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
  }

  static ScimFailure invalidValue(String detail) {
    return new ScimFailure(400, "invalidValue", detail);
  }

  static ScimFailure of(ProvisioningRefusal reason) {
    return switch (reason) {
      case NOT_FOUND, UNKNOWN_GROUP -> new ScimFailure(404, "", reason.detail());
      case UNKNOWN_MEMBER, FOREIGN_DOMAIN -> invalidValue(reason.detail());
      case TAKEN -> new ScimFailure(409, "uniqueness", reason.detail());
      case OTHER_ADDRESS -> new ScimFailure(400, "mutability", reason.detail());
      case BEYOND_ADMIN -> new ScimFailure(403, "", reason.detail());
      case LIMIT, NOT_SERVED -> new ScimFailure(409, "", reason.detail());
    };
  }

  int status() {
    return status;
  }

  ObjectNode json() {
    var json = JsonText.object();
    json.putArray("schemas").add(SCHEMA);
    json.put("status", Integer.toString(status));
    if (!type.isEmpty()) json.put("scimType", type);
    return json.put("detail", getMessage());
  }
}
