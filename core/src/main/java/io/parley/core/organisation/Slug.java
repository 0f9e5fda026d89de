package io.parley.core.organisation;

import io.parley.core.setting.Expect;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/// A short name of an organisation for addresses: a label of a host's name (RFC 1123), 3 to 40
/// small letters, digits and single hyphens, a letter first. It leads to one organisation, and for
/// 90 days after that gave it up to no other one: old links must not lead to strangers.
public record Slug(String value) implements Comparable<Slug> {
  /// How long a slug leads to nobody after it was released.
  public static final Duration HELD = Duration.ofDays(90);

  /// The most slugs of one organisation.
  public static final int COUNT_MAX = 5;

  /// The most slugs that an organisation gave up and that are kept from others: more would let one
  /// organisation block names that it does not use.
  public static final int HELD_MAX = 20;

  private static final int LENGTH_MIN = 3;
  private static final int LENGTH_MAX = 40;
  private static final Pattern FORM = Pattern.compile("[a-z](?:-?[a-z0-9])++");

  /// Names that addresses of the installation itself may have, and those that pass for its staff.
  private static final Set<String> RESERVED =
      Set.of(
          "about",
          "abuse",
          "account",
          "accounts",
          "admin",
          "administrator",
          "api",
          "app",
          "apps",
          "assets",
          "auth",
          "autoconfig",
          "autodiscover",
          "billing",
          "blog",
          "cdn",
          "config",
          "console",
          "dashboard",
          "default",
          "demo",
          "dev",
          "dns",
          "docs",
          "download",
          "email",
          "events",
          "example",
          "feedback",
          "files",
          "ftp",
          "git",
          "health",
          "help",
          "helpdesk",
          "home",
          "host",
          "hostmaster",
          "imap",
          "info",
          "internal",
          "invite",
          "jobs",
          "legal",
          "live",
          "localhost",
          "login",
          "logout",
          "mail",
          "mailer-daemon",
          "manage",
          "management",
          "media",
          "metrics",
          "mobile",
          "news",
          "noc",
          "none",
          "null",
          "official",
          "operator",
          "operators",
          "org",
          "organisation",
          "organisations",
          "organization",
          "organizations",
          "owner",
          "parley",
          "pay",
          "payment",
          "payments",
          "platform",
          "pop",
          "postmaster",
          "pricing",
          "privacy",
          "private",
          "public",
          "register",
          "root",
          "sales",
          "saml",
          "scim",
          "security",
          "self",
          "server",
          "settings",
          "setup",
          "sign-in",
          "sign-up",
          "signin",
          "signup",
          "sip",
          "smtp",
          "ssl",
          "sso",
          "staff",
          "staging",
          "static",
          "stats",
          "status",
          "support",
          "sys",
          "sysadmin",
          "system",
          "team",
          "teams",
          "terms",
          "test",
          "testing",
          "undefined",
          "usage",
          "user",
          "users",
          "webhook",
          "webhooks",
          "webmail",
          "webmaster",
          "well-known",
          "widget",
          "wpad",
          "www");

  public Slug {
    Expect.that(
        "slug",
        isValid(value),
        "3 to 40 small letters, digits and single hyphens, a letter first, no hyphen last");
  }

  public static boolean isValid(String text) {
    return text.length() >= LENGTH_MIN
        && text.length() <= LENGTH_MAX
        && FORM.matcher(text).matches();
  }

  /// Whether no organisation gets it: a word of the installation's own, and every name in Punycode
  /// (RFC 5890), which may look like another one.
  public boolean isReserved() {
    return RESERVED.contains(value) || value.startsWith("xn-") || value.startsWith("parley-");
  }

  @Override
  public int compareTo(Slug other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
