package io.parley.voice.sip.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A message of RFC 4475 or RFC 5118, from the notation that those documents use.
public final class TortureMessage {
  private final String name;
  private final String outcome;
  private final byte[] bytes;

  private TortureMessage(String name, String outcome, byte[] bytes) {
    this.name = name;
    this.outcome = outcome;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  /// `whole`, `dropped`, or the status of a refusal.
  public String outcome() {
    return outcome;
  }

  /// A copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  public static List<TortureMessage> all() {
    var all = new ArrayList<>(in("rfc4475.txt"));
    all.addAll(in("rfc5118.txt"));
    return all;
  }

  static List<TortureMessage> in(String resource) {
    var found = new ArrayList<TortureMessage>();
    var sections = text(resource).split("(?m)^@@ ", -1);
    for (int i = 1; i < sections.length; i++) {
      var section = sections[i];
      int lineEnd = section.indexOf('\n');
      var title = section.substring(0, lineEnd).split(" ", -1);
      found.add(new TortureMessage(title[0], title[1], bytes(section.substring(lineEnd + 1))));
    }
    return found;
  }

  private static String text(String resource) {
    try (var in = TortureMessage.class.getResourceAsStream("/sip/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String section) {
    var bytes = new ByteArrayOutputStream();
    boolean isOneLine = false;
    for (var line : section.split("\n", -1)) {
      if (line.equals("<allOneLine>")) isOneLine = true;
      else {
        if (line.equals("</allOneLine>")) isOneLine = false;
        else write(line, bytes);
        if (!isOneLine) bytes.writeBytes(new byte[] {'\r', '\n'});
      }
    }
    // the text ends with a line end, after which there is no line
    var all = bytes.toByteArray();
    return Arrays.copyOf(all, all.length - 2);
  }

  private static void write(String line, ByteArrayOutputStream bytes) {
    int at = 0;
    for (int tag = line.indexOf("<hex>"); tag >= 0; tag = line.indexOf("<hex>", at)) {
      writeRepeated(line.substring(at, tag), bytes);
      int end = line.indexOf("</hex>", tag);
      bytes.writeBytes(HexFormat.of().parseHex(line.substring(tag + 5, end)));
      at = end + 6;
    }
    writeRepeated(line.substring(at), bytes);
  }

  private static void writeRepeated(String text, ByteArrayOutputStream bytes) {
    int at = 0;
    for (int tag = text.indexOf("<repeat count=");
        tag >= 0;
        tag = text.indexOf("<repeat count=", at)) {
      bytes.writeBytes(text.substring(at, tag).getBytes(StandardCharsets.UTF_8));
      int close = text.indexOf('>', tag);
      int end = text.indexOf("</repeat>", close);
      int count = Integer.parseInt(text.substring(tag + 14, close));
      bytes.writeBytes(
          text.substring(close + 1, end).repeat(count).getBytes(StandardCharsets.UTF_8));
      at = end + 9;
    }
    bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return name;
  }
}
