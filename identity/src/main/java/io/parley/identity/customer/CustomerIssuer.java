package io.parley.identity.customer;

import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.identity.jws.VerificationKey;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// An organisation's registration of the tokens of its backend.
///
/// @param issuer their `iss`; @param audience that their `aud` has to contain
public record CustomerIssuer(
    TenantId organisation, String issuer, String audience, KeySource keys) {
  private static final int TEXT_MAX = 512;
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public CustomerIssuer {
    Expect.notBlank("issuer", issuer);
    Expect.between("length of the issuer", issuer.length(), 1, TEXT_MAX);
    Expect.notBlank("audience", audience);
    Expect.between("length of the audience", audience.length(), 1, TEXT_MAX);
  }

  /// Where the keys come from.
  public sealed interface KeySource {}

  /// Keys that were entered: public ones, or one that both sides know.
  public record Registered(List<VerificationKey> keys) implements KeySource {
    /// The most keys of an organisation.
    public static final int KEYS_MAX = 8;

    public Registered {
      keys = List.copyOf(keys);
      Expect.between("number of keys", keys.size(), 1, KEYS_MAX);
    }
  }

  /// A shared key that this node cannot decrypt: a token may be right.
  public record Locked() implements KeySource {}

  /// The address of a JSON Web Key Set: https, or http to this machine for development. It has no
  /// user and password, which lists and the trail would show, and with which nothing is fetched.
  public record Published(URI address) implements KeySource {
    public Published {
      boolean isSafe =
          "https".equals(address.getScheme())
              || ("http".equals(address.getScheme())
                  && address.getHost() != null
                  && THIS_MACHINE.contains(address.getHost()));
      Expect.that(
          "address of the keys",
          isSafe && address.getRawUserInfo() == null,
          "https://host/path, without a user");
    }
  }
}
