package io.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.server.client.OperatorClient;
import io.parley.server.client.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `parley knowledge sources`: sites, exports and resources that are read again and again.
@Command(
    name = "sources",
    description = "Adds, lists, synchronises and removes sites, exports and resources.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SourcesCommand.Add.class,
      SourcesCommand.All.class,
      SourcesCommand.Sync.class,
      SourcesCommand.Remove.class
    })
final class SourcesCommand implements Callable<Integer> {
  @ParentCommand private KnowledgeCommand knowledge;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing (expected: add, list, sync or remove)");
  }

  private OperatorClient client() throws IOException {
    return knowledge.client();
  }

  private static String path(String id) {
    return "/sources/" + OperatorClient.escaped(id);
  }

  @Command(
      name = "add",
      description = "Adds a source, or changes the one of this id. It is read at once.",
      mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {
    @ParentCommand private SourcesCommand sources;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "small letters, digits, - and _")
    private String id;

    @Parameters(
        index = "1",
        paramLabel = "ADDRESS",
        description = "of the first page, or file; mcp://NAME: the resources of a tool source")
    private URI url;

    @Option(
        names = "--export",
        description = "the address is one file, such as an export of a help desk; default: a site")
    private boolean isExport;

    @Option(
        names = "--collection",
        paramLabel = "NAME",
        defaultValue = KnowledgeCollection.DEFAULT,
        description = "default: ${DEFAULT-VALUE}")
    private String collection;

    @Option(
        names = "--every",
        paramLabel = "MINUTES",
        description = "from the end of one run to the next; default: only when asked")
    private Integer every;

    @Option(names = "--pages", paramLabel = "N", description = "the most pages of one run")
    private Integer pages;

    @Option(
        names = "--path",
        paramLabel = "/BEGINNING",
        description = "only pages below it; of resources: URIs")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--label", paramLabel = "LABEL", description = "a label of all documents")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--language", paramLabel = "TAG", description = "of texts without their own")
    private String language;

    @Option(
        names = "--login-secret",
        paramLabel = "NAME",
        description = "the secret that the server of an export is shown")
    private String loginSecret;

    @Option(
        names = "--login-user",
        paramLabel = "USER",
        description = "the user whose password the secret is; default: it is a token")
    private String loginUser;

    @Option(
        names = "--hook-secret",
        paramLabel = "NAME",
        description = "the secret that signs messages about changes")
    private String hook;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var stored = sources.client().put(path(id), wish());
      line(stored, spec.commandLine().getOut());
      return ExitCode.ENDED;
    }

    private String kind() {
      if ("mcp".equals(url.getScheme())) return "resources";
      return isExport ? "export" : "site";
    }

    private ObjectNode wish() {
      var json =
          JsonNodeFactory.instance
              .objectNode()
              .put("kind", kind())
              .put("url", url.toString())
              .put("collection", collection);
      if (every != null) json.put("everyMinutes", every);
      if (pages != null) json.put("pagesMax", pages);
      if (language != null) json.put("language", language);
      if (loginSecret != null) json.put("loginSecret", loginSecret);
      if (loginUser != null) json.put("loginUser", loginUser);
      if (hook != null) json.put("hookSecret", hook);
      var wanted = json.putArray("paths");
      paths.forEach(wanted::add);
      var named = json.putArray("labels");
      labels.forEach(named::add);
      return json;
    }
  }

  @Command(
      name = "list",
      description = "Lists sources with their last runs.",
      mixinStandardHelpOptions = true)
  static final class All implements Callable<Integer> {
    @ParentCommand private SourcesCommand sources;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
      for (var each : sources.client().get("/sources").path("sources"))
        line(each, spec.commandLine().getOut());
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "sync",
      description = "Has sources read now, and waits for the end.",
      mixinStandardHelpOptions = true)
  static final class Sync implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(500);

    @ParentCommand private SourcesCommand sources;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "1..*")
    private List<String> ids;

    @Option(names = "--force", description = "the run may remove most of the pages")
    private boolean force;

    @Option(names = "--no-wait", description = "does not wait for the end")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = sources.client();
      boolean allWell = true;
      for (var id : ids)
        client.post(path(id) + "/sync", JsonNodeFactory.instance.objectNode().put("force", force));
      for (var id : ids) if (!noWait) allWell &= ended(client, id);
      return allWell ? ExitCode.ENDED : ExitCode.FAULT;
    }

    private boolean ended(OperatorClient client, String id) throws InterruptedException {
      var state = client.get(path(id));
      while (!state.path("state").asText().equals("idle")) {
        Pause.of(LOOK);
        state = client.get(path(id));
      }
      line(state, spec.commandLine().getOut());
      return state.at("/lastRun/complete").asBoolean();
    }
  }

  @Command(
      name = "remove",
      description = "Removes sources with their documents.",
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @ParentCommand private SourcesCommand sources;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "1..*")
    private List<String> ids;

    @Option(names = "--keep-documents", description = "their documents stay")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = sources.client();
      for (var id : ids) {
        client.delete(path(id) + (keep ? "?documents=keep" : ""));
        spec.commandLine().getOut().println("removed " + id);
      }
      return ExitCode.ENDED;
    }
  }

  private static void line(JsonNode source, PrintWriter out) {
    out.printf(
        "%-20s %-7s %-8s %5d pages  %s%n",
        source.path("id").asText(),
        source.path("kind").asText(),
        source.path("state").asText(),
        source.path("pages").asInt(),
        source.path("url").asText());
    var run = source.path("lastRun");
    if (!run.has("endedAt")) return;
    out.printf(
        "  %s: %d stored, %d unchanged, %d removed, %d held back, %d skipped, %d failed%s%n",
        run.path("endedAt").asText(),
        run.path("stored").asInt(),
        run.path("unchanged").asInt(),
        run.path("removed").asInt(),
        run.path("held").asInt(),
        run.path("skipped").asInt(),
        run.path("failed").asInt(),
        run.path("complete").asBoolean() ? "" : " (not complete)");
    if (run.has("error")) out.println("  " + run.path("error").asText());
    for (var problem : run.path("problems")) out.println("  " + problem.asText());
  }
}
