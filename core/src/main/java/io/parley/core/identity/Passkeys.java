package io.parley.core.identity;

import io.parley.core.organisation.TokenHash;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.setting.Expect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Stores people's passkeys (WebAuthn, level 2), and the challenges that have counted. Both belong
/// to the person and so to no tenant. Thread safe.
public interface Passkeys {
  /// The most that a person has.
  int COUNT_MAX = 20;

  /// A public key, with which its holder signs in.
  ///
  /// @param id of the credential, base64url without padding: at most 1,023 bytes
  /// @param publicKey a COSE_Key (RFC 9052), base64url without padding
  /// @param signCount the authenticator's counter at the last use; 0 for those that do not count
  /// @param name by which its person knows it
  /// @param transports words of the browser, such as `usb` and `internal`
  /// @param usedAt the last sign-in by it
  record Passkey(
      String id,
      PersonId person,
      String publicKey,
      long signCount,
      String name,
      List<String> transports,
      Instant createdAt,
      Optional<Instant> usedAt) {
    /// Of 1,023 bytes.
    private static final int ID_MAX = 1_364;

    private static final int TRANSPORTS_MAX = 8;
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern TRANSPORT = Pattern.compile("[a-z-]{1,20}");

    public Passkey {
      Expect.that("id of a passkey", isId(id), "1 to 1,023 bytes in base64url");
      Expect.that(
          "public key of a passkey", BASE64URL.matcher(publicKey).matches(), "a text in base64url");
      Expect.that("sign count of a passkey", signCount >= 0, "at least 0");
      Expect.that("name of a passkey", isName(name), "1 to 100 characters on one line");
      Expect.that(
          "transports of a passkey",
          transports.size() <= TRANSPORTS_MAX
              && transports.stream().allMatch(each -> TRANSPORT.matcher(each).matches()),
          "at most 8 words in small letters");
      transports = List.copyOf(transports);
    }

    /// Whether it can be the id of a passkey.
    public static boolean isId(String text) {
      return text.length() <= ID_MAX && BASE64URL.matcher(text).matches();
    }

    /// Whether it can be the name of a passkey: by the rules of a person's name.
    public static boolean isName(String text) {
      return Person.isName(text);
    }

    /// Without key and name, for logs.
    @Override
    public String toString() {
      return "Passkey[of %s]".formatted(person);
    }
  }

  /// The outcome of adding one.
  enum Added {
    /// It is stored.
    DONE,
    /// There is one of this id already, whoever has it.
    KNOWN,
    /// The person has [#COUNT_MAX] already.
    TOO_MANY
  }

  CompletionStage<Added> add(Passkey passkey);

  /// A person's, the oldest first.
  CompletionStage<List<Passkey>> list(PersonId person);

  /// The one with this id, of any person.
  CompletionStage<Optional<Passkey>> find(String id);

  /// Notes a sign-in.
  ///
  /// @param read as it was found: of two uses that found the same, one with a counter is stored
  /// @param signCount the new counter
  /// @return false if the passkey is gone, or another use was first
  CompletionStage<Boolean> use(Passkey read, long signCount, Instant at);

  /// @return false if the person has none of this id
  CompletionStage<Boolean> rename(PersonId person, String id, String name);

  /// @return false if the person has none of this id
  CompletionStage<Boolean> remove(PersonId person, String id);

  /// Notes that a challenge has counted.
  ///
  /// @param expiresAt from then on nobody accepts it, and it may be forgotten
  /// @return false if it had counted already: of two uses at the same time one gets true
  CompletionStage<Boolean> count(TokenHash challenge, Instant expiresAt);

  /// Forgets challenges that have expired.
  ///
  /// @return how many
  CompletionStage<Integer> forget(Instant now);
}
