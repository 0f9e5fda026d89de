package io.parley.voice.sip.trunk;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.guard.Cidr;
import io.parley.outbound.setting.Providers;
import io.parley.outbound.setting.Section;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Malformed;
import io.parley.voice.sip.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sections `parley.sip.trunks`, each over `parley.sip.trunk-defaults`, and
/// `parley.sip.unknown-peer`.
///
/// @param trunks by name
public record TrunkSettings(List<Trunk> trunks, UnknownPeer unknownPeer) {
  static final String KEY = "parley.sip.trunks";
  private static final String HOST = "a name or an address, and a port if need be";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  /// The answer to a call that comes from no trunk.
  public enum UnknownPeer {
    /// 403.
    REFUSE,
    /// Nothing: scanners learn nothing of this port.
    IGNORE
  }

  public TrunkSettings {
    trunks = List.copyOf(trunks);
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static TrunkSettings from(Config root) {
    var sip = Section.of(root, "parley.sip");
    var sections =
        new Providers(sip.section("trunks"), sip.section("trunk-defaults"), Set.<String>of());
    return new TrunkSettings(
        sections.names().stream().sorted().map(name -> trunk(name, sections.named(name))).toList(),
        unknownPeer(sip));
  }

  private static UnknownPeer unknownPeer(Section sip) {
    var key = "unknown-peer";
    return switch (sip.word(key)) {
      case "refuse" -> UnknownPeer.REFUSE;
      case "ignore" -> UnknownPeer.IGNORE;
      default -> throw Expect.wrong(sip.name(key), sip.word(key), "refuse or ignore");
    };
  }

  private static Trunk trunk(String name, Section section) {
    var host = host(section, "host");
    return new Trunk(
        name,
        section.texts("peers").stream().map(text -> peer(section, text)).toList(),
        host.map(target -> target(section, target)),
        section.wordIfAny("user").map(user -> account(section, user)),
        registration(section, host),
        limits(section),
        checkEvery(section),
        section.flag("attests"));
  }

  private static Cidr peer(Section section, String text) {
    try {
      return text.indexOf('/') >= 0
          ? Cidr.of(text)
          : Cidr.of(text + (text.indexOf(':') >= 0 ? "/128" : "/32"));
    } catch (IllegalArgumentException e) {
      throw Expect.wrong(section.name("peers"), text, "addresses such as 192.0.2.1 or 10.0.0.0/8");
    }
  }

  private static Optional<HostPort> host(Section section, String key) {
    return section.wordIfAny(key).map(text -> host(section, key, text));
  }

  private static HostPort host(Section section, String key, String text) {
    try {
      return HostPort.parse(key, text);
    } catch (Malformed e) {
      throw Expect.wrong(section.name(key), text, HOST);
    }
  }

  private static Trunk.Target target(Section section, HostPort host) {
    var patience = section.duration("patience");
    Expect.between(section.name("patience"), patience, SECOND, Duration.ofSeconds(32));
    return new Trunk.Target(
        host,
        transport(section),
        path(section),
        host(section, "outbound-proxy"),
        section.texts("redirects").stream()
            .map(text -> host(section, "redirects", text).host())
            .toList(),
        patience,
        section.flag("srtp"));
  }

  private static Optional<Transport> transport(Section section) {
    return switch (section.word("transport")) {
      case "dns" -> Optional.empty();
      case "udp" -> Optional.of(Transport.UDP);
      case "tcp" -> Optional.of(Transport.TCP);
      case "tls" -> Optional.of(Transport.TLS);
      case "ws" -> Optional.of(Transport.WS);
      case "wss" -> Optional.of(Transport.WSS);
      default ->
          throw Expect.wrong(
              section.name("transport"),
              section.word("transport"),
              "dns, udp, tcp, tls, ws or wss");
    };
  }

  /// It becomes a part of a line of HTTP.
  private static String path(Section section) {
    var path = section.text("path");
    boolean isPath = path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!isPath || path.indexOf('#') >= 0)
      throw Expect.wrong(section.name("path"), path, "a path of a URL such as /ws");
    return path;
  }

  private static Trunk.Account account(Section section, String user) {
    return new Trunk.Account(
        user,
        section.wordIfAny("login").orElse(user),
        section.text("password"),
        algorithms(section));
  }

  /// With which passwords may be proved.
  static List<DigestAlgorithm> algorithms(Section section) {
    return Arrays.stream(DigestAlgorithm.values())
        .filter(each -> each != DigestAlgorithm.MD5 || section.flag("md5"))
        .toList();
  }

  private static Optional<Trunk.Registration> registration(
      Section section, Optional<HostPort> host) {
    if (!section.flag("register")) return Optional.empty();
    var registrar =
        host(section, "registrar")
            .or(() -> host)
            .orElseThrow(() -> Expect.wrong(section.name("registrar"), "nothing", HOST));
    var expires = section.duration("expires");
    Expect.between(section.name("expires"), expires, Duration.ofMinutes(1), DAY);
    return Optional.of(new Trunk.Registration(registrar, expires));
  }

  static Trunk.Limits limits(Section section) {
    for (var key : List.of("calls", "calls-in-per-second", "calls-per-second", "failures"))
      Expect.positive(section.name(key), section.integer(key));
    Expect.between(section.name("pause"), section.duration("pause"), SECOND, DAY);
    return new Trunk.Limits(
        section.integer("priority"),
        section.integer("calls"),
        section.integer("calls-in-per-second"),
        section.integer("calls-per-second"),
        section.integer("failures"),
        section.duration("pause"));
  }

  static Duration checkEvery(Section section) {
    var every = section.duration("check-every");
    if (!every.isZero()) Expect.between(section.name("check-every"), every, SECOND, DAY);
    return every;
  }
}
