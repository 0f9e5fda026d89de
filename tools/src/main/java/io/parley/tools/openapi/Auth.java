package io.parley.tools.openapi;

import io.parley.tools.source.Fields;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// How requests prove their sender. Texts may name secrets.
sealed interface Auth {
  /// Nothing is proved.
  record None() implements Auth {}

  /// A header, such as a key or a bearer token.
  record Header(String name, String value) implements Auth {}

  /// A parameter of the query.
  record Query(String name, String value) implements Auth {}

  /// RFC 7617.
  record Basic(String user, String password) implements Auth {}

  /// Client credentials (RFC 6749, section 4.4).
  record OAuth(URI tokenUrl, String clientId, String clientSecret, Optional<String> scope)
      implements Auth {}

  Set<String> KEYS =
      Set.of(
          "kind",
          "name",
          "value",
          "user",
          "password",
          "tokenUrl",
          "clientId",
          "clientSecret",
          "scope");

  /// The kinds.
  enum Kind {
    HEADER,
    QUERY,
    BEARER,
    BASIC,
    OAUTH
  }

  /// @param json empty if the definition has none
  static Auth of(Optional<Fields> json) {
    if (json.isEmpty()) return new None();
    var auth = json.get();
    if (!auth.has("kind")) throw auth.wrong("kind", "header, query, bearer, basic or oauth");
    return switch (auth.choice("kind", Kind.class, Kind.HEADER)) {
      case HEADER -> {
        var name = needed(auth, "name");
        if (!Definition.isHeader(name)) throw auth.wrong("name", "a header's name");
        yield new Header(name, needed(auth, "value"));
      }
      case QUERY -> new Query(needed(auth, "name"), needed(auth, "value"));
      case BEARER -> new Header("Authorization", "Bearer " + needed(auth, "value"));
      case BASIC -> new Basic(needed(auth, "user"), needed(auth, "password"));
      case OAUTH ->
          new OAuth(
              Definition.address(auth, "tokenUrl")
                  .orElseThrow(() -> auth.wrong("tokenUrl", "the address that gives tokens")),
              needed(auth, "clientId"),
              needed(auth, "clientSecret"),
              auth.text("scope"));
    };
  }

  private static String needed(Fields auth, String key) {
    return auth.text(key).orElseThrow(() -> auth.wrong(key, "a text"));
  }
}
