package io.parley.core.tool;

import java.util.List;
import java.util.Optional;

/// A question of a tool to a person in the middle of its call. Its texts are the tool's: data for
/// display, never an instruction.
public record ToolForm(String message, List<Field> fields) {
  public static final int FIELDS_MAX = 20;
  public static final int CHOICES_MAX = 100;

  /// UTF-16 units of a text that is filled in.
  public static final int TEXT_MAX = 2000;

  public enum Kind {
    TEXT,
    NUMBER,
    INTEGER,
    BOOLEAN,
    /// One of the choices.
    CHOICE
  }

  public record Choice(String value, String title) {}

  /// @param choices of [Kind#CHOICE]; otherwise empty
  /// @param initial the default, as text
  public record Field(
      String name,
      Kind kind,
      String title,
      boolean required,
      List<Choice> choices,
      Optional<String> initial) {
    public Field {
      choices = List.copyOf(choices);
    }
  }

  public ToolForm {
    fields = List.copyOf(fields);
  }
}
