package io.parley.identity.account;

import io.parley.core.person.PersonId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Challenges of passkeys (WebAuthn, 13.4.3). One is in the cookie of the browser that asked for
/// it, with its end and, for a new passkey, the person who proved itself, under a code
/// (HMAC-SHA-256): a stranger who asks for many costs the store nothing. That it counts once is the
/// store's to know. Thread safe.
public final class Challenges {
  /// A browser's dialogue takes no longer.
  public static final Duration LASTS = Duration.ofMinutes(5);

  private static final String LABEL = "parley passkey challenge";
  private static final String NOBODY = "-";
  private static final int BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "(([A-Za-z0-9_-]{43})\\.(\\d{1,12})\\.([0-9a-f-]{1,36}))\\.([A-Za-z0-9_-]{43})");

  private final DerivedKeys keys;
  private final SecureRandom random;

  private Challenges(DerivedKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// @param secretsKeys as in the setting `parley.secrets.keys`; see [DerivedKeys]
  public static Challenges of(String secretsKeys, SecureRandom random) {
    return new Challenges(DerivedKeys.of(secretsKeys, LABEL), random);
  }

  /// A challenge that was given out.
  ///
  /// @param text 256 random bits in base64url
  record Challenge(String text, Instant expiresAt) {}

  /// One for a browser.
  ///
  /// @param cookie by which it comes back
  record Given(String challenge, String cookie) {
    @Override
    public String toString() {
      return "Given[(not shown)]";
    }
  }

  /// @param person who adds a passkey; empty for a sign-in
  Given give(Optional<PersonId> person, Instant now) {
    var made = new byte[BYTES];
    random.nextBytes(made);
    var challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(made);
    // digits of every locale but these are unknown to the pattern
    var text =
        String.format(
            Locale.ROOT, "%s.%d.%s", challenge, now.plus(LASTS).getEpochSecond(), subject(person));
    return new Given(challenge, text + "." + keys.code(text));
  }

  /// The challenge of a browser.
  ///
  /// @param cookie as it was sent
  /// @param person that it must have been given out for; empty for a sign-in
  /// @return empty for any other text, and after its end
  Optional<Challenge> open(Optional<String> cookie, Optional<PersonId> person, Instant now) {
    return cookie
        .map(FORM::matcher)
        .filter(
            parts ->
                parts.matches()
                    && keys.isCode(parts.group(5), parts.group(1))
                    && parts.group(4).equals(subject(person)))
        .map(
            parts ->
                new Challenge(
                    parts.group(2), Instant.ofEpochSecond(Long.parseLong(parts.group(3)))))
        .filter(challenge -> now.isBefore(challenge.expiresAt()));
  }

  private static String subject(Optional<PersonId> person) {
    return person.map(PersonId::toString).orElse(NOBODY);
  }
}
