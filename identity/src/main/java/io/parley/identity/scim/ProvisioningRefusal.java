package io.parley.identity.scim;

/// Why a change by a directory is refused. No detail names a person or an address.
public enum ProvisioningRefusal {
  NOT_FOUND("there is no such user, or it is of a domain that the organisation has not proved"),
  UNKNOWN_GROUP("there is no such group (expected: a role that the organisation has)"),
  UNKNOWN_MEMBER("a member of the group is no user (expected: ids of users)"),
  TAKEN("there is a user with this userName or externalId already"),
  FOREIGN_DOMAIN("the address is of a domain that the organisation has not proved"),
  OTHER_ADDRESS("an account keeps its address (expected: userName as it is)"),
  BEYOND_ADMIN("owners, and people with more than an admin's permissions, are changed by people"),
  LIMIT("the organisation, or a person, has as many people or roles as it may have"),
  NOT_SERVED("the organisation's state does not allow this");

  private final String detail;

  ProvisioningRefusal(String detail) {
    this.detail = detail;
  }

  /// A sentence for people.
  public String detail() {
    return detail;
  }
}
