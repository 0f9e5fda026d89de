package io.parley.server.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.core.knowledge.ContentHash;
import io.parley.server.client.ClientFailure;
import io.parley.server.client.OperatorClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Uploads files and folders into a collection. A file that is there with the same bytes and labels
/// is skipped, so that interrupted work continues where it stopped.
///
/// A file in a folder is named by its path from the folder, the folder's own name first:
/// `handbook/returns.md`. Hidden files are left out, and symbolic links are not followed.
public final class FolderSync {
  private static final int PAGE = 500;

  private final OperatorClient client;
  private final Wish wish;
  private final PrintWriter out;
  private final boolean terminal;

  /// @param labels of all documents; @param language of texts that do not say theirs, or empty
  /// @param remove whether files that a folder no longer has are removed from the collection
  /// @param dryRun whether nothing is changed
  /// @param isPublic whether a collection that is made may be read by visitors
  public record Wish(
      String collection,
      List<String> labels,
      String language,
      boolean remove,
      boolean dryRun,
      boolean isPublic) {
    public Wish {
      labels = List.copyOf(labels);
    }
  }

  /// @param knowledge the version that has all changes; 0 when there were none
  public record Sums(int uploaded, int unchanged, int removed, int refused, long knowledge) {}

  private record Known(String hash, Set<String> labels) {}

  public FolderSync(OperatorClient client, Wish wish, PrintWriter out, boolean terminal) {
    this.client = client;
    this.wish = wish;
    this.out = out;
    this.terminal = terminal;
  }

  public Sums run(List<Path> paths) throws IOException, InterruptedException {
    var files = new LinkedHashMap<String, Path>();
    for (var path : paths) files.putAll(files(path));
    boolean isThere = prepared();
    var known = isThere ? known() : Map.<String, Known>of();
    var progress = new Progress(out, terminal, files.size());
    var sums = new Sums(0, 0, 0, 0, 0);
    for (var file : files.entrySet())
      sums = uploaded(sums, file.getKey(), file.getValue(), known, progress);
    if (wish.remove())
      for (var name : gone(paths, files.keySet(), known.keySet()))
        sums = removed(sums, name, progress);
    progress.end();
    return sums;
  }

  /// @return whether the collection exists now
  private boolean prepared() throws InterruptedException {
    for (var each : client.get("/collections").path("collections"))
      if (each.path("name").asText().equals(wish.collection())) return true;
    if (wish.dryRun()) return false;
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("title", wish.collection())
            .put("public", wish.isPublic());
    client.put("/collections/" + OperatorClient.escaped(wish.collection()), body);
    return true;
  }

  private Map<String, Known> known() throws InterruptedException {
    var known = new TreeMap<String, Known>();
    var after = "";
    do {
      var page = client.get(files() + "?limit=" + PAGE + after);
      for (var file : page.path("files"))
        known.put(file.path("name").asText(), new Known(file.path("hash").asText(), labels(file)));
      var next = page.path("next").asText("");
      after = next.isEmpty() ? "" : "&after=" + OperatorClient.escaped(next);
    } while (!after.isEmpty());
    return known;
  }

  private static Set<String> labels(JsonNode file) {
    var labels = new HashSet<String>();
    file.path("labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  private Sums uploaded(
      Sums sums, String name, Path file, Map<String, Known> known, Progress progress)
      throws IOException, InterruptedException {
    var before = known.get(name);
    boolean same =
        before != null
            && before.labels().containsAll(wish.labels())
            && before.hash().equals(ContentHash.of(Files.readAllBytes(file)));
    if (same) {
      progress.skipped(name);
      return new Sums(
          sums.uploaded(), sums.unchanged() + 1, sums.removed(), sums.refused(), sums.knowledge());
    }
    try {
      long knowledge =
          wish.dryRun() ? 0 : client.put(address(name) + query(), file).path("knowledge").asLong();
      progress.done(wish.dryRun() ? "would upload" : "uploaded", name);
      return new Sums(
          sums.uploaded() + 1,
          sums.unchanged(),
          sums.removed(),
          sums.refused(),
          Math.max(sums.knowledge(), knowledge));
    } catch (ClientFailure failure) {
      if (!failure.isRefusal()) throw failure;
      progress.refused(name, failure.getMessage());
      return new Sums(
          sums.uploaded(), sums.unchanged(), sums.removed(), sums.refused() + 1, sums.knowledge());
    }
  }

  private Sums removed(Sums sums, String name, Progress progress) throws InterruptedException {
    long knowledge = wish.dryRun() ? 0 : client.delete(address(name)).path("knowledge").asLong();
    progress.done(wish.dryRun() ? "would remove" : "removed", name);
    return new Sums(
        sums.uploaded(),
        sums.unchanged(),
        sums.removed() + 1,
        sums.refused(),
        Math.max(sums.knowledge(), knowledge));
  }

  /// Files that are in the collection, but no longer in the folders.
  private static List<String> gone(List<Path> paths, Set<String> here, Set<String> known)
      throws IOException {
    var folders = new HashSet<String>();
    for (var path : paths) if (Files.isDirectory(path)) folders.add(name(path) + "/");
    return known.stream()
        .filter(name -> !here.contains(name))
        .filter(name -> folders.stream().anyMatch(name::startsWith))
        .toList();
  }

  private static Map<String, Path> files(Path path) throws IOException {
    if (!Files.exists(path))
      throw new ClientFailure(0, path + " does not exist (expected: a file or a folder)", null);
    if (!Files.isDirectory(path)) return Map.of(name(path), path);
    var folder = name(path);
    try (var all = Files.walk(path)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !isHidden(path.relativize(file)))
          .collect(
              Collectors.toMap(
                  file -> folder + "/" + path.relativize(file).toString().replace('\\', '/'),
                  file -> file,
                  (one, _) -> one,
                  TreeMap::new));
    }
  }

  private static boolean isHidden(Path file) {
    for (var part : file) if (part.toString().startsWith(".")) return true;
    return false;
  }

  private static String name(Path path) throws IOException {
    var last = path.toRealPath().getFileName();
    if (last == null)
      throw new ClientFailure(0, path + " has no name (expected: a file or a folder)", null);
    return last.toString();
  }

  private String files() {
    return "/collections/" + OperatorClient.escaped(wish.collection()) + "/files";
  }

  private String address(String name) {
    return files() + "/" + OperatorClient.escapedPath(name);
  }

  private String query() {
    var labels = OperatorClient.escaped(String.join(",", wish.labels()));
    var language =
        wish.language().isEmpty() ? "" : "&language=" + OperatorClient.escaped(wish.language());
    return "?labels=" + labels + language;
  }
}
