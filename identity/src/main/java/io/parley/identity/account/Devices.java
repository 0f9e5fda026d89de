package io.parley.identity.account;

import io.parley.core.person.EmailAddress;
import io.parley.core.text.RandomText;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Cookies by which a browser is known to have signed in before (after OWASP's device cookies). One
/// has the random id of the browser, and for each account that signed in there a code
/// (HMAC-SHA-256) over the id and the account's address. It signs nobody in: it gives the browser
/// counters of its own for wrong passwords, and spares its person a notice. Nothing is stored.
/// Thread safe.
public final class Devices {
  /// A browser knows the accounts that signed in last.
  static final int ACCOUNTS_MAX = 5;

  private static final String LABEL = "parley device cookie";
  private static final int ID_BYTES = 16;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]{22})((?:\\.[A-Za-z0-9_-]{43}){1," + ACCOUNTS_MAX + "})");

  private final DerivedKeys keys;
  private final SecureRandom random;

  private Devices(DerivedKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// @param secretsKeys as in the setting `parley.secrets.keys`; see [DerivedKeys]
  public static Devices of(String secretsKeys, SecureRandom random) {
    return new Devices(DerivedKeys.of(secretsKeys, LABEL), random);
  }

  /// The id of a browser that this account signed in from.
  ///
  /// @param cookie as it was sent
  /// @return empty for any other text
  Optional<String> known(Optional<String> cookie, EmailAddress account) {
    return cookie
        .map(FORM::matcher)
        .filter(parts -> parts.matches() && isKnown(parts.group(1), codes(parts.group(2)), account))
        .map(parts -> parts.group(1));
  }

  private boolean isKnown(String id, List<String> codes, EmailAddress account) {
    boolean isKnown = false;
    for (var code : codes) isKnown |= keys.isCode(code, text(id, account));
    return isKnown;
  }

  /// The cookie after a sign-in: with the browser's id and its other accounts, if it sent some.
  String after(Optional<String> cookie, EmailAddress account) {
    var parts = FORM.matcher(cookie.orElse(""));
    boolean isCookie = parts.matches();
    var id = isCookie ? parts.group(1) : newId();
    var codes = new ArrayList<String>();
    codes.add(keys.code(text(id, account)));
    if (isCookie)
      codes(parts.group(2)).stream()
          .filter(code -> !isKnown(id, List.of(code), account))
          .limit(ACCOUNTS_MAX - 1L)
          .forEach(codes::add);
    return id + "." + String.join(".", codes);
  }

  private static List<String> codes(String text) {
    return List.of(text.substring(1).split("\\.", -1));
  }

  private String newId() {
    return RandomText.of(ID_BYTES, random);
  }

  private static String text(String id, EmailAddress account) {
    // the id has one length, so no two pairs have the same text
    return id + account.text();
  }
}
