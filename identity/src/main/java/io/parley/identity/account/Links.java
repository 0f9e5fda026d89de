package io.parley.identity.account;

import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.Slug;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Sign-up, and the links of mails: claims and invitations. Thread safe.
public final class Links {
  Links() {}

  /// Makes an organisation, and sends a link that proves the address.
  ///
  /// @param name of the person
  /// @param organisation its name
  /// @param language of the mail, a tag of BCP 47
  public CompletionStage<SignUpOutcome> signUp(
      String name,
      EmailAddress address,
      String organisation,
      Slug slug,
      String language,
      Place place,
      Instant now) {
    throw new UnsupportedOperationException();
  }

  /// @return empty if the link is unknown, was used, or has expired
  public CompletionStage<Optional<LinkView>> look(String token, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Uses a link, and signs its holder in. A person who has a password must give it, and a code
  /// where the account has a second factor; all others set one.
  ///
  /// @param name of a new person; if none is given, the one of the sign-up, or a part of the
  ///   address
  /// @param address where the link does not name one
  public CompletionStage<AcceptOutcome> accept(
      String token,
      Optional<String> name,
      Optional<EmailAddress> address,
      Optional<String> password,
      Optional<String> code,
      Place place,
      Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Uses a link for somebody who is signed in.
  public CompletionStage<Outcome> acceptAs(
      PersonId person, String token, Place place, Instant now) {
    throw new UnsupportedOperationException();
  }
}
