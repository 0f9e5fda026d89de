package io.parley.core.identity;

import io.parley.core.audit.Act;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Stores the backends of organisations that sign tokens of their customers. A shared key is
/// encrypted as the values of [io.parley.core.secret.Secrets] are. Changes are committed with an
/// entry in the organisation's audit trail. Callers ask the principal first. Thread safe.
public interface CustomerBackends {
  /// The most backends of an organisation: a token is compared with each.
  int COUNT_MAX = 10;

  /// A backend.
  ///
  /// @param name `[a-z0-9-]{1,32}`, unique within the organisation
  /// @param issuer the `iss` of its tokens; once for an audience within the organisation
  /// @param audience that their `aud` has to contain
  record Backend(String name, String issuer, String audience, Keys keys, Claims claims) {
    /// The most characters of an issuer or an audience.
    public static final int TEXT_MAX = 256;

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    public Backend {
      Expect.that("name", isName(name), NAME.pattern());
      Expect.notBlank("issuer", issuer);
      Expect.between("length of the issuer", issuer.length(), 1, TEXT_MAX);
      Expect.notBlank("audience", audience);
      Expect.between("length of the audience", audience.length(), 1, TEXT_MAX);
    }

    public static boolean isName(String text) {
      return NAME.matcher(text).matches();
    }

    /// The same backend with other keys.
    public Backend with(Keys others) {
      return new Backend(name, issuer, audience, others, claims);
    }
  }

  /// The keys that verify its tokens.
  sealed interface Keys {}

  /// The address of a JSON Web Key Set.
  record Published(URI address) implements Keys {}

  /// Public keys, in PEM or as JSON Web Keys.
  record Public(List<String> texts) implements Keys {
    public Public {
      texts = List.copyOf(texts);
    }
  }

  /// A key that both sides know.
  ///
  /// @param secret empty where it is not shown, or this node cannot decrypt it
  record Shared(Optional<String> secret) implements Keys {
    @Override
    public String toString() {
      return "Shared[(not shown)]";
    }
  }

  /// The claims that tell about the customer, as of the settings in `parley.customers`.
  ///
  /// @param metadata claims by the name of the session's metadata
  record Claims(
      String customer,
      Optional<String> name,
      Optional<String> language,
      Map<String, String> metadata) {
    public Claims {
      metadata = Map.copyOf(metadata);
    }
  }

  /// The outcome of a change.
  enum Stored {
    DONE,
    /// The organisation has [#COUNT_MAX] already.
    FULL,
    /// Another backend of the organisation has the issuer and the audience.
    TAKEN,
    /// There are no stored keys that it could keep.
    NO_KEYS,
    /// This installation has no key to encrypt a shared key with.
    LOCKED
  }

  /// Adds a backend, or replaces the one of its name.
  ///
  /// @param backend its keys are not looked at
  /// @param keys empty to keep the stored ones
  /// @param act its author
  CompletionStage<Stored> put(TenantId organisation, Backend backend, Optional<Keys> keys, Act act);

  /// @return false if the organisation has none of this name
  CompletionStage<Boolean> remove(TenantId organisation, String name, Act act);

  /// The backends of an organisation by name, without the values of shared keys.
  CompletionStage<List<Backend>> list(TenantId organisation);

  /// The same with them, for checks of tokens.
  CompletionStage<List<Backend>> open(TenantId organisation);
}
