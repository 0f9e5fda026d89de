package io.parley.knowledge.parse.table;

import io.parley.core.knowledge.Anchors;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Rows of questions and answers, recognised by the names of their columns.
public final class Questions {
  private static final Set<String> QUESTION =
      Set.of(
          "question",
          "questions",
          "q",
          "frage",
          "fragen",
          "pregunta",
          "preguntas",
          "domanda",
          "vraag",
          "title",
          "titel",
          "subject");

  private static final Set<String> ANSWER =
      Set.of(
          "answer",
          "answers",
          "a",
          "antwort",
          "antworten",
          "respuesta",
          "respuestas",
          "réponse",
          "risposta",
          "antwoord",
          "body",
          "content",
          "text",
          "inhalt",
          "contenido");

  private static final Set<String> LABELS =
      Set.of(
          "category",
          "categories",
          "kategorie",
          "categoría",
          "topic",
          "thema",
          "tema",
          "tag",
          "tags",
          "label",
          "labels",
          "section",
          "bereich",
          "sección");

  private static final Set<String> LANGUAGE =
      Set.of("language", "lang", "locale", "sprache", "idioma", "langue");

  private static final Set<String> SOURCE = Set.of("url", "link", "source", "quelle", "enlace");
  private static final Set<String> KEY = Set.of("id", "key", "nr", "number", "nummer", "número");

  private static final Pattern BLANK_LINES = Pattern.compile("\\n\\s*\\n");
  private static final Pattern BETWEEN_LABELS = Pattern.compile("[,;|]");

  private final Grid grid;
  private final int question;
  private final int answer;
  private final int key;
  private final int language;
  private final int source;
  private final int[] labels;

  private Questions(Grid grid, int question, int answer) {
    this.grid = grid;
    this.question = question;
    this.answer = answer;
    key = column(grid, KEY);
    language = column(grid, LANGUAGE);
    source = column(grid, SOURCE);
    var head = grid.head();
    labels =
        IntStream.range(0, head.size()).filter(i -> LABELS.contains(name(head.get(i)))).toArray();
  }

  /// @return empty when the columns are others
  public static Optional<Questions> in(Grid grid) {
    int question = column(grid, QUESTION);
    int answer = column(grid, ANSWER);
    return question < 0 || answer < 0
        ? Optional.empty()
        : Optional.of(new Questions(grid, question, answer));
  }

  /// A text for each row with both; its key is its id, or made of the question, so that it stays
  /// the same when rows are added before it.
  ///
  /// @param warnings gets the number of rows without question or answer
  public List<ReadDocument> documents(ParseLimits limits, List<String> warnings)
      throws RefusedFile {
    var documents = new ArrayList<ReadDocument>();
    var keys = new Anchors();
    int left = limits.textChars();
    int skipped = 0;
    for (var row : grid.body()) {
      var title = Words.line(Grid.cell(row, question));
      var text = Grid.cell(row, answer);
      if (title.isEmpty() || text.isBlank()) {
        skipped++;
        continue;
      }
      if (documents.size() >= limits.documents()) throw tooMany(limits);
      var body = new Markdown(left);
      body.heading(1, title);
      for (var block : BLANK_LINES.split(text, -1)) body.paragraph(block);
      left -= body.length();
      var id = first(row, key);
      documents.add(
          new ReadDocument(
              Optional.of(keys.next(id.orElse(title))),
              Optional.of(title),
              first(row, language).map(Questions::tag),
              labels(row),
              first(row, source).filter(url -> url.matches("https?://\\S+")),
              body.toString()));
    }
    if (skipped > 0)
      warnings.add("%d rows without a question or an answer were left out".formatted(skipped));
    return documents;
  }

  private static RefusedFile tooMany(ParseLimits limits) {
    return new RefusedFile(
        Reading.Reason.TOO_LARGE,
        "it has more than %,d texts; expected: fewer. Split it.".formatted(limits.documents()));
  }

  private List<String> labels(List<String> row) {
    var found = new LinkedHashSet<String>();
    for (int column : labels)
      for (var label : BETWEEN_LABELS.split(Grid.cell(row, column), -1))
        if (!label.isBlank()) found.add(Words.line(label));
    return List.copyOf(found);
  }

  private static Optional<String> first(List<String> row, int column) {
    return column < 0
        ? Optional.empty()
        : Optional.of(Words.line(Grid.cell(row, column))).filter(text -> !text.isEmpty());
  }

  private static String tag(String language) {
    return language.replace('_', '-');
  }

  private static int column(Grid grid, Set<String> names) {
    for (int i = 0; i < grid.head().size(); i++)
      if (names.contains(name(grid.head().get(i)))) return i;
    return -1;
  }

  private static String name(String head) {
    return Words.line(head).toLowerCase(Locale.ROOT).replaceAll("[*:?]", "").strip();
  }
}
