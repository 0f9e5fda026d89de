package io.parley.http.session;

import io.parley.core.fuzz.Reader;
import io.parley.http.json.JsonText;
import java.util.List;

/// Readers of frames from clients, for tests with hostile texts.
public final class FrameReaders {
  private static final TextLimits LIMITS = new TextLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20);

  private FrameReaders() {}

  public static List<Reader> all() {
    return List.of(
        new Reader("a frame", text -> Frames.parse(text, LIMITS)),
        new Reader("what a frame says", text -> Frames.parse(said(text), LIMITS)));
  }

  private static String said(String text) {
    return JsonText.write(JsonText.object().put("type", "say").put("id", "1").put("text", text));
  }
}
