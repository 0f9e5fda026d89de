package io.parley.bench.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.Article;
import io.parley.knowledge.language.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Questions over a company's articles in one language.
///
/// @param language `en`, `de` or `es`
/// @param articles of the company, in all its languages
/// @param answerable in all forms
/// @param unanswerable likewise: no article is about them
record QuestionSet(
    String name,
    String language,
    List<Article> articles,
    List<Asked> answerable,
    List<Asked> unanswerable) {
  private static final String ROOT = "/knowledge/";

  /// Questions in the words of the articles, as far as customers know them; the others are in other
  /// words.
  static final String ORDINARY = "questions";

  static final String OTHER_WORDS = "other-words";

  QuestionSet {
    articles = List.copyOf(articles);
    answerable = List.copyOf(answerable);
    unanswerable = List.copyOf(unanswerable);
  }

  /// @param company a directory of the resources
  /// @throws IllegalStateException when a question names a section that no article has
  static QuestionSet of(String company, String questions, String language, List<Article> articles) {
    var variants = new Variants(language);
    var places = places(articles);
    return new QuestionSet(
        company
            + " "
            + language
            + (questions.equals(ORDINARY) ? "" : ", " + questions.replace('-', ' ')),
        language,
        articles,
        rows(company + "/" + questions + "-" + language + ".tsv")
            .map(row -> asked(row, places))
            .flatMap(variants::of)
            .toList(),
        rows("unanswerable-" + language + ".tsv")
            .map(row -> new Asked(row[1], Set.of(), Asked.Form.PLAIN, isTuned(row)))
            .flatMap(variants::of)
            .toList());
  }

  /// Those in the language of the questions.
  List<Article> ownLanguage() {
    return articles.stream()
        .filter(
            article ->
                Language.guess(article.title() + "\n" + article.body())
                    .filter(guess -> guess.tag().equals(language))
                    .isPresent())
        .toList();
  }

  /// The articles of a resource: `# ref | title | tags`, then Markdown.
  static List<Article> articles(String resource) {
    var articles = new ArrayList<Article>();
    for (var text : text(resource).split("(?m)^# ", -1)) {
      if (text.isBlank()) continue;
      int end = text.indexOf('\n');
      var head = text.substring(0, end).split(" \\| ", -1);
      var tags = List.of(head[2].split(", "));
      articles.add(new Article(head[0], head[1], tags, text.substring(end + 1).strip()));
    }
    return articles;
  }

  /// The sections of articles, as Markdown.
  static List<String> sections(Article article) {
    return Arrays.stream(article.body().split("(?m)^(?=## )", -1))
        .map(String::strip)
        .filter(section -> !section.isEmpty())
        .toList();
  }

  private static Set<Place> places(List<Article> articles) {
    var places = new HashSet<Place>();
    for (var article : articles)
      for (var section : sections(article)) places.add(Place.of(article.ref(), section));
    return places;
  }

  private static Asked asked(String[] row, Set<Place> places) {
    var refs = row[1].split(" ; ", -1);
    var headings = row[2].split(" ; ", -1);
    var right = new HashSet<Place>();
    IntStream.range(0, refs.length).forEach(i -> right.add(new Place(refs[i], headings[i])));
    if (!places.containsAll(right))
      throw new IllegalStateException("no article has the section of: " + String.join(" | ", row));
    return new Asked(row[3], right, Asked.Form.PLAIN, isTuned(row));
  }

  private static boolean isTuned(String[] row) {
    return row[0].equals("tuning");
  }

  private static Stream<String[]> rows(String resource) {
    return text(resource)
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\t", -1));
  }

  private static String text(String resource) {
    try (var in = QuestionSet.class.getResourceAsStream(ROOT + resource)) {
      if (in == null) throw new IllegalStateException("no resource " + ROOT + resource);
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
