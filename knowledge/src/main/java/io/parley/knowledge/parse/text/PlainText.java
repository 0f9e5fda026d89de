package io.parley.knowledge.parse.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/// The text of bytes: by their byte order mark; otherwise UTF-16 where every other byte is 0, UTF-8
/// where they are valid, else Windows-1252, of which Latin-1 is a part.
public final class PlainText {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int SAMPLE = 4_000;

  private PlainText() {}

  /// @return with `\n` as line breaks, and without invisible characters
  /// @throws RefusedFile when the bytes are no text
  public static String decode(byte[] bytes) throws RefusedFile {
    return Words.visible(decoded(bytes));
  }

  /// Whether the bytes may be a text: no zero bytes, but in UTF-16.
  public static boolean isText(byte[] bytes) {
    if (mark(bytes) != null || utf16(bytes) != null) return true;
    int controls = 0;
    int length = Math.min(bytes.length, SAMPLE);
    for (int i = 0; i < length; i++) {
      int b = bytes[i] & 0xFF;
      if (b == 0) return false;
      if (b < 32 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 27) controls++;
    }
    return controls <= 2 + length / 50;
  }

  private static String decoded(byte[] bytes) throws RefusedFile {
    var marked = mark(bytes);
    if (marked != null) {
      int skip = marked.equals(UTF_8) ? 3 : 2;
      return new String(bytes, skip, bytes.length - skip, marked);
    }
    var wide = utf16(bytes);
    if (wide != null) return new String(bytes, wide);
    if (!isText(bytes))
      throw new RefusedFile(
          Reading.Reason.UNKNOWN_TYPE, "its bytes are no text; expected: a text, or a known type");
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, WINDOWS); // every byte is valid there
    }
  }

  private static Charset mark(byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) return UTF_8;
    if (starts(bytes, 0xFF, 0xFE)) return UTF_16LE;
    if (starts(bytes, 0xFE, 0xFF)) return UTF_16BE;
    return null;
  }

  private static boolean starts(byte[] bytes, int... head) {
    if (bytes.length < head.length) return false;
    for (int i = 0; i < head.length; i++) if ((bytes[i] & 0xFF) != head[i]) return false;
    return true;
  }

  /// Texts of European languages have a 0 in most pairs of bytes, always on the same side.
  private static Charset utf16(byte[] bytes) {
    int pairs = Math.min(bytes.length, SAMPLE) / 2;
    if (pairs < 4) return null;
    int high = 0;
    int low = 0;
    for (int i = 0; i < pairs; i++) {
      if (bytes[2 * i] == 0) high++;
      if (bytes[2 * i + 1] == 0) low++;
    }
    if (high > pairs * 0.7 && low < pairs * 0.1) return UTF_16BE;
    return low > pairs * 0.7 && high < pairs * 0.1 ? UTF_16LE : null;
  }
}
