package io.parley.server.declared;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.server.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes an organisation as files that [Folder] reads as the same. Knowledge is not among them: a
/// server keeps the texts of documents, and not their files.
public final class FolderWriter {
  private FolderWriter() {}

  /// @param folder empty, or not there yet
  /// @return warnings: fields that may hold a secret
  public static List<String> write(Path folder, Declared organisation) throws IOException {
    if (Files.exists(folder) && (!Files.isDirectory(folder) || !Folder.entries(folder).isEmpty()))
      throw new ClientFailure(0, folder + " is not empty (expected: a new or empty folder)", null);
    Files.createDirectories(folder);
    for (var file : texts(organisation).entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue());
    }
    return warnings(organisation);
  }

  private static List<String> warnings(Declared organisation) {
    var warnings = new ArrayList<String>();
    for (var each : organisation.items().entrySet())
      for (var field : Shown.secrets(each.getKey(), each.getValue()))
        warnings.add(
            "%s: %s may hold a secret (expected: a reference such as ${secret:NAME})"
                .formatted(each.getKey().file(), field));
    return List.copyOf(warnings);
  }

  /// Texts of all files, by their paths in the folder.
  static Map<String, String> texts(Declared organisation) {
    var texts = new TreeMap<String, String>();
    var head = JsonNodeFactory.instance.objectNode();
    if (organisation.parts().contains(Part.SLUG)) head.putArray("slugs");
    organisation
        .items()
        .forEach(
            (item, content) -> {
              switch (item.part()) {
                case NAME -> head.set("name", content.get("name"));
                case SLUG -> head.withArrayProperty("slugs").add(item.name());
                case ROLE, TOOL_SOURCE -> texts.put(item.file(), Hocon.write(content));
                case AGENT -> agent(item, content.deepCopy(), texts);
              }
            });
    if (!head.isEmpty()) texts.put(Part.ORGANISATION_FILE, Hocon.write(head));
    return texts;
  }

  private static void agent(Item item, ObjectNode content, Map<String, String> texts) {
    Folder.TEXTS.forEach(
        (field, ending) -> {
          if (content.path(field).isTextual())
            texts.put(
                item.part().folder() + "/" + item.name() + ending,
                content.remove(field).textValue() + "\n");
        });
    texts.put(item.file(), Hocon.write(content));
  }
}
