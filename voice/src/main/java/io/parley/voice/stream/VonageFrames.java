package io.parley.voice.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.voice.stream.MediaFormat.Encoding;
import java.time.Duration;
import java.util.regex.Pattern;

/// Frames of Vonage's WebSocket endpoint: sound in binary frames, all else in JSON texts. Source:
/// Vonage, "WebSockets in the Voice API".
public final class VonageFrames implements StreamFrames {
  /// Names in the first frame, which has what our answer's `headers` had beside Vonage's own.
  public static final String CALL = "parley-call";

  private static final int TEXT_BYTES_MAX = 16 * 1024;
  private static final int TEXT_MAX = 4_096;

  /// 1 s of 24 kHz.
  private static final int BINARY_BYTES_MAX = 48_000;

  private static final Pattern CONTENT = Pattern.compile("audio/l16; *rate=(8000|16000|24000)");
  private static final String KEYS = "0123456789*#";

  /// Binary frames have no numbers; a WebSocket keeps their order.
  private long chunk;

  private boolean started;

  @Override
  public String provider() {
    return "vonage";
  }

  @Override
  public boolean outlivesSocket() {
    return false;
  }

  @Override
  public StreamEvent read(String text) {
    var frame = WireObject.read(text);
    var event = frame.text("event", TEXT_MAX);
    if (event.equals("websocket:connected")) return started(frame);
    if (!started) throw new MalformedFrame("a frame before websocket:connected");
    return switch (event) {
      case "websocket:dtmf" -> pressed(frame);
      case "websocket:notify" ->
          new StreamEvent.Marked(frame.object("payload").text("name", TEXT_MAX));
      case "websocket:disconnected" -> new StreamEvent.Stopped();
      default -> new StreamEvent.Other();
    };
  }

  private StreamEvent started(WireObject frame) {
    if (started) throw new MalformedFrame("a second websocket:connected (expected: one)");
    var content = CONTENT.matcher(frame.text("content-type", TEXT_MAX));
    if (!content.matches())
      throw new MalformedFrame("content-type (expected: audio/l16;rate=16000, as was asked for)");
    started = true;
    return new StreamEvent.Started(
        frame.text(CALL, TEXT_MAX),
        new MediaFormat(Encoding.L16_LITTLE, Integer.parseInt(content.group(1))),
        frame.texts(TEXT_MAX));
  }

  private static StreamEvent pressed(WireObject frame) {
    var key = frame.text("digit", TEXT_MAX);
    return key.length() == 1 && KEYS.contains(key)
        ? new StreamEvent.Pressed(
            key.charAt(0), Duration.ofMillis(frame.numberIfAny("duration").orElse(0L)))
        : new StreamEvent.Other();
  }

  @Override
  public StreamEvent read(byte[] bytes) {
    if (!started) throw new MalformedFrame("sound before websocket:connected");
    return new StreamEvent.Media(++chunk, bytes);
  }

  @Override
  public Frame media(byte[] payload) {
    return new Frame.Bytes(payload);
  }

  @Override
  public Frame mark(String name) {
    var json = action("notify");
    json.putObject("payload").put("name", name);
    return new Frame.Text(json.toString());
  }

  @Override
  public Frame clear() {
    return new Frame.Text(action("clear").toString());
  }

  private static ObjectNode action(String name) {
    return WireObject.create().put("action", name);
  }

  @Override
  public int textBytesMax() {
    return TEXT_BYTES_MAX;
  }

  @Override
  public int binaryBytesMax() {
    return BINARY_BYTES_MAX;
  }
}
