package io.parley.persistence.journal;

import io.parley.persistence.journal.UnreadableEvent.Category;

/// The name and version of a stored event: `said` is version 1, `said.2` version 2.
record Manifest(String kind, int version) {

  static Manifest parse(String text) {
    int dot = text.lastIndexOf('.');
    if (dot < 0) return new Manifest(text, 1);
    try {
      return new Manifest(
          text.substring(0, dot), Integer.parseInt(text, dot + 1, text.length(), 10));
    } catch (NumberFormatException e) {
      throw new UnreadableEvent(
          Category.UNKNOWN_KIND,
          "event of kind %s (expected: kind or kind.version)".formatted(text));
    }
  }

  String text() {
    return version == 1 ? kind : kind + "." + version;
  }
}
