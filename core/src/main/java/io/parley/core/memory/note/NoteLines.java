package io.parley.core.memory.note;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parses lines that begin with a label, whatever a model wrote around them: bullets, bold labels,
/// quotation marks, labels in the language of the conversation, a heading with its entries below.
final class NoteLines {
  enum Label {
    FACT,
    CORRECT,
    EPISODE,
    PROCEDURE
  }

  /// @param handle the text between the label and the colon; often empty
  record Note(Label label, String handle, String text) {}

  /// More lines than this are a model's mistake.
  private static final int LINES_MAX = 200;

  private static final int LINE_MAX = 4_000;

  private static final Map<String, Label> LABELS =
      Map.ofEntries(
          Map.entry("fact", Label.FACT),
          Map.entry("facts", Label.FACT),
          Map.entry("fakt", Label.FACT),
          Map.entry("fakten", Label.FACT),
          Map.entry("hecho", Label.FACT),
          Map.entry("hechos", Label.FACT),
          Map.entry("dato", Label.FACT),
          Map.entry("datos", Label.FACT),
          Map.entry("fait", Label.FACT),
          Map.entry("memory", Label.FACT),
          Map.entry("correct", Label.CORRECT),
          Map.entry("corrected", Label.CORRECT),
          Map.entry("correction", Label.CORRECT),
          Map.entry("update", Label.CORRECT),
          Map.entry("updated", Label.CORRECT),
          Map.entry("replace", Label.CORRECT),
          Map.entry("korrektur", Label.CORRECT),
          Map.entry("korrigiere", Label.CORRECT),
          Map.entry("korrigiert", Label.CORRECT),
          Map.entry("berichtigung", Label.CORRECT),
          Map.entry("corrección", Label.CORRECT),
          Map.entry("correccion", Label.CORRECT),
          Map.entry("corregir", Label.CORRECT),
          Map.entry("corrige", Label.CORRECT),
          Map.entry("episode", Label.EPISODE),
          Map.entry("episodio", Label.EPISODE),
          Map.entry("épisode", Label.EPISODE),
          Map.entry("procedure", Label.PROCEDURE),
          Map.entry("prozedur", Label.PROCEDURE),
          Map.entry("verfahren", Label.PROCEDURE),
          Map.entry("procedimiento", Label.PROCEDURE),
          Map.entry("procédure", Label.PROCEDURE));

  private static final Pattern DECORATION =
      Pattern.compile("^(?:[\\s>*_`#•·‣▪+\"'{\\[(|–—-]|\\d{1,2}[.)]\\s)++");
  private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*•·‣▪+–—]|\\d{1,2}[.)])\\s");
  private static final Pattern LABELLED =
      Pattern.compile(
          "^(?<label>\\p{L}{4,16})[*_`\"')\\]]*+\\s?[(\\[#]*+(?<handle>[\\w.-]{0,100}+)[)\\]*_`\"']*+"
              + "(?:\\s?[:\uFF1A=]|\\s[–—-]\\s)[\\s*_`\"']*(?<text>.*)$");

  private static final Pattern EMPHASIS_END = Pattern.compile("(?<![*_`\\s])[*_`\\s]++$");
  private static final Pattern QUOTATION_END =
      Pattern.compile("(?<![\"'\\s,}\\]])[\"'\\s,}\\]]++$");

  private final List<Note> notes = new ArrayList<>();
  // a label whose text may go on in the next lines
  private Optional<Note> open = Optional.empty();
  private boolean heading;

  private NoteLines() {}

  static List<Note> of(String answer) {
    var reader = new NoteLines();
    answer.lines().limit(LINES_MAX).filter(line -> line.length() <= LINE_MAX).forEach(reader::read);
    reader.close();
    return List.copyOf(reader.notes);
  }

  private void read(String line) {
    var labelled = LABELLED.matcher(DECORATION.matcher(line).replaceFirst(""));
    var label =
        labelled.matches()
            ? Optional.ofNullable(LABELS.get(labelled.group("label").toLowerCase(Locale.ROOT)))
            : Optional.<Label>empty();
    if (label.isPresent()) {
      close();
      open(new Note(label.get(), labelled.group("handle"), bare(labelled.group("text"))));
    } else if (!line.isBlank()) {
      open.ifPresent(note -> goOn(note, line));
    } else if (!heading) {
      close();
    }
  }

  private void open(Note note) {
    open = Optional.of(note);
    heading = note.text().isEmpty();
  }

  /// Facts are one line each, and below a heading they are a list; an episode may take several
  /// lines.
  private void goOn(Note note, String line) {
    var text = bare(DECORATION.matcher(line).replaceFirst(""));
    switch (note.label()) {
      case FACT -> {
        if (heading && BULLET.matcher(line).find()) notes.add(new Note(note.label(), "", text));
        else close();
      }
      case CORRECT -> {
        if (heading) notes.add(new Note(note.label(), note.handle(), text));
        open = Optional.empty();
      }
      case EPISODE, PROCEDURE ->
          open(new Note(note.label(), "", (note.text() + " " + text).strip()));
    }
  }

  private void close() {
    open.filter(note -> !note.text().isEmpty()).ifPresent(notes::add);
    open = Optional.empty();
    heading = false;
  }

  /// Without a closing decoration whose opening was removed.
  private static String bare(String text) {
    var bare = EMPHASIS_END.matcher(text).replaceFirst("");
    boolean unbalanced = bare.chars().filter(c -> c == '"').count() % 2 == 1;
    return unbalanced ? QUOTATION_END.matcher(bare).replaceFirst("") : bare;
  }
}
