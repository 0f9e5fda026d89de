package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.person.Person;
import io.parley.core.setting.Expect;
import io.parley.http.account.AccountSettings;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.key.KeyTerms;
import io.parley.identity.refresh.RefreshTerms;
import io.parley.identity.token.AccessTokenTerms;
import io.parley.mail.smtp.SmtpSettings;
import io.parley.outbound.dns.DnsSettings;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of people's accounts: `parley.accounts`, `parley.auth`, and what they need of others.
/// Explained in `reference.conf`.
///
/// @param enabled whether people can sign in, on a node with a key for secrets
/// @param signUpOpen whether strangers may sign up
/// @param organisationName of the organisation `default`
/// @param access terms of access tokens; @param refresh of refresh tokens; @param keys of those
///   that sign
/// @param limits of strangers' requests
/// @param sharedTokens whether the shared tokens of agents and operators are accepted
/// @param mail the server that takes mail; empty for none
record AccountsSettings(
    boolean enabled,
    boolean signUpOpen,
    String organisationName,
    AccessTokenTerms access,
    RefreshTerms refresh,
    KeyTerms keys,
    DnsSettings dns,
    AccountSettings limits,
    boolean sharedTokens,
    Optional<SmtpSettings> mail) {
  private static final String ROOT = "parley.accounts";
  private static final String SHARED = "parley.auth.shared-tokens";
  private static final String PUBLIC = "parley.http.public-url";

  /// By which the clocks of nodes may differ.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private static final Duration LIFE_MIN = Duration.ofMinutes(1);
  private static final Duration LIFE_MAX = Duration.ofHours(24);
  private static final Duration GRACE_MAX = Duration.ofMinutes(2);

  /// Each node reads the keys more often.
  private static final Duration AHEAD_MIN = Duration.ofMinutes(10);

  /// Of tokens for this program, whatever its address is.
  private static final String AUDIENCE = "parley";

  /// Without a public address. The same on all nodes.
  private static final String ISSUER = "urn:parley";

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  static AccountsSettings from(Config config) {
    var own = Section.of(config, ROOT);
    boolean production = ServerSettings.from(config).production();
    var publicAddress = PublicAddress.from(config).configured();
    var mail = SmtpSettings.from(config);
    if (production && mail.isPresent() && publicAddress.isEmpty())
      throw Expect.wrong(
          PUBLIC,
          "''",
          "the address that links in mails begin with, because parley.mail.host is set");
    boolean enabled = own.flag("enabled");
    boolean sharedTokens = config.getBoolean(SHARED);
    if (!sharedTokens && !enabled)
      throw Expect.wrong(SHARED, "off", "on, because parley.accounts.enabled is off");
    if (!sharedTokens && SecretKeyring.isMissing(config))
      throw Expect.wrong(
          SecretKeyring.KEYS, "''", "id:key, because parley.auth.shared-tokens is off");
    var access = access(own, publicAddress);
    return new AccountsSettings(
        enabled,
        isSignUpOpen(own, production, mail),
        organisationName(own),
        access,
        refresh(own),
        keys(own, access.life()),
        DnsSettings.from(own.section("dns")),
        AccountSettings.from(config),
        sharedTokens,
        mail);
  }

  private static boolean isSignUpOpen(
      Section own, boolean production, Optional<SmtpSettings> mail) {
    var word = own.word("sign-up");
    Expect.oneOf(own.name("sign-up"), word, List.of("closed", "open"));
    boolean isOpen = word.equals("open");
    if (isOpen && production && mail.isEmpty())
      throw Expect.wrong(
          own.name("sign-up"),
          word,
          "closed, or parley.mail.host: a link in a mail proves an address");
    return isOpen;
  }

  private static String organisationName(Section own) {
    var name = own.text("organisation-name");
    Expect.that(
        own.name("organisation-name"), Person.isName(name), "1 to 100 characters on one line");
    return name;
  }

  private static AccessTokenTerms access(Section own, Optional<URI> publicAddress) {
    var life = own.duration("access-token.life");
    Expect.between(own.name("access-token.life"), life, LIFE_MIN, LIFE_MAX);
    return new AccessTokenTerms(
        publicAddress.map(URI::toString).orElse(ISSUER), AUDIENCE, life, SKEW);
  }

  private static RefreshTerms refresh(Section own) {
    var idle = own.duration("refresh.idle");
    var absolute = own.duration("refresh.absolute");
    var grace = own.duration("refresh.grace");
    Expect.positive(own.name("refresh.idle"), idle);
    Expect.atLeast(own.name("refresh.absolute"), absolute, own.name("refresh.idle"), idle);
    Expect.between(own.name("refresh.grace"), grace, Duration.ZERO, GRACE_MAX);
    Expect.less(own.name("refresh.grace"), grace, own.name("refresh.idle"), idle);
    return new RefreshTerms(absolute, idle, grace);
  }

  private static KeyTerms keys(Section own, Duration tokenLife) {
    var word = own.word("keys.algorithm");
    Expect.oneOf(own.name("keys.algorithm"), word, List.of("eddsa", "rs256"));
    var period = own.duration("keys.period");
    var ahead = own.duration("keys.ahead");
    if (ahead.compareTo(AHEAD_MIN) < 0) throw Expect.wrong(own.name("keys.ahead"), ahead, "≥ 10m");
    Expect.less(own.name("keys.ahead"), ahead, own.name("keys.period"), period);
    return new KeyTerms(
        word.equals("rs256") ? JwsAlgorithm.RS256 : JwsAlgorithm.EDDSA,
        period,
        ahead,
        tokenLife,
        SKEW);
  }
}
