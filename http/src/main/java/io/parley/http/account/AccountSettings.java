package io.parley.http.account;

import com.typesafe.config.Config;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// How often strangers use the endpoints of accounts: `parley.http.accounts`. Nodes of a cluster
/// divide the limits.
///
/// @param mails requests that may send a mail: sign-ups and forgotten passwords
/// @param requests sign-ins, renewals and uses of links
/// @param addressesMax how many addresses are counted; the one quiet for longest is forgotten first
public record AccountSettings(VisitorLimit mails, VisitorLimit requests, int addressesMax) {
  private static final String KEY = "parley.http.accounts.";

  public AccountSettings {
    Expect.positive(KEY + "addresses-max", addressesMax);
  }

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static AccountSettings from(Config config) {
    var accounts = config.getConfig("parley.http.accounts");
    return new AccountSettings(
        limit(accounts, "mails", positive(accounts, "mails")),
        limit(accounts, "requests", Long.MAX_VALUE),
        accounts.getInt("addresses-max"));
  }

  private static VisitorLimit limit(Config accounts, String what, long all) {
    long perAddress = positive(accounts, what + "-per-address");
    // a larger limit for one address raises its block's as well
    long perBlock = Math.max(perAddress, positive(accounts, what + "-per-block"));
    return new VisitorLimit(perAddress, perBlock, all, window(accounts, what + "-window"));
  }

  private static long positive(Config accounts, String key) {
    int value = accounts.getInt(key);
    Expect.positive(KEY + key, value);
    return value;
  }

  private static Duration window(Config accounts, String key) {
    var window = accounts.getDuration(key);
    Expect.positive(KEY + key, window);
    return window;
  }
}
