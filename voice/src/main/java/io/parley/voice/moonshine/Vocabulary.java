package io.parley.voice.moonshine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.regex.Pattern;

/// The tokens of Llama's first tokenizer, which Moonshine uses: pieces of words, in which `▁` is a
/// blank, and single bytes of UTF-8 as `<0xNN>`.
final class Vocabulary {
  /// Its form in `llama-tokenizer.js`: one piece on a line, in the order of their numbers.
  private static final Pattern PIECES =
      Pattern.compile("llama_vocab_base64 = \"([A-Za-z0-9+/=]+)\"");

  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

  /// A character that was lost before.
  private static final String REPLACEMENT = "\ufffd";

  private final List<String> pieces;

  /// @param pieces in the order of their numbers
  Vocabulary(List<String> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /// @param script `llama-tokenizer.js`
  /// @throws IOException also when it contains no vocabulary
  static Vocabulary read(Path script) throws IOException {
    var found = PIECES.matcher(Files.readString(script));
    if (!found.find()) throw new IOException(script + " holds no vocabulary");
    var text = new String(Base64.getDecoder().decode(found.group(1)), UTF_8);
    return new Vocabulary(text.lines().toList());
  }

  int size() {
    return pieces.size();
  }

  /// Whether it has a letter or a digit.
  boolean isWord(int token) {
    return !BYTE.matcher(pieces.get(token)).matches()
        && pieces.get(token).codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /// A character of several bytes counts when all of them are there: the last ones may be missing.
  ///
  /// @param tokens numbers; those beyond the vocabulary are ignored
  String text(PrimitiveIterator.OfInt tokens) {
    var bytes = new ByteArrayOutputStream();
    while (tokens.hasNext()) {
      int token = tokens.nextInt();
      if (token < pieces.size()) bytes.writeBytes(bytes(pieces.get(token)));
    }
    return whole(bytes.toByteArray()).strip();
  }

  private static String whole(byte[] bytes) {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.IGNORE)
          .onUnmappableCharacter(CodingErrorAction.IGNORE)
          .decode(ByteBuffer.wrap(bytes))
          .toString()
          .replace(REPLACEMENT, "");
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("bytes that are no text were to be ignored", e);
    }
  }

  private static byte[] bytes(String piece) {
    var single = BYTE.matcher(piece);
    if (single.matches()) return new byte[] {(byte) Integer.parseInt(single.group(1), 16)};
    return piece.replace('▁', ' ').getBytes(UTF_8);
  }
}
