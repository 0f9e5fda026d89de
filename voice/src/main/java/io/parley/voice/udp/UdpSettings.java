package io.parley.voice.udp;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.voice.codec.Opus;
import io.parley.voice.rtp.JitterSettings;
import java.net.InetAddress;
import java.time.Duration;

/// Section `parley.voice.rtp`; see `reference.conf` for what each value does.
///
/// @param ports of all calls, two for each
/// @param packetBytesMax longer ones are dropped
/// @param silenceMax after so long without a packet the other end is gone
/// @param reportEvery how often the other end is told how its sound arrives
/// @param streamsMax streams of sound that may follow each other in a call
/// @param delay how long sound is buffered
/// @param opus who makes Opus: `parley.voice.opus`
public record UdpSettings(
    Ports ports,
    int packetBytesMax,
    Duration silenceMax,
    Duration reportEvery,
    int streamsMax,
    Delay delay,
    Opus opus) {
  private static final String PATH = "parley.voice.rtp.";
  private static final int PORT_MAX = 65_535;

  /// @param min the first port, even; 0 for any that are free; @param max the last one
  public record Ports(InetAddress bindAddress, int min, int max) {
    public Ports {
      Expect.between(PATH + "port-min", min, 0, PORT_MAX - 1);
      if (min % 2 != 0) throw Expect.wrong(PATH + "port-min", min, "an even number");
      Expect.between(PATH + "port-max", max, min == 0 ? 0 : min + 1, PORT_MAX);
    }
  }

  /// The least and the most buffering.
  public record Delay(Duration min, Duration max) {
    public Delay {
      Expect.between(PATH + "delay-min", min, Duration.ZERO, Duration.ofSeconds(1));
      Expect.between(PATH + "delay-max", max, min, Duration.ofSeconds(1));
    }
  }

  public UdpSettings {
    Expect.between(PATH + "packet-bytes-max", packetBytesMax, 576, 65_507);
    Expect.between(PATH + "silence-max", silenceMax, Duration.ofSeconds(1), Duration.ofHours(1));
    Expect.between(
        PATH + "report-every", reportEvery, Duration.ofSeconds(1), Duration.ofMinutes(1));
    Expect.between(PATH + "streams-max", streamsMax, 1, 256);
  }

  /// @param config holds `parley.voice`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static UdpSettings from(Config config) {
    var own = config.getConfig("parley.voice.rtp");
    return new UdpSettings(
        new Ports(address(own), own.getInt("port-min"), own.getInt("port-max")),
        own.getInt("packet-bytes-max"),
        own.getDuration("silence-max"),
        own.getDuration("report-every"),
        own.getInt("streams-max"),
        new Delay(own.getDuration("delay-min"), own.getDuration("delay-max")),
        Opus.from(config));
  }

  private static InetAddress address(Config own) {
    var text = own.getString("bind-address");
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw Expect.wrong(PATH + "bind-address", text, "an IP address");
    }
  }

  JitterSettings jitter(int clockRate) {
    var typical = JitterSettings.typical(clockRate);
    return new JitterSettings(
        clockRate,
        typical.frame(),
        delay.min(),
        delay.max(),
        typical.packets(),
        typical.payloadMax());
  }
}
