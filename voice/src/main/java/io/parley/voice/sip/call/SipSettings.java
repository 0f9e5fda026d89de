package io.parley.voice.sip.call;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.SipPortSettings;
import io.parley.voice.udp.UdpSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Section `parley.sip`, without its trunks; see `reference.conf` for what each value does.
///
/// @param enabled whether there is a port
/// @param bind of UDP and TCP; port 0 takes a free one
/// @param publicAddress that others see, if it is another one
/// @param codecs the best first
/// @param thisMachine whether telephones of this machine may call without a trunk
public record SipSettings(
    boolean enabled,
    InetSocketAddress bind,
    Optional<InetAddress> publicAddress,
    List<SoundCodec> codecs,
    boolean thisMachine,
    Limits limits) {
  private static final String KEY = "parley.sip.";
  private static final String AUTO = "auto";

  /// See [SipPortSettings].
  public record Limits(int transactionsMax, int connectionsMax, Duration idle, int rate) {
    public Limits {
      Expect.positive(KEY + "transactions-max", transactionsMax);
      Expect.positive(KEY + "connections-max", connectionsMax);
      Expect.between(KEY + "connection-idle", idle, Duration.ofSeconds(10), Duration.ofDays(1));
      Expect.between(KEY + "strangers-rate", rate, 1, 10_000);
    }
  }

  public SipSettings {
    codecs = List.copyOf(codecs);
    if (codecs.isEmpty()) throw Expect.wrong(KEY + "codecs", "none", "one or more");
    if (new HashSet<>(codecs).size() < codecs.size())
      throw Expect.wrong(KEY + "codecs", codecs, "each codec once");
  }

  /// @param root the whole configuration
  /// @param production in which `auto` is off
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static SipSettings from(Config root, boolean production) {
    var own = Section.of(root, "parley.sip");
    return new SipSettings(
        isOn(own, "enabled", production),
        new InetSocketAddress(address(own, "host", own.word("host")), port(own)),
        own.wordIfAny("public-address").map(text -> address(own, "public-address", text)),
        own.texts("codecs").stream().map(name -> codec(own, name)).toList(),
        isOn(own, "this-machine", production),
        new Limits(
            own.integer("transactions-max"),
            own.integer("connections-max"),
            own.duration("connection-idle"),
            own.integer("strangers-rate")));
  }

  /// @throws IllegalArgumentException when telephones that reach this port would not reach the
  ///   ports of sound
  public void checkAgainst(UdpSettings sound) {
    var address = sound.ports().bindAddress();
    if (enabled && !bind.getAddress().isLoopbackAddress() && address.isLoopbackAddress())
      throw Expect.wrong(
          "parley.voice.rtp.bind-address",
          address.getHostAddress(),
          "an address that the telephones of parley.sip.host reach, such as 0.0.0.0");
  }

  private static boolean isOn(Section own, String key, boolean production) {
    var word = own.word(key);
    return switch (word) {
      case AUTO -> !production;
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw Expect.wrong(own.name(key), word, "on, off or auto");
    };
  }

  private static int port(Section own) {
    int port = own.integer("port");
    Expect.port(own.name("port"), port);
    return port;
  }

  private static InetAddress address(Section own, String key, String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw Expect.wrong(own.name(key), text, "an IP address");
    }
  }

  private static SoundCodec codec(Section own, String name) {
    return Arrays.stream(SoundCodec.values())
        .filter(codec -> codec.rtpmap().substring(0, codec.rtpmap().indexOf('/')).equals(name))
        .findFirst()
        .orElseThrow(() -> Expect.wrong(own.name("codecs"), name, "opus, G722, PCMU or PCMA"));
  }

  /// @param answersStrangers whether addresses that may not call get any answer
  public SipPortSettings port(boolean answersStrangers) {
    return new SipPortSettings(
        bind,
        MessageLimits.DEFAULTS,
        TransactionTimes.DEFAULTS,
        limits.transactionsMax,
        limits.connectionsMax,
        limits.idle,
        answersStrangers,
        limits.rate);
  }
}
