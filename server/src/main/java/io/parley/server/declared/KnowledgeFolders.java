package io.parley.server.declared;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.server.client.ClientFailure;
import io.parley.server.client.OperatorClient;
import io.parley.server.knowledge.FolderSync;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `knowledge/NAME/` with the files of the collection of this name, and `knowledge/NAME.conf` with
/// their labels and language. Uploading is [FolderSync]'s work.
final class KnowledgeFolders {
  private final OperatorClient client;
  private final List<Collection> collections;

  private record Collection(
      String name, Path folder, List<String> labels, String language, boolean isPublic) {}

  private KnowledgeFolders(OperatorClient client, List<Collection> collections) {
    this.client = client;
    this.collections = List.copyOf(collections);
  }

  /// Reads the settings of all collections.
  ///
  /// @param folder the organisation's; @param client of `/v1/knowledge`
  static KnowledgeFolders of(Path folder, OperatorClient client) throws IOException {
    var directory = folder.resolve(Folder.KNOWLEDGE);
    var collections = new ArrayList<Collection>();
    if (Folder.isFolder(directory))
      for (var entry : Folder.entries(directory)) {
        var name = Folder.name(entry);
        var file = Folder.KNOWLEDGE + "/" + name;
        if (name.startsWith(".")) continue;
        if (Folder.isFolder(entry)) {
          if (!KnowledgeCollection.isName(name))
            throw Refused.because(
                file, "it is no name of a collection", "small letters, digits and hyphens");
          collections.add(collection(folder, name, entry));
        } else if (!isSettings(entry))
          throw Refused.because(
              file, "it belongs to no collection", "a folder, and NAME.conf beside it");
      }
    return new KnowledgeFolders(client, collections);
  }

  private static boolean isSettings(Path entry) {
    var name = Folder.name(entry);
    return name.endsWith(Part.ENDING)
        && Folder.isFolder(
            entry.resolveSibling(name.substring(0, name.length() - Part.ENDING.length())));
  }

  private static Collection collection(Path folder, String name, Path files) throws IOException {
    var file = Folder.KNOWLEDGE + "/" + name + Part.ENDING;
    var settings =
        Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)
            ? Hocon.read(file, Folder.text(folder, file))
            : JsonNodeFactory.instance.objectNode();
    for (var field : settings.properties())
      if (!List.of("labels", "language", "public").contains(field.getKey()))
        throw Refused.because(
            file, "the field " + field.getKey() + " is not known", "only labels, language, public");
    return new Collection(
        name,
        files,
        labels(file, settings),
        settings.path("language").asText(""),
        isPublic(file, settings));
  }

  private static List<String> labels(String file, ObjectNode settings) {
    var labels = settings.path("labels");
    boolean isList = labels.isMissingNode() || labels.isArray();
    if (!isList || labels.valueStream().anyMatch(each -> !each.isTextual()))
      throw Refused.because(file, "labels is no list of texts", "[…]");
    return labels.valueStream().map(each -> each.textValue()).toList();
  }

  private static boolean isPublic(String file, ObjectNode settings) {
    var value = settings.path("public");
    if (!value.isMissingNode() && !value.isBoolean())
      throw Refused.because(file, "public is no flag", "true or false");
    return value.asBoolean(true);
  }

  /// Uploads files that differ, or says which ones it would.
  ///
  /// @param prune whether files are removed that the folders no longer have
  /// @return whether there were any
  /// @throws ClientFailure when a file is refused; those before and after it are uploaded
  boolean sync(boolean prune, boolean dryRun, PrintWriter out)
      throws IOException, InterruptedException {
    boolean differs = false;
    for (var each : collections) {
      var wish =
          new FolderSync.Wish(
              each.name(), each.labels(), each.language(), prune, dryRun, each.isPublic());
      var sums = new FolderSync(client, wish, out, false).run(List.of(each.folder()));
      if (sums.refused() > 0)
        throw new ClientFailure(
            0,
            "%s/%s: %d files were refused (expected: none; the lines above name them)"
                .formatted(Folder.KNOWLEDGE, each.name(), sums.refused()),
            null);
      differs |= sums.uploaded() + sums.removed() > 0;
    }
    return differs;
  }
}
