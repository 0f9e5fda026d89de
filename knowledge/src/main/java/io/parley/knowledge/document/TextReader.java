package io.parley.knowledge.document;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.knowledge.DocumentReader;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Markdown and plain text, in UTF-8 or UTF-16 with a byte order mark. Files of any other type are
/// for another reader.
///
/// Front matter (lines `key: value` between two lines `---`) may say `title`, `language` and
/// `labels`. Without a title there, the first heading of level 1 is the title, if nothing stands
/// before it.
public final class TextReader implements DocumentReader {
  private static final List<String> NAMES = List.of(".md", ".markdown", ".txt", ".text");
  private static final List<String> TYPES =
      List.of("text/markdown", "text/x-markdown", "text/plain");
  private static final String RULE = "---";
  private static final int FRONT_MATTER_LINES_MAX = 100;

  private final DocumentReader other;

  /// @param other reads files that are neither Markdown nor plain text
  public TextReader(DocumentReader other) {
    this.other = other;
  }

  /// Refuses every file.
  public static CompletionStage<Reading> unknown() {
    return CompletableFuture.completedStage(
        new Reading.Refused(
            Reading.Reason.UNKNOWN_TYPE,
            "no reader for this type of file (expected: Markdown or plain text)"));
  }

  @Override
  public CompletionStage<Reading> read(String name, Optional<String> type, byte[] bytes) {
    if (!isNamedText(name, type)) return other.read(name, type, bytes);
    var text = decoded(bytes);
    // what only calls itself text is decided by its content
    if (text.isEmpty() || text.get().indexOf('\0') >= 0) return other.read(name, type, bytes);
    return CompletableFuture.completedStage(reading(text.get()));
  }

  private static boolean isNamedText(String name, Optional<String> type) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (NAMES.stream().anyMatch(lower::endsWith)) return true;
    boolean otherName = lower.substring(lower.lastIndexOf('/') + 1).contains(".");
    return !otherName
        && type.map(t -> t.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .filter(TYPES::contains)
            .isPresent();
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      var charset = charset(bytes);
      var text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length < 2) return StandardCharsets.UTF_8;
    int mark = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  private static Reading reading(String text) {
    var lines = new ArrayList<>(text.lines().toList());
    var front = frontMatter(lines);
    while (!lines.isEmpty() && lines.getFirst().isBlank()) lines.removeFirst();
    var title = Optional.ofNullable(front.get("title"));
    if (!lines.isEmpty() && lines.getFirst().startsWith("# ")) {
      var heading = lines.removeFirst().substring(2).replaceAll("\\s#+\\s*$", "").strip();
      title = title.or(() -> Optional.of(heading));
    }
    var body = String.join("\n", lines).strip();
    if (body.isEmpty())
      return new Reading.Refused(
          Reading.Reason.EMPTY, "the file has no text (expected: Markdown or plain text)");
    return new Reading.Read(
        new ReadDocument(
            Optional.empty(),
            title.filter(words -> !words.isBlank()),
            Optional.ofNullable(front.get("language")).filter(AgentPresentation::isLanguage),
            labels(front.getOrDefault("labels", front.getOrDefault("tags", ""))),
            Optional.ofNullable(front.get("source")),
            body));
  }

  /// Removes the front matter from the lines.
  private static Map<String, String> frontMatter(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals(RULE)) return Map.of();
    var found = new HashMap<String, String>();
    for (int i = 1; i < Math.min(lines.size(), FRONT_MATTER_LINES_MAX); i++) {
      var line = lines.get(i);
      if (line.stripTrailing().equals(RULE)) {
        lines.subList(0, i + 1).clear();
        return found;
      }
      int colon = line.indexOf(':');
      if (colon > 0)
        found.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            unquoted(line.substring(colon + 1).strip()));
    }
    // no end: a text that begins with a rule
    return Map.of();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && (isIn(value, "\"") || isIn(value, "'"));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static boolean isIn(String value, String quote) {
    return value.startsWith(quote) && value.endsWith(quote);
  }

  /// `a, b` or `[a, b]`.
  private static List<String> labels(String text) {
    var plain =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return Arrays.stream(plain.split(",", -1))
        .map(label -> unquoted(label.strip()))
        .filter(label -> !label.isEmpty())
        .toList();
  }
}
