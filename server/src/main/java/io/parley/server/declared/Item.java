package io.parley.server.declared;

import io.parley.server.client.TerminalText;
import java.util.Comparator;

/// One thing of an organisation.
///
/// @param name unique in its part, such as an agent's id
public record Item(Part part, String name) implements Comparable<Item> {
  private static final Comparator<Item> ORDER =
      Comparator.comparing(Item::part).thenComparing(Item::name);

  /// The one of a part that has one.
  static Item of(Part single) {
    return new Item(single, single.word());
  }

  @Override
  public int compareTo(Item other) {
    return ORDER.compare(this, other);
  }

  /// Its file, from the folder.
  String file() {
    return part.place() + (part.hasFolder() ? "/" + name : "") + Part.ENDING;
  }

  /// For people: `agent support`.
  String title() {
    return part.isSingle()
        ? "the organisation's " + part.word()
        : part.word() + " " + TerminalText.escaped(name);
  }
}
