package io.parley.voice.sip.trunk;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.trunk.OwnTrunk;
import io.parley.outbound.setting.Section;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `parley.sip.own-trunks-max`, and those of `parley.sip.trunk-defaults` that hold for trunks of
/// organisations, too.
///
/// @param max trunks of all organisations that a node works with; 0: none
/// @param algorithms with which passwords may be proved
/// @param expires of registrations
/// @param checkEvery interval of OPTIONS, by the node that registers
public record OwnTrunkSettings(
    int max,
    Duration patience,
    boolean srtp,
    List<DigestAlgorithm> algorithms,
    Duration expires,
    Trunk.Limits limits,
    Duration checkEvery) {
  private static final int MAX = 10_000;
  private static final String DEFAULTS = "parley.sip.trunk-defaults.";

  public OwnTrunkSettings {
    algorithms = List.copyOf(algorithms);
    Expect.between("parley.sip.own-trunks-max", max, 0, MAX);
    Expect.between(DEFAULTS + "patience", patience, Duration.ofSeconds(1), Duration.ofSeconds(32));
    Expect.between(DEFAULTS + "expires", expires, Duration.ofMinutes(1), Duration.ofDays(1));
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static OwnTrunkSettings from(Config root) {
    var sip = Section.of(root, "parley.sip");
    var defaults = sip.section("trunk-defaults");
    return new OwnTrunkSettings(
        sip.integer("own-trunks-max"),
        defaults.duration("patience"),
        defaults.flag("srtp"),
        TrunkSettings.algorithms(defaults),
        defaults.duration("expires"),
        TrunkSettings.limits(defaults),
        TrunkSettings.checkEvery(defaults));
  }

  /// A trunk of an organisation.
  ///
  /// @param name unique among all trunks, for logs
  /// @param registers whether it does on this node
  public Trunk trunk(String name, OwnTrunk own, String password, OwnLine line, boolean registers) {
    var host = HostPort.parse("host", own.host());
    var account =
        new Trunk.Account(own.user(), own.login().orElse(own.user()), password, algorithms);
    return new Trunk(
        name,
        List.of(),
        Optional.of(
            new Trunk.Target(
                host,
                transport(own.transport()),
                "/",
                Optional.empty(),
                List.of(),
                patience,
                srtp)),
        Optional.of(account),
        registers ? Optional.of(new Trunk.Registration(host, expires)) : Optional.empty(),
        limits,
        registers ? checkEvery : Duration.ZERO,
        false,
        Optional.of(line));
  }

  private static Optional<Transport> transport(OwnTrunk.Transport transport) {
    return switch (transport) {
      case DNS -> Optional.empty();
      case UDP -> Optional.of(Transport.UDP);
      case TCP -> Optional.of(Transport.TCP);
      case TLS -> Optional.of(Transport.TLS);
    };
  }
}
