package io.parley.server.declared;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.server.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes an organisation as files that [Folder] reads as the same. Knowledge is not among them: a
/// server keeps the texts of documents, and not their files. References to secrets are written as
/// they are; only its owner reads a file with a value in place of one.
public final class FolderWriter {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private FolderWriter() {}

  /// @param folder empty, or not there yet
  /// @return warnings: fields that may hold a secret
  public static List<String> write(Path folder, Declared organisation) throws IOException {
    if (Files.exists(folder) && (!Files.isDirectory(folder) || !Folder.entries(folder).isEmpty()))
      throw new ClientFailure(0, folder + " is not empty (expected: a new or empty folder)", null);
    Files.createDirectories(folder);
    var secret = secret(organisation);
    for (var file : texts(organisation).entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (secret.containsKey(file.getKey())) Files.createFile(path, OWNER_ONLY);
      Files.writeString(path, file.getValue());
    }
    return warnings(secret);
  }

  /// Fields that may hold a secret, by their file.
  private static Map<String, List<String>> secret(Declared organisation) {
    var secret = new TreeMap<String, List<String>>();
    organisation
        .items()
        .forEach(
            (item, content) -> {
              var fields = Shown.secrets(item, content);
              if (!fields.isEmpty()) secret.put(item.file(), fields);
            });
    return secret;
  }

  private static List<String> warnings(Map<String, List<String>> secret) {
    var warnings = new ArrayList<String>();
    secret.forEach(
        (file, fields) -> {
          for (var field : fields)
            warnings.add(
                "%s: %s may hold a secret (expected: a reference such as ${secret:NAME})"
                    .formatted(file, field));
        });
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
                case NAME, ORIGINS -> head.set(item.part().word(), content.get(item.part().word()));
                case RETENTION -> head.set("retention", content);
                case SLUG -> head.withArrayProperty("slugs").add(item.name());
                case ROLE,
                    TOOL_SOURCE,
                    MODEL,
                    NAMED_MODEL,
                    BUDGETS,
                    LIMITS,
                    ISSUER,
                    NUMBER,
                    TRUNK ->
                    texts.put(item.file(), Hocon.write(content));
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
                item.part().place() + "/" + item.name() + ending,
                content.remove(field).textValue() + "\n");
        });
    texts.put(item.file(), Hocon.write(content));
  }
}
