package io.parley.voice.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.voice.stream.MediaFormat.Encoding;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Frames of Twilio Media Streams and of Telnyx media streaming: JSON texts with sound in base64.
/// The two differ in names. Neither promises the order of frames in every case: sound is ordered by
/// its chunk number. Sources: Twilio, "Media Streams - WebSocket messages"; Telnyx, "Stream call
/// media over WebSocket".
public final class JsonFrames implements StreamFrames {
  private static final int TEXT_BYTES_MAX = 64 * 1024;
  private static final int ID_MAX = 256;
  private static final int PARAMETER_MAX = 4_096;
  private static final int NAME_MAX = 256;

  /// 1 s of sound in the widest format, in base64.
  private static final int PAYLOAD_MAX = 65_536;

  private static final String KEYS = "0123456789*#ABCD";

  /// The names in which the protocols differ.
  private enum Dialect {
    TWILIO("streamSid", "callSid", "mediaFormat", "sampleRate", "customParameters"),
    TELNYX("stream_id", "call_control_id", "media_format", "sample_rate", "custom_parameters");

    private final String stream;
    private final String call;
    private final String format;
    private final String rate;
    private final String parameters;

    Dialect(String stream, String call, String format, String rate, String parameters) {
      this.stream = stream;
      this.call = call;
      this.format = format;
      this.rate = rate;
      this.parameters = parameters;
    }
  }

  private final Dialect dialect;
  private volatile String stream = "";

  private JsonFrames(Dialect dialect) {
    this.dialect = dialect;
  }

  /// Of a stream by Twilio.
  public static JsonFrames ofTwilio() {
    return new JsonFrames(Dialect.TWILIO);
  }

  /// Of a stream by Telnyx.
  public static JsonFrames ofTelnyx() {
    return new JsonFrames(Dialect.TELNYX);
  }

  @Override
  public String provider() {
    return dialect.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean outlivesSocket() {
    return dialect == Dialect.TELNYX;
  }

  @Override
  public StreamEvent read(String text) {
    var frame = WireObject.read(text);
    var event = frame.text("event", NAME_MAX);
    if (event.equals("start")) return started(frame);
    if (stream.isEmpty()) {
      if (event.equals("connected")) return new StreamEvent.Other();
      throw new MalformedFrame("a frame before the stream's start (expected: start)");
    }
    var of = frame.textIfAny(dialect.stream, ID_MAX);
    if (of.isPresent() && !of.get().equals(stream))
      throw new MalformedFrame("a frame of another stream (expected: the one that started)");
    return switch (event) {
      case "media" -> media(frame.object("media"));
      case "dtmf" -> pressed(frame.object("dtmf"));
      case "mark" -> new StreamEvent.Marked(frame.object("mark").text("name", NAME_MAX));
      case "stop" -> new StreamEvent.Stopped();
      case "error" -> new StreamEvent.Troubled();
      default -> new StreamEvent.Other();
    };
  }

  private StreamEvent started(WireObject frame) {
    if (!stream.isEmpty())
      throw new MalformedFrame("a second start (expected: one for each stream)");
    var start = frame.object("start");
    var id = frame.textIfAny(dialect.stream, ID_MAX);
    stream = id.isPresent() ? id.get() : start.text(dialect.stream, ID_MAX);
    var call = start.text(dialect.call, ID_MAX);
    return new StreamEvent.Started(
        call,
        format(start.object(dialect.format)),
        Map.copyOf(start.texts(dialect.parameters, PARAMETER_MAX)));
  }

  private MediaFormat format(WireObject told) {
    long rate = told.number(dialect.rate);
    long channels = told.numberIfAny("channels").orElse(1L);
    var encoding = encoding(told.text("encoding", NAME_MAX));
    boolean isTelephone =
        dialect == Dialect.TELNYX || encoding.equals(Optional.of(Encoding.MU_LAW));
    if (encoding.isEmpty() || channels != 1 || !isTelephone)
      throw new MalformedFrame("a media format that was not asked for (expected: one channel)");
    try {
      return new MediaFormat(encoding.get(), Math.toIntExact(rate));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedFrame("a sample rate that was not asked for (expected: 8000 or 16000)");
    }
  }

  private static Optional<Encoding> encoding(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "AUDIO/X-MULAW", "PCMU" -> Optional.of(Encoding.MU_LAW);
      case "PCMA" -> Optional.of(Encoding.A_LAW);
      case "L16" -> Optional.of(Encoding.L16);
      default -> Optional.empty();
    };
  }

  /// Sound that we play comes back as a track of its own where both are asked for.
  private static StreamEvent media(WireObject media) {
    if (media
        .textIfAny("track", NAME_MAX)
        .filter(track -> track.startsWith("outbound"))
        .isPresent()) return new StreamEvent.Other();
    try {
      var payload = Base64.getDecoder().decode(media.text("payload", PAYLOAD_MAX));
      return new StreamEvent.Media(media.number("chunk"), payload);
    } catch (IllegalArgumentException e) {
      throw new MalformedFrame("media.payload (expected: base64)");
    }
  }

  private static StreamEvent pressed(WireObject dtmf) {
    var key = dtmf.text("digit", NAME_MAX).toUpperCase(Locale.ROOT);
    return key.length() == 1 && KEYS.contains(key)
        ? new StreamEvent.Pressed(key.charAt(0), Duration.ZERO)
        : new StreamEvent.Other();
  }

  @Override
  public StreamEvent read(byte[] bytes) {
    throw new MalformedFrame("a binary frame (expected: JSON texts)");
  }

  @Override
  public Frame media(byte[] payload) {
    var json = frame("media");
    json.putObject("media").put("payload", Base64.getEncoder().encodeToString(payload));
    return text(json);
  }

  @Override
  public Frame mark(String name) {
    var json = frame("mark");
    json.putObject("mark").put("name", name);
    return text(json);
  }

  @Override
  public Frame clear() {
    return text(frame("clear"));
  }

  private ObjectNode frame(String event) {
    var json = WireObject.create().put("event", event);
    return dialect == Dialect.TWILIO ? json.put(dialect.stream, stream) : json;
  }

  private static Frame text(ObjectNode json) {
    return new Frame.Text(json.toString());
  }

  @Override
  public int textBytesMax() {
    return TEXT_BYTES_MAX + PAYLOAD_MAX;
  }

  @Override
  public int binaryBytesMax() {
    return 0;
  }
}
