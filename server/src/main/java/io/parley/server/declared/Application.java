package io.parley.server.declared;

import io.parley.server.client.ClientFailure;
import io.parley.server.client.OperatorClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Makes an organisation on a server what a folder says: reads both, shows the difference, and
/// stores it step by step. A second run has nothing to do; one after a refusal goes on.
public final class Application {
  private final Path folder;
  private final OrganisationApi server;
  private final OperatorClient knowledge;
  private final PrintWriter out;

  public enum Ended {
    /// The server has all of it already.
    SAME,
    /// There is a difference, and nothing was changed.
    DIFFERENT,
    APPLIED
  }

  /// @param clients of a part of the API, by the beginning of its paths, such as `/v1`
  public Application(Path folder, Function<String, OperatorClient> clients, PrintWriter out) {
    this.folder = folder;
    this.server = new OrganisationApi(clients.apply("/v1"));
    this.knowledge = clients.apply("/v1/knowledge");
    this.out = out;
  }

  /// @param prune whether things of the server that the files do not have are removed
  /// @param isWanted asked once the difference has been shown: whether it is to be applied
  /// @throws ClientFailure when a file is wrong, or the server refuses a change: with the file, the
  ///   reason, and the number of changes before it
  public Ended run(boolean prune, BooleanSupplier isWanted)
      throws IOException, InterruptedException {
    var files = Folder.read(folder);
    var documents = KnowledgeFolders.of(folder, knowledge);
    var changes = Difference.between(files, server.read(files.parts()), prune);
    for (var change : changes) Shown.lines(change).forEach(out::println);
    boolean hasDocuments = documents.sync(prune, true, out);
    if (changes.isEmpty() && !hasDocuments) {
      out.println("nothing to change");
      return Ended.SAME;
    }
    out.flush();
    if (!isWanted.getAsBoolean()) return Ended.DIFFERENT;
    // agents name collections
    if (hasDocuments) documents.sync(prune, false, out);
    apply(changes, hasDocuments);
    return Ended.APPLIED;
  }

  private void apply(List<Change> changes, boolean hasDocuments) throws InterruptedException {
    var done = new ArrayList<String>();
    if (hasDocuments) done.add("knowledge");
    for (var change : changes) {
      try {
        server.apply(change);
      } catch (ClientFailure refused) {
        throw stopped(change, refused, done);
      }
      done.add(change.done());
      out.println(change.done());
    }
  }

  private static ClientFailure stopped(Change change, ClientFailure refused, List<String> done) {
    return new ClientFailure(
        0,
        "%s: %s; applied before it: %s. Run it again when that is solved"
            .formatted(
                change.item().file(),
                refused.getMessage(),
                done.isEmpty() ? "nothing" : String.join(", ", done)),
        refused);
  }
}
