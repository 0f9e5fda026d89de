package io.parley.voice.sip.call;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.sip.transport.SipPortSettings;
import io.parley.voice.udp.UdpSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Section `parley.sip`, without its trunks and accounts; see `reference.conf` for what each value
/// does.
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
  public record Limits(int transactionsMax, ConnectionLimits connections, int rate) {
    public Limits {
      Expect.positive(KEY + "transactions-max", transactionsMax);
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
            own.integer("transactions-max"), connections(own), own.integer("strangers-rate")));
  }

  private static ConnectionLimits connections(Section own) {
    for (var key : List.of("connections-max", "connections-per-address"))
      Expect.positive(own.name(key), own.integer(key));
    within(own, "connection-idle", Duration.ofSeconds(10), Duration.ofDays(1));
    within(own, "connection-set-up", Duration.ofSeconds(1), Duration.ofMinutes(1));
    within(own, "connection-keep-alive", Duration.ofSeconds(5), Duration.ofHours(1));
    return new ConnectionLimits(
        own.integer("connections-max"),
        own.integer("connections-per-address"),
        own.duration("connection-idle"),
        own.duration("connection-set-up"),
        own.duration("connection-keep-alive"));
  }

  private static void within(Section own, String key, Duration least, Duration most) {
    Expect.between(own.name(key), own.duration(key), least, most);
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
        limits.connections,
        answersStrangers,
        limits.rate);
  }
}
