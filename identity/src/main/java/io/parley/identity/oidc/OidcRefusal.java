package io.parley.identity.oidc;

import io.parley.core.text.ConstantWord;

/// Why a sign-in at a provider came to nothing. The words are shown to people, and say nothing
/// about accounts.
public enum OidcRefusal {
  /// No such sign-in is under way: it took too long, or was finished before.
  SIGN_IN_EXPIRED,
  /// Another browser began it, or this one began another since.
  OTHER_BROWSER,
  /// The answer is not the one of the provider that was asked.
  OTHER_PROVIDER,
  /// The provider said no, or its person did.
  PROVIDER_REFUSED,
  /// The provider does not answer, or not as OpenID Connect wants.
  PROVIDER_UNREACHABLE,
  /// The ID token does not prove anything to us.
  TOKEN_WRONG,
  /// The provider names no address, or does not vouch for it.
  EMAIL_UNVERIFIED,
  /// The address is of a domain that the provider does not speak for.
  FOREIGN_DOMAIN,
  /// The person is no member, and the provider admits nobody, or the organisation takes nobody in.
  NOT_ADMITTED,
  /// The member may do more than the provider's author might.
  BEYOND_AUTHOR,
  /// The member is another subject of the provider already: the address was given to somebody else.
  OTHER_SUBJECT,
  /// Too many sign-ins are under way.
  BUSY,
  /// This installation has no key to encrypt them with.
  NO_KEY;

  /// In small letters with hyphens. For programs; never changes.
  public String word() {
    return ConstantWord.of(this);
  }
}
