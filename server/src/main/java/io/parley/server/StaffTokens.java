package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.text.RandomText;
import io.parley.http.token.SigningKey;
import io.parley.http.token.TokenLifetimes;
import io.parley.http.token.TokenSettings;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.embedded.DataDirectory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The configured tokens and keys; in development missing ones are generated. Where shared tokens
/// are refused, the tokens are random ones that nobody knows.
///
/// @param madeUp generated ones by role, which the banner must show because they are known nowhere
///   else
record StaffTokens(TokenSettings settings, Map<String, String> madeUp) {
  /// The id of the key that is kept in the data directory.
  static final String OWN_KEY = "data";

  private static final String AGENT = "parley.tokens.agent";
  private static final String OPERATOR = "parley.tokens.operator";
  private static final String KEYS = "parley.tokens.keys";
  private static final String SHARED = "parley.auth.shared-tokens";
  private static final int BYTES = 24;
  private static final int PRODUCTION_MIN = 16;

  static StaffTokens from(Config config, boolean production, DataDirectory data) {
    // without shared tokens nobody learns those that are accepted
    boolean isShared = config.getBoolean(SHARED);
    var agent = isShared ? config.getString(AGENT) : random();
    var operator = isShared ? config.getString(OPERATOR) : random();
    if (production) {
      strong(AGENT, agent);
      strong(OPERATOR, operator);
      if (config.getString(KEYS).isBlank() && !DatabaseSettings.from(config).embedded())
        throw Expect.wrong(
            KEYS, "''", "id:secret in production, the same on all nodes that share a database");
    }
    var madeUp = new LinkedHashMap<String, String>();
    var settings =
        new TokenSettings(
            keys(config.getString(KEYS), data),
            TokenLifetimes.from(config.getConfig("parley.tokens")),
            agent.isEmpty() ? madeUp("agent", madeUp) : agent,
            operator.isEmpty() ? madeUp("operator", madeUp) : operator);
    return new StaffTokens(settings, madeUp);
  }

  private static String madeUp(String role, Map<String, String> madeUp) {
    madeUp.put(role, random());
    return madeUp.get(role);
  }

  private static List<SigningKey> keys(String text, DataDirectory data) {
    if (text.isBlank()) {
      // one node on one machine: its own key, kept with its data, is as secret as the data
      return List.of(new SigningKey(OWN_KEY, data.secrets().tokenKey()));
    }
    var keys = new ArrayList<SigningKey>();
    for (var pair : text.split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon < 1) throw Expect.wrong(KEYS, "(not shown)", "id:secret, separated by commas");
      var secret = pair.substring(colon + 1).strip().getBytes(StandardCharsets.UTF_8);
      keys.add(new SigningKey(pair.substring(0, colon).strip(), secret));
    }
    return keys;
  }

  private static void strong(String key, String token) {
    if (token.length() < PRODUCTION_MIN)
      throw Expect.wrong(
          key,
          token.isEmpty() ? "''" : "(not shown)",
          "a secret of %d characters or more in production".formatted(PRODUCTION_MIN));
  }

  private static String random() {
    return RandomText.of(BYTES, new SecureRandom());
  }
}
