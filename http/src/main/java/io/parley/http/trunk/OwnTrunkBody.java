package io.parley.http.trunk;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.core.trunk.OwnTrunk.Transport;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// The body of a request that stores a trunk. Every error names the field and what was expected;
/// none repeats a password.
///
/// @param reaches whether an organisation's trunk may be at this host, as far as that is known
///   before its name is looked up
record OwnTrunkBody(BiPredicate<TenantId, String> reaches) {
  private static final int AGENT_MAX = 64;
  private static final int NUMBER_MAX = 40;
  private static final int TRANSPORT_MAX = 10;

  OwnTrunk trunk(TenantId tenant, Fields fields) {
    fields.only("host", "transport", "user", "login", "password", "numbers", "agent", "language");
    var host = fields.text("host", OwnTrunk.HOST_MAX);
    var transport = transport(fields);
    var user = fields.text("user", OwnTrunk.USER_MAX);
    var login = fields.optionalText("login", OwnTrunk.USER_MAX);
    var numbers = numbers(fields);
    var agent = fields.optionalText("agent", AGENT_MAX);
    var language = fields.optionalText("language", AgentPresentation.LANGUAGE_MAX);
    if (language.filter(tag -> !AgentPresentation.isLanguage(tag)).isPresent())
      throw new Malformed("language of another form (expected: a tag such as de or de-AT)");
    var trunk = made(host, transport, user, login, numbers, agent, language);
    if (!reaches.test(tenant, host))
      throw new Malformed("host is not allowed (expected: a provider with a public address)");
    return trunk;
  }

  private static OwnTrunk made(
      String host,
      Transport transport,
      String user,
      Optional<String> login,
      List<PhoneNumber> numbers,
      Optional<String> agent,
      Optional<String> language) {
    try {
      return new OwnTrunk(host, transport, user, login, numbers, new Answering(agent, language));
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static Transport transport(Fields fields) {
    return switch (fields.optionalText("transport", TRANSPORT_MAX).orElse("dns")) {
      case "dns" -> Transport.DNS;
      case "udp" -> Transport.UDP;
      case "tcp" -> Transport.TCP;
      case "tls" -> Transport.TLS;
      default -> throw new Malformed("transport is unknown (expected: dns, udp, tcp or tls)");
    };
  }

  private static List<PhoneNumber> numbers(Fields fields) {
    try {
      return fields.list("numbers", OwnTrunk.NUMBERS_MAX, NUMBER_MAX).stream()
          .map(PhoneNumber::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new Malformed("numbers: " + e.getMessage());
    }
  }

  static Optional<String> password(Fields fields) {
    var password = fields.optionalText("password", OwnTrunk.PASSWORD_MAX);
    if (password.filter(text -> !OwnTrunk.isPassword(text)).isPresent())
      throw new Malformed("password is of another form (expected: printable ASCII characters)");
    return password;
  }
}
