package io.parley.knowledge.parse.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.PageFacts;
import io.parley.knowledge.parse.content.ParseLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Messages of parent and process to each other. Texts and lists have their length before them, in
/// four bytes. The process says [#READY], gets one file, and answers [#READ] or [#REFUSED].
final class Frames {
  static final int READY = 'r';
  static final int READ = 'c';
  static final int REFUSED = 'x';

  private static final int MAGIC = 0x50524C31;

  private Frames() {}

  static void writeFile(DataOutputStream out, FileInput file, ParseLimits limits)
      throws IOException {
    out.writeInt(MAGIC);
    out.writeInt(limits.textChars());
    out.writeLong(limits.unpackedBytes());
    out.writeInt(limits.entries());
    out.writeInt(limits.pages());
    out.writeInt(limits.rows());
    out.writeInt(limits.documents());
    text(out, file.name());
    optional(out, file.type());
    out.writeInt(file.bytes().length);
    out.write(file.bytes());
    out.flush();
  }

  /// A file with its limits.
  record Request(FileInput file, ParseLimits limits) {}

  static Request readFile(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) throw new IOException("another protocol");
    var limits =
        new ParseLimits(
            in.readInt(), in.readLong(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    var name = new String(bytes(in, Integer.MAX_VALUE), UTF_8);
    Optional<String> type =
        in.readBoolean()
            ? Optional.of(new String(bytes(in, Integer.MAX_VALUE), UTF_8))
            : Optional.empty();
    return new Request(new FileInput(name, type, bytes(in, Integer.MAX_VALUE)), limits);
  }

  static void writeContent(DataOutputStream out, Content content) throws IOException {
    out.writeByte(READ);
    out.writeInt(content.documents().size());
    for (var document : content.documents()) {
      optional(out, document.key());
      optional(out, document.title());
      optional(out, document.language());
      texts(out, document.labels());
      optional(out, document.source());
      text(out, document.body());
    }
    texts(out, content.warnings());
    texts(out, content.page().links());
    optional(out, content.page().canonical());
    out.writeBoolean(content.page().index());
    out.writeBoolean(content.page().follow());
    out.flush();
  }

  static void writeRefusal(DataOutputStream out, Reading.Refused refused) throws IOException {
    out.writeByte(REFUSED);
    text(out, refused.reason().name());
    text(out, refused.detail());
    out.flush();
  }

  /// @throws IOException when the answer is cut off, larger than allowed, or no answer
  static Parsed readAnswer(DataInputStream in, ParseLimits limits) throws IOException {
    var answer = new Answer(in, limits);
    return switch (in.readUnsignedByte()) {
      case READ -> answer.content();
      case REFUSED -> answer.refusal();
      default -> throw new IOException("no answer");
    };
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) text(out, text.get());
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (var text : texts) text(out, text);
  }

  private static byte[] bytes(DataInputStream in, long max) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > max) throw new IOException("a text of " + length + " bytes");
    var bytes = in.readNBytes(length);
    if (bytes.length < length) throw new IOException("cut off");
    return bytes;
  }

  /// Reads an answer that may be anything: its texts together stay below a limit.
  private static final class Answer {
    /// A character has up to three bytes; titles, labels and links come on top.
    private static final int BYTES_A_CHAR = 4;

    private static final int BESIDES = 64 << 20;
    private static final int LIST_MAX = 100_000;

    private final DataInputStream in;
    private final int documentsMax;
    private long left;

    Answer(DataInputStream in, ParseLimits limits) {
      this.in = in;
      this.documentsMax = limits.documents();
      this.left = (long) BYTES_A_CHAR * limits.textChars() + BESIDES;
    }

    Parsed content() throws IOException {
      int count = in.readInt();
      if (count < 1 || count > documentsMax) throw new IOException(count + " documents");
      var documents = new ArrayList<ReadDocument>();
      for (int i = 0; i < count; i++)
        documents.add(
            new ReadDocument(optional(), optional(), optional(), texts(), optional(), text()));
      var warnings = texts();
      var page = new PageFacts(texts(), optional(), in.readBoolean(), in.readBoolean());
      return new Parsed(new Reading.Read(documents, warnings), page);
    }

    Parsed refusal() throws IOException {
      var name = text();
      for (var reason : Reading.Reason.values())
        if (reason.name().equals(name))
          return new Parsed(new Reading.Refused(reason, text()), PageFacts.NONE);
      throw new IOException("another reason");
    }

    private String text() throws IOException {
      var bytes = bytes(in, left);
      left -= bytes.length;
      return new String(bytes, UTF_8);
    }

    private Optional<String> optional() throws IOException {
      return in.readBoolean() ? Optional.of(text()) : Optional.empty();
    }

    private List<String> texts() throws IOException {
      int count = in.readInt();
      if (count < 0 || count > LIST_MAX) throw new IOException(count + " texts");
      var texts = new ArrayList<String>();
      for (int i = 0; i < count; i++) texts.add(text());
      return texts;
    }
  }
}
