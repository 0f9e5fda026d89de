package io.parley.knowledge.search;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleHash;
import io.parley.knowledge.language.Language;
import io.parley.knowledge.passage.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A passage with everything that its index needs to write it again, such as when its vectors are
/// made.
///
/// @param article that it is of
/// @param opening whether it is what an article with sections says before the first of them
/// @param language a BCP 47 tag: the article's, or the one that its text is guessed to be in
/// @param ordinal its place in the article, from 0
public record IndexedPassage(
    ArticleHash article,
    int ordinal,
    String collection,
    List<String> tags,
    Optional<String> language,
    boolean opening,
    Piece piece) {
  public IndexedPassage {
    tags = List.copyOf(tags);
  }

  /// @param chars where a long section is cut
  public static List<IndexedPassage> of(Article article, int chars) {
    var passages = new ArrayList<IndexedPassage>();
    var pieces = Piece.of(article, chars);
    boolean sections = pieces.stream().anyMatch(piece -> !piece.heading().isEmpty());
    var hash = article.hash();
    var language = article.language().or(() -> guess(article));
    for (var piece : pieces)
      passages.add(
          new IndexedPassage(
              hash,
              passages.size(),
              article.collection(),
              article.tags(),
              language,
              sections && piece.heading().isEmpty(),
              piece));
    return passages;
  }

  private static Optional<String> guess(Article article) {
    return Language.guess(article.title() + "\n" + article.body()).map(Language::tag);
  }

  public String ref() {
    return piece.ref();
  }

  /// Names this passage of this text of its article.
  public String id() {
    return PassageDocument.key(article) + '\0' + ordinal;
  }

  /// The texts whose vectors it needs: its own, and its heading's (which is often the question
  /// itself).
  public List<String> texts() {
    return List.of(piece.inContext(), piece.headingInContext());
  }
}
