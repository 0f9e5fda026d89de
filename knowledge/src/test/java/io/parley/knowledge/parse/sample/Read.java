package io.parley.knowledge.parse.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.ReadDocument;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.type.Formats;
import java.util.Optional;

/// Reads in this process, with small limits.
public final class Read {
  public static final ParseLimits LIMITS = new ParseLimits(200_000, 20L << 20, 500, 20, 2_000, 100);

  /// For files that are large on purpose.
  public static final ParseLimits LIMITS_WIDE =
      new ParseLimits(2_000_000, 40L << 20, 500, 100, 100_000, 1_000);

  static {
    QuietLibraries.set();
  }

  private Read() {}

  public static Content content(String name, byte[] bytes) throws RefusedFile {
    return Formats.read(new FileInput(name, Optional.empty(), bytes), LIMITS);
  }

  public static Content content(String name, String text) throws RefusedFile {
    return content(name, text.getBytes(UTF_8));
  }

  /// The only text of the file.
  public static ReadDocument document(String name, byte[] bytes) throws RefusedFile {
    var documents = content(name, bytes).documents();
    if (documents.size() != 1) throw new AssertionError(documents.size() + " texts");
    return documents.getFirst();
  }

  public static ReadDocument document(String name, String text) throws RefusedFile {
    return document(name, text.getBytes(UTF_8));
  }
}
