package io.parley.voice.sip.account;

import com.typesafe.config.Config;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.setting.Providers;
import io.parley.outbound.setting.Section;
import io.parley.voice.sip.digest.DigestAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Sections `parley.sip.accounts`, each over `parley.sip.account-defaults`, and what limits them.
///
/// @param accounts by name
/// @param algorithms by which a password may be proved, the preferred one first
/// @param nonceLife of a challenge
/// @param webSockets whether telephones with accounts may call over WebSockets of the HTTP port
public record AccountSettings(
    List<Account> accounts,
    List<DigestAlgorithm> algorithms,
    Duration nonceLife,
    RegistrationLimits registrations,
    GuessLimits guesses,
    boolean webSockets) {
  private static final int PASSWORD_MIN = 12;
  private static final String NUMBER = "\\+?[0-9]{1,15}";

  public AccountSettings {
    accounts = List.copyOf(accounts);
    algorithms = List.copyOf(algorithms);
    if (algorithms.isEmpty() || new HashSet<>(algorithms).size() < algorithms.size())
      throw Expect.wrong("parley.sip.account-algorithms", algorithms, "one or more, each once");
    if (webSockets && accounts.isEmpty())
      throw Expect.wrong(
          "parley.sip.websocket.enabled", true, "false, or an account in parley.sip.accounts");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static AccountSettings from(Config root) {
    var sip = Section.of(root, "parley.sip");
    var sections =
        new Providers(sip.section("accounts"), sip.section("account-defaults"), Set.<String>of());
    var nonceLife = sip.duration("nonce-life");
    Expect.between(
        sip.name("nonce-life"), nonceLife, Duration.ofSeconds(10), Duration.ofMinutes(60));
    return new AccountSettings(
        sections.names().stream()
            .sorted()
            .map(name -> account(name, sections.named(name)))
            .toList(),
        sip.texts("account-algorithms").stream().map(text -> algorithm(sip, text)).toList(),
        nonceLife,
        RegistrationLimits.from(sip.section("registrations")),
        GuessLimits.from(sip.section("guesses")),
        sip.section("websocket").flag("enabled"));
  }

  private static DigestAlgorithm algorithm(Section sip, String text) {
    return Arrays.stream(DigestAlgorithm.values())
        .filter(each -> each.token().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Expect.wrong(sip.name("account-algorithms"), text, "SHA-512-256, SHA-256 or MD5"));
  }

  private static Account account(String name, Section section) {
    var password = section.text("password");
    Expect.that(
        section.name("password"),
        password.length() >= PASSWORD_MIN,
        "%d characters or more".formatted(PASSWORD_MIN));
    var language = section.wordIfAny("language");
    if (language.filter(tag -> !AgentPresentation.isLanguage(tag)).isPresent())
      throw Expect.wrong(
          section.name("language"), language.get(), "a language such as de or en-GB");
    var number = section.wordIfAny("number");
    if (number.filter(text -> !text.matches(NUMBER)).isPresent())
      throw Expect.wrong(
          section.name("number"), number.get(), "a number such as +493012345, without blanks");
    return new Account(
        name,
        password,
        section.wordIfAny("tenant").map(TenantId::new).orElse(TenantId.DEFAULT),
        section.wordIfAny("agent"),
        language,
        number);
  }
}
