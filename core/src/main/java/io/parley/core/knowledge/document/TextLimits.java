package io.parley.core.knowledge.document;

import io.parley.core.knowledge.ReadDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Limits of texts from files and sites, which may say anything about themselves.
public final class TextLimits {
  private static final int TITLE_MAX = 300;
  private static final int LABELS_MAX = 32;
  private static final int LABEL_MAX = 64;
  private static final int SOURCE_MAX = 2_000;

  private TextLimits() {}

  /// @param what the texts are in, such as `file`
  /// @return a sentence for people, when a text is too long
  public static Optional<String> excess(
      String what, List<ReadDocument> documents, DocumentLimits limits) {
    return documents.stream()
        .map(document -> document.body().length())
        .filter(chars -> chars > limits.charsMax())
        .findFirst()
        .map(
            chars ->
                "a text of the %s has %d characters (expected: ≤ %d); divide the %1$s"
                    .formatted(what, chars, limits.charsMax()));
  }

  /// With its title and labels cut to their limits.
  public static ReadDocument shortened(ReadDocument document) {
    return new ReadDocument(
        document.key(),
        document.title().map(atMost(TITLE_MAX)),
        document.language(),
        document.labels().stream().map(atMost(LABEL_MAX)).limit(LABELS_MAX).toList(),
        document.source().filter(source -> source.length() <= SOURCE_MAX),
        document.body());
  }

  private static UnaryOperator<String> atMost(int chars) {
    return text -> {
      if (text.length() <= chars) return text;
      int end = Character.isLowSurrogate(text.charAt(chars)) ? chars - 1 : chars;
      return text.substring(0, end);
    };
  }
}
