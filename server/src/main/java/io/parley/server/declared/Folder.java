package io.parley.server.declared;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.server.client.ClientFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An organisation as files. Hidden files and a README are left out, any other file that is not
/// known is refused, so that nothing is misspelt unseen. Symbolic links are not followed.
public final class Folder {
  static final String KNOWLEDGE = "knowledge";

  /// Texts of an agent in files beside it, and the fields that they stand for. A line feed at the
  /// end of such a file is not part of the text.
  static final Map<String, String> TEXTS =
      Map.of("instructions", ".instructions.md", "spokenInstructions", ".spoken.md");

  private static final String ORGANISATION_FIELDS = "only name, slugs, origins, retention";
  private static final long BYTES_MAX = 1L << 20;
  private static final int NAME_LENGTH_MAX = 128;

  private final Path folder;

  private Folder(Path folder) {
    this.folder = folder;
  }

  /// Reads and checks all files.
  ///
  /// @throws ClientFailure if one is wrong, with its name, the field and what was expected
  public static Declared read(Path folder) throws IOException {
    if (!Files.isDirectory(folder))
      throw new ClientFailure(0, folder + " is no folder (expected: one with files)", null);
    return new Folder(folder).declared();
  }

  private Declared declared() throws IOException {
    var parts = EnumSet.noneOf(Part.class);
    var items = new TreeMap<Item, ObjectNode>();
    for (var entry : entries(folder)) {
      var name = name(entry);
      var part =
          EnumSet.allOf(Part.class).stream()
              .filter(each -> each.hasFolder() && each.place().equals(name))
              .findFirst();
      if (part.isPresent() && isFolder(entry)) {
        parts.add(part.get());
        files(entry, part.get(), items);
      } else if (name.equals(Part.ORGANISATION_FILE)) organisation(parts, items);
      else if (single(name).isPresent())
        put(single(name).get(), Hocon.read(name, text(folder, name)), parts, items);
      else if (!isLeftOut(name) && !isKnowledge(entry))
        throw Refused.because(
            name,
            "it is not known",
            "organisation.conf, model.conf, budgets.conf, limits.conf, roles/, tool-sources/,"
                + " models/, customer-issuers/, agents/, numbers/, trunks/ or knowledge/");
    }
    return new Declared(parts, items);
  }

  /// The part that is this file.
  private static Optional<Part> single(String file) {
    return EnumSet.allOf(Part.class).stream()
        .filter(part -> part.hasFile() && file.equals(part.place() + Part.ENDING))
        .findFirst();
  }

  private static boolean isKnowledge(Path entry) {
    return name(entry).equals(KNOWLEDGE) && isFolder(entry);
  }

  private static boolean isLeftOut(String name) {
    return name.startsWith(".") || name.startsWith("README");
  }

  private void organisation(Set<Part> parts, Map<Item, ObjectNode> items) throws IOException {
    var file = Part.ORGANISATION_FILE;
    var read = Hocon.read(file, text(folder, file));
    for (var part : List.of(Part.NAME, Part.ORIGINS))
      if (read.hasNonNull(part.word())) {
        var content = JsonNodeFactory.instance.objectNode();
        content.set(part.word(), read.remove(part.word()));
        put(part, content, parts, items);
      }
    if (read.hasNonNull("retention")) {
      if (!(read.remove("retention") instanceof ObjectNode retention))
        throw Refused.because(file, "retention is no object", "{…}");
      put(Part.RETENTION, retention, parts, items);
    }
    if (read.hasNonNull("slugs")) {
      parts.add(Part.SLUG);
      var slugs = read.remove("slugs");
      if (!slugs.isArray() || slugs.valueStream().anyMatch(each -> !each.isTextual()))
        throw Refused.because(file, "slugs is no list of texts", "[…]");
      for (var slug : slugs)
        items.put(new Item(Part.SLUG, slug.textValue()), JsonNodeFactory.instance.objectNode());
    }
    if (!read.isEmpty())
      throw Refused.because(
          file, "the field " + read.fieldNames().next() + " is not known", ORGANISATION_FIELDS);
  }

  private static void put(
      Part single, ObjectNode content, Set<Part> parts, Map<Item, ObjectNode> items) {
    parts.add(single);
    var item = Item.of(single);
    items.put(item, Canonical.ofFile(item, content));
  }

  private void files(Path directory, Part part, Map<Item, ObjectNode> items) throws IOException {
    for (var entry : entries(directory)) {
      var file = part.place() + "/" + name(entry);
      if (isLeftOut(name(entry)) || isText(part, entry)) continue;
      if (!file.endsWith(Part.ENDING) || isFolder(entry))
        throw Refused.because(file, "it is not known", "files that end with " + Part.ENDING);
      var item = item(part, file, name(entry));
      var read = Hocon.read(file, text(folder, file));
      if (part == Part.AGENT) withTexts(item, read);
      items.put(item, Canonical.ofFile(item, read));
    }
  }

  private static Item item(Part part, String file, String fileName) {
    var name = fileName.substring(0, fileName.length() - Part.ENDING.length());
    if (name.length() > NAME_LENGTH_MAX || !part.isName(name))
      throw Refused.because(
          file, "the file's name is no name of its kind", part.form() + Part.ENDING);
    return new Item(part, name);
  }

  /// Whether it is a text beside an agent.
  private static boolean isText(Part part, Path entry) {
    if (part != Part.AGENT) return false;
    for (var ending : TEXTS.values()) {
      var name = name(entry);
      if (!name.endsWith(ending)) continue;
      var agent = name.substring(0, name.length() - ending.length()) + Part.ENDING;
      if (!Files.exists(entry.resolveSibling(agent), LinkOption.NOFOLLOW_LINKS))
        throw Refused.because(part.place() + "/" + name, "there is no agent beside it", agent);
      return true;
    }
    return false;
  }

  private void withTexts(Item agent, ObjectNode read) throws IOException {
    for (var text : TEXTS.entrySet()) {
      var file = agent.part().place() + "/" + agent.name() + text.getValue();
      if (!Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) continue;
      if (read.hasNonNull(text.getKey()))
        throw Refused.because(
            agent.file(), text.getKey() + " is in " + file + ", too", "one of the two");
      var content = text(folder, file);
      read.put(
          text.getKey(),
          content.endsWith("\n") ? content.substring(0, content.length() - 1) : content);
    }
  }

  /// @param file from the folder
  static String text(Path folder, String file) throws IOException {
    var path = folder.resolve(file);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) > BYTES_MAX)
      throw Refused.because(file, "it cannot be read", "a file of 1 MiB at most, no link");
    try {
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new ClientFailure(0, file + ": it is no text (expected: UTF-8)", e);
    }
  }

  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  /// In the order of their names.
  static List<Path> entries(Path directory) throws IOException {
    try (var all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }
}
