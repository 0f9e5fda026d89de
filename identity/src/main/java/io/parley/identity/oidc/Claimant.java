package io.parley.identity.oidc;

import io.parley.core.mail.NewMail;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.text.Unicode;
import java.util.Map;
import java.util.Optional;

/// A person as a provider describes them.
///
/// @param subject the provider's id of the person, never given to another
/// @param address that the provider vouches for
/// @param name to show; the local part of the address if the provider names none
/// @param language in which the person reads, a tag of BCP 47 in small letters
record Claimant(String subject, EmailAddress address, String name, Optional<String> language) {
  private static final String ADDRESS = "email";

  /// Whether claims say anything about the address. Those of an ID token need not (Core 1.0,
  /// section 5.4): then the provider is asked.
  static boolean isNamedBy(Map<String, Object> claims) {
    return claims.containsKey(ADDRESS);
  }

  /// @throws OidcFailure if there is no address, or the provider does not vouch for it
  static Claimant of(String subject, Map<String, Object> claims) throws OidcFailure {
    // a text "true" is none: the claim is of type boolean (section 5.1)
    boolean isVerified = Boolean.TRUE.equals(claims.get("email_verified"));
    var address =
        claims.get(ADDRESS) instanceof String text
            ? EmailAddress.of(text)
            : Optional.<EmailAddress>empty();
    if (address.isEmpty() || !isVerified)
      throw new OidcFailure(
          OidcRefusal.EMAIL_UNVERIFIED, "it names no verified address (email, email_verified)");
    var name =
        claims.get("name") instanceof String text && Person.isName(text)
            ? text
            : local(address.get());
    return new Claimant(subject, address.get(), name, language(claims));
  }

  /// Some providers write `en_US` (Core 1.0, section 5.1). One of another form is ignored.
  private static Optional<String> language(Map<String, Object> claims) {
    return claims.get("locale") instanceof String text
        ? Optional.of(text.replace('_', '-')).filter(NewMail::isLanguage).map(Unicode::small)
        : Optional.empty();
  }

  private static String local(EmailAddress address) {
    return address.text().substring(0, address.text().lastIndexOf('@'));
  }

  /// Personal data: not for logs.
  @Override
  public String toString() {
    return "Claimant[(not shown)]";
  }
}
