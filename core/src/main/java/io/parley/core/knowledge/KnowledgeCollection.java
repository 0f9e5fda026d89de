package io.parley.core.knowledge;

import java.util.regex.Pattern;

/// A named set of documents. Agents see the collections that their settings name.
///
/// @param name stable within the tenant
/// @param title for people
/// @param isPublic whether visitors may open its passages; a private one is for agents only, which
///   may quote it
public record KnowledgeCollection(String name, String title, boolean isPublic) {
  /// The collection that every tenant has. It is public.
  public static final String DEFAULT = "default";

  public static final int TITLE_MAX = 200;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  public KnowledgeCollection {
    if (!isName(name))
      throw new IllegalArgumentException(
          "collection: of another form (expected: %s)".formatted(NAME));
  }

  /// Whether `text` has the form of a collection's name.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
