package io.parley.server.declared;

import io.parley.core.tool.source.ToolSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A kind of thing that an organisation consists of, in the order in which they are stored: agents
/// name tools.
public enum Part {
  NAME("", "name", ".*"),
  SLUG("", "slug", ".*"),
  ROLE("roles", "role", "[a-z0-9-]{1,32}"),
  TOOL_SOURCE("tool-sources", "tool source", ToolSource.NAME.pattern()),
  AGENT("agents", "agent", "[a-z0-9-]{1,64}");

  /// Name and slugs are in one file.
  static final String ORGANISATION_FILE = "organisation.conf";

  static final String ENDING = ".conf";

  private final String folder;
  private final String word;
  private final Pattern names;

  Part(String folder, String word, String names) {
    this.folder = folder;
    this.word = word;
    this.names = Pattern.compile(names);
  }

  /// The parts of a file or folder: `organisation`, `roles`, `tool-sources` or `agents`.
  ///
  /// @return none for another word
  public static Set<Part> of(String word) {
    var found = EnumSet.noneOf(Part.class);
    for (var part : values())
      if (word.equals(part.hasFolder() ? part.folder : "organisation")) found.add(part);
    return found;
  }

  /// Of its files; empty for a part of [#ORGANISATION_FILE].
  String folder() {
    return folder;
  }

  String word() {
    return word;
  }

  boolean hasFolder() {
    return !folder.isEmpty();
  }

  boolean isName(String text) {
    return names.matcher(text).matches();
  }

  String form() {
    return names.pattern();
  }
}
