package io.parley.server;

import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.server.client.OperatorClient;
import io.parley.server.client.Pause;
import io.parley.server.knowledge.FolderSync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `parley knowledge`: the documents of a running server.
@Command(
    name = "knowledge",
    description = {
      "Adds, lists, searches and removes documents of a running Parley. It is found by its data",
      "directory, or named with --url; the operator's token is PARLEY_OPERATOR_TOKEN."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      KnowledgeCommand.Add.class,
      KnowledgeCommand.Sync.class,
      KnowledgeCommand.Documents.class,
      KnowledgeCommand.Search.class,
      KnowledgeCommand.Remove.class,
      SourcesCommand.class,
      AskedCommand.class
    })
final class KnowledgeCommand implements Callable<Integer> {
  @Mixin private ServerOptions server;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing (expected: add, sync, list, search, remove, sources or asked)");
  }

  OperatorClient client() throws IOException {
    return server.client("/v1/knowledge");
  }

  abstract static class Upload implements Callable<Integer> {
    private static final Duration SEARCHABLE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    @ParentCommand private KnowledgeCommand knowledge;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "files and folders")
    private List<Path> paths;

    @Option(
        names = "--collection",
        paramLabel = "NAME",
        defaultValue = KnowledgeCollection.DEFAULT,
        description = "the collection, made when it does not exist; default: ${DEFAULT-VALUE}")
    private String collection;

    @Option(names = "--label", paramLabel = "LABEL", description = "a label of all documents")
    private List<String> labels = new ArrayList<>();

    @Option(
        names = "--language",
        paramLabel = "TAG",
        defaultValue = "",
        description = "the language of texts that do not say theirs; default: detected")
    private String language;

    @Option(
        names = "--private",
        description = "when the collection is made: visitors may not open its passages")
    private boolean isPrivate;

    @Option(names = "--dry-run", description = "shows what would be done, and changes nothing")
    private boolean dryRun;

    int run(boolean remove) throws IOException, InterruptedException {
      var client = knowledge.client();
      var wish = new FolderSync.Wish(collection, labels, language, remove, dryRun, !isPrivate);
      var out = spec.commandLine().getOut();
      var sums = new FolderSync(client, wish, out, Terminal.isThere()).run(paths);
      out.printf(
          "%d uploaded, %d unchanged, %d removed, %d refused%s%n",
          sums.uploaded(),
          sums.unchanged(),
          sums.removed(),
          sums.refused(),
          dryRun ? " (dry run: nothing was changed)" : "");
      if (sums.knowledge() > 0) awaitSearchable(client, sums.knowledge());
      return sums.refused() == 0 ? ExitCode.ENDED : ExitCode.FAULT;
    }

    /// Searches of the node that was asked find everything.
    private void awaitSearchable(OperatorClient client, long version) throws InterruptedException {
      var out = spec.commandLine().getOut();
      long began = System.nanoTime();
      while (client.get("").path("searchable").asLong() < version) {
        if (System.nanoTime() - began > SEARCHABLE.toNanos()) {
          out.println("not searchable yet: the index is still being made");
          return;
        }
        Pause.of(LOOK);
      }
      out.println("searchable");
    }
  }

  @Command(
      name = "add",
      description = "Uploads files and folders, and skips those that are there already.",
      mixinStandardHelpOptions = true)
  static final class Add extends Upload {
    @Override
    public Integer call() throws IOException, InterruptedException {
      return run(false);
    }
  }

  @Command(
      name = "sync",
      description = "The same, and removes files that the folders no longer have.",
      mixinStandardHelpOptions = true)
  static final class Sync extends Upload {
    @Override
    public Integer call() throws IOException, InterruptedException {
      return run(true);
    }
  }

  @Command(name = "list", description = "Lists documents.", mixinStandardHelpOptions = true)
  static final class Documents implements Callable<Integer> {
    private static final String PAGE = "/documents?limit=500";

    @ParentCommand private KnowledgeCommand knowledge;
    @Spec private CommandSpec spec;

    @Option(names = "--collection", paramLabel = "NAME", description = "only of this one")
    private String collection;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = knowledge.client();
      var only = collection == null ? "" : "&collection=" + OperatorClient.escaped(collection);
      var out = spec.commandLine().getOut();
      var next = "";
      do {
        var page =
            client.get(
                PAGE + only + (next.isEmpty() ? "" : "&after=" + OperatorClient.escaped(next)));
        for (var each : page.path("documents"))
          out.printf(
              "%-40s %-16s v%-4d %s%n",
              each.path("ref").asText(),
              each.path("collection").asText(),
              each.path("version").asInt(),
              each.path("title").asText());
        next = page.path("next").asText("");
      } while (!next.isEmpty());
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "search",
      description = "Shows the passages that an agent would find.",
      mixinStandardHelpOptions = true)
  static final class Search implements Callable<Integer> {
    @ParentCommand private KnowledgeCommand knowledge;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "QUESTION", description = "in a customer's words")
    private String question;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var out = spec.commandLine().getOut();
      var found = knowledge.client().get("/search?q=" + OperatorClient.escaped(question));
      for (var each : found.path("passages")) {
        var anchor = each.path("anchor").asText("");
        out.printf(
            "%.3f  %s  (%s%s)%n",
            each.path("score").asDouble(),
            each.path("title").asText(),
            each.path("ref").asText(),
            anchor.isEmpty() ? "" : "#" + anchor);
        out.println(each.path("text").asText().indent(7));
      }
      if (found.path("passages").isEmpty()) out.println("nothing was found");
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "remove",
      description = "Removes documents with all their versions.",
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @ParentCommand private KnowledgeCommand knowledge;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "REF", arity = "1..*", description = "as list shows them")
    private List<String> refs;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = knowledge.client();
      for (var ref : refs) {
        client.delete("/documents/" + OperatorClient.escaped(ref));
        spec.commandLine().getOut().println("removed " + ref);
      }
      return ExitCode.ENDED;
    }
  }
}
