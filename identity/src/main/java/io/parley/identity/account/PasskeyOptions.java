package io.parley.identity.account;

import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.person.Person;
import io.parley.identity.passkey.RelyingSite;
import java.util.List;
import java.util.Optional;

/// A browser's instructions for its authenticator. Their text shows nothing of them.
///
/// @param challenge to be signed, in base64url
/// @param cookie by which the browser brings the challenge back
/// @param person who adds a passkey; empty for a sign-in
/// @param known the person's passkeys, which are not made again
public record PasskeyOptions(
    RelyingSite site,
    String challenge,
    String cookie,
    Optional<Person> person,
    List<Passkey> known) {
  public PasskeyOptions {
    known = List.copyOf(known);
  }

  @Override
  public String toString() {
    return "PasskeyOptions[(not shown)]";
  }
}
