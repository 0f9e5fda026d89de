package io.parley.core.organisation;

import io.parley.core.text.ConstantWord;

/// Why a command is refused. No detail names a person, an address, or another organisation.
public enum OrganisationRefusal {
  NOT_FOUND("no such organisation, or it is not visible to you"),
  FORBIDDEN("your roles do not have this permission (ask an owner or admin)"),
  BEYOND_OWN("the roles have permissions that you do not have (expected: at most your own)"),
  LAST_OWNER("the last owner cannot leave or lose the role (make another owner first)"),
  WRONG_STATE("the organisation's state does not allow this"),
  UNCHANGED("it is so already"),
  UNKNOWN_PERSON("there is no such person (expected: one with an account)"),
  UNKNOWN_MEMBER("the person is no member of the organisation"),
  ALREADY_MEMBER("the person is a member already"),
  UNKNOWN_ROLE("a custom role that the organisation does not have"),
  ROLE_IN_USE("members or invitations have the role (take it from them first)"),
  UNKNOWN_LINK("the link is unknown, was used, or was replaced by a newer one"),
  EXPIRED("the link or offer has expired (ask for a new one)"),
  OTHER_ADDRESS("the link was sent to another address (sign in with that one)"),
  INVITER_GONE("the inviter may not give these roles any more (ask for a new invitation)"),
  NO_OFFER("no ownership is offered to you"),
  UNAVAILABLE("the name is taken, or was given up less than 90 days ago (choose another)"),
  RESERVED("the name is reserved (choose another)"),
  UNKNOWN_NAME("the organisation does not have this name"),
  LAST_SLUG("an organisation keeps at least one slug (take another first)"),
  SLUGS_HELD("20 slugs given up are held for the organisation (take one back, or wait 90 days)"),
  NOT_PROVED("the domain's TXT record was not found (expected: the one of the challenge)"),
  NOT_STAFF("the person does not have this platform role"),
  NOT_LEADING("the assignment is not yours, has ended, or leads no stage"),
  NO_SUCH_STAGE("the stage does not follow (expected: the same, the next, or onboarding again)"),
  LEAD_EXISTS("somebody leads the organisation already (hand over, or end that first)"),
  NOT_INVITED("only specialists are invited (expected: support-specialist, sales-specialist)"),
  TOO_LONG("too long a time, or none (expected: up to 30 days, access up to 8 hours)"),
  NO_REASON("a reason is missing (expected: 10 to 500 characters)"),
  PEOPLE_ONLY("only a person can do this"),
  NO_MAIL("mail cannot be stored here (expected: a key in parley.secrets.keys)"),
  LIMIT("the organisation has as many of them as it may have");

  private final String detail;

  OrganisationRefusal(String detail) {
    this.detail = detail;
  }

  /// In small letters with hyphens. For programs; never changes.
  public String word() {
    return ConstantWord.of(this);
  }

  /// A sentence for people.
  public String detail() {
    return detail;
  }
}
