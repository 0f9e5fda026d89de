package io.parley.server.declared;

import io.parley.core.model.own.OwnModelName;
import io.parley.core.tool.source.ToolSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A kind of thing that an organisation consists of, in the order in which they are stored: agents
/// name tools, and numbers agents.
public enum Part {
  NAME("organisation", "name", ".*"),
  SLUG("organisation", "slug", ".*"),
  /// Web sites that may show the chat.
  ORIGINS("organisation", "origins", ".*"),
  RETENTION("organisation", "retention", ".*"),
  ROLE("roles", "role", "[a-z0-9-]{1,32}"),
  TOOL_SOURCE("tool-sources", "tool source", ToolSource.NAME.pattern()),
  /// The organisation's own model `default`, without its key.
  MODEL("model", "model", ".*"),
  /// Its other models, likewise.
  NAMED_MODEL("models", "model", "[a-z0-9-]{1,40}"),
  /// Of the organisation's own models, without what is spent.
  BUDGETS("budgets", "budgets", ".*"),
  /// Limits that the organisation has set for itself.
  LIMITS("limits", "limits", ".*"),
  /// Backends whose tokens name customers, without shared keys.
  ISSUER("customer-issuers", "customer issuer", "[a-z0-9-]{1,32}"),
  AGENT("agents", "agent", "[a-z0-9-]{1,64}"),
  /// The answer of a telephone number, which operators give and take.
  NUMBER("numbers", "number", "\\+[1-9][0-9]{1,14}"),
  /// A line at a provider of SIP, without its password.
  TRUNK("trunks", "trunk", "[a-z0-9-]{1,40}");

  static final String ENDING = ".conf";

  /// Name, slugs, origins and retention are in one file.
  static final String ORGANISATION_FILE = NAME.place + ENDING;

  private final String place;
  private final String word;
  private final Pattern names;

  /// @param place its folder, or its file without the ending
  Part(String place, String word, String names) {
    this.place = place;
    this.word = word;
    this.names = Pattern.compile(names);
  }

  /// The parts of a file or folder, such as `organisation` or `agents`.
  ///
  /// @return none for another word
  public static Set<Part> of(String word) {
    var found = EnumSet.noneOf(Part.class);
    for (var part : values()) if (word.equals(part.place)) found.add(part);
    return found;
  }

  /// Its folder, or its file without the ending.
  public String place() {
    return place;
  }

  String word() {
    return word;
  }

  /// Whether each thing has a file of its own, in a folder.
  boolean hasFolder() {
    return !isSingle() && this != SLUG;
  }

  /// Whether an organisation has one, whose name is [#word].
  boolean isSingle() {
    return switch (this) {
      case NAME, ORIGINS, RETENTION, MODEL, BUDGETS, LIMITS -> true;
      case SLUG, ROLE, TOOL_SOURCE, NAMED_MODEL, ISSUER, AGENT, NUMBER, TRUNK -> false;
    };
  }

  /// Whether it has a file of its own, in no folder.
  boolean hasFile() {
    return isSingle() && !place.equals(NAME.place);
  }

  /// Whether things that the files do not have may be removed.
  boolean isRemovable() {
    return !isSingle() && this != NUMBER;
  }

  boolean isName(String text) {
    // that one has a file of its own
    if (this == NAMED_MODEL && text.equals(OwnModelName.DEFAULT)) return false;
    return names.matcher(text).matches();
  }

  String form() {
    return names.pattern();
  }
}
