package io.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.parley.server.client.OperatorClient;
import io.parley.server.client.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `parley tools`: the tool sources of a running server.
@Command(
    name = "tools",
    description = {
      "Lists, adds, tries, approves and removes tool sources of a running Parley. It is found by"
          + " its",
      "data directory, or named with --url; the operator's token is PARLEY_OPERATOR_TOKEN."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      ToolsCommand.Sources.class,
      ToolsCommand.Add.class,
      ToolsCommand.Try.class,
      ToolsCommand.SignIn.class,
      ToolsCommand.SignOut.class,
      ToolsCommand.Approve.class,
      ToolsCommand.Remove.class,
      DeadLettersCommand.class
    })
final class ToolsCommand implements Callable<Integer> {
  private static final String NAME = "NAME";

  @Mixin private ServerOptions server;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing (expected: list, add, try, sign-in, sign-out, approve, remove or"
            + " dead-letters)");
  }

  private OperatorClient client() throws IOException {
    return client("/v1/tool-sources");
  }

  /// @param path of all its requests
  OperatorClient client(String path) throws IOException {
    return server.client(path);
  }

  private static String path(String name) {
    return "/" + OperatorClient.escaped(name);
  }

  /// @return the exit code
  private static int shown(JsonNode source, CommandSpec spec) {
    ToolSourceText.print(source, spec.commandLine().getOut());
    return source.has("problem") ? ExitCode.FAULT : ExitCode.ENDED;
  }

  @Command(
      name = "list",
      description = "Lists all sources with their tools, or the problem.",
      mixinStandardHelpOptions = true)
  static final class Sources implements Callable<Integer> {
    @ParentCommand private ToolsCommand tools;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var out = spec.commandLine().getOut();
      var sources = tools.client().get("").path("sources");
      for (var source : sources) ToolSourceText.print(source, out);
      if (sources.isEmpty()) out.println("there are no tool sources");
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "add",
      description = {
        "Adds a source, or changes it: from a file with kind, settings, agents and allow, or an"
            + " MCP",
        "server by its URL. Shows its tools, or the problem."
      },
      mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {
    private static final Duration APPROVED = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(200);

    @ParentCommand private ToolsCommand tools;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = NAME, description = "the beginning of its tools' names")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "JSON or HOCON")
    private Path file;

    @Option(names = "--mcp", paramLabel = "URL", description = "an MCP server's, without a FILE")
    private String mcp;

    @Option(
        names = "--header",
        paramLabel = "NAME=VALUE",
        description = "with --mcp: a header, whose value may name a secret: '$${secret:NAME}'")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--agent", paramLabel = "ID", description = "only this agent uses the tools")
    private List<String> agents = new ArrayList<>();

    @Option(names = "--allow", paramLabel = "TOOL", description = "only this tool may be used")
    private List<String> allow = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      if ((file == null) == (mcp == null))
        throw new ParameterException(
            spec.commandLine(), "the source's definition is missing (expected: FILE or --mcp)");
      if (mcp == null && !headers.isEmpty())
        throw new ParameterException(
            spec.commandLine(), "--header with a FILE (expected: headers in its settings)");
      var body = mcp == null ? ofFile() : ofServer();
      if (!agents.isEmpty()) set(body, "agents", agents);
      if (!allow.isEmpty()) set(body, "allow", allow);
      var client = tools.client();
      client.put(path(name), body);
      var tried = client.post(path(name) + "/try", JsonNodeFactory.instance.objectNode());
      return shown(tried.has("problem") ? tried : used(client), spec);
    }

    /// The first tools of a new source are approved as soon as it is open.
    private JsonNode used(OperatorClient client) throws InterruptedException {
      long began = System.nanoTime();
      while (true) {
        var source = client.get(path(name));
        boolean isUsed =
            !source.has("problem")
                && source.path("tools").valueStream().anyMatch(t -> t.path("approved").asBoolean());
        if (isUsed || System.nanoTime() - began > APPROVED.toNanos()) return source;
        Pause.of(LOOK);
      }
    }

    private ObjectNode ofFile() throws IOException {
      if (!Files.isReadable(file))
        throw new WrongSetting(file + " cannot be read (expected: a file in JSON or HOCON)");
      var text =
          ConfigFactory.parseFile(file.toFile())
              .resolve()
              .root()
              .render(ConfigRenderOptions.concise());
      return (ObjectNode) new ObjectMapper().readTree(text);
    }

    private ObjectNode ofServer() {
      var body = JsonNodeFactory.instance.objectNode().put("kind", "mcp");
      var settings = body.putObject("settings").put("url", mcp);
      if (!headers.isEmpty()) {
        var values = settings.putObject("headers");
        headers.forEach(values::put);
      }
      return body;
    }

    private static void set(ObjectNode body, String field, List<String> texts) {
      var array = body.putArray(field);
      texts.forEach(array::add);
    }
  }

  @Command(
      name = "try",
      description = "Opens a source once more, and shows its tools now, or the problem.",
      mixinStandardHelpOptions = true)
  static final class Try implements Callable<Integer> {
    @ParentCommand private ToolsCommand tools;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = NAME, description = "as list shows it")
    private String name;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var body = JsonNodeFactory.instance.objectNode();
      return shown(tools.client().post(path(name) + "/try", body), spec);
    }
  }

  @Command(
      name = "sign-in",
      description = {
        "Signs a source in at the authorization server of its MCP server: prints an address, which",
        "is opened in a browser within ten minutes."
      },
      mixinStandardHelpOptions = true)
  static final class SignIn implements Callable<Integer> {
    @ParentCommand private ToolsCommand tools;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = NAME, description = "as list shows it")
    private String name;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var body = JsonNodeFactory.instance.objectNode();
      var begun = tools.client().post(path(name) + "/authorize", body);
      var out = spec.commandLine().getOut();
      out.println("open this address in a browser within ten minutes:");
      out.println(begun.path("page").asText());
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "sign-out",
      description = "Deletes the tokens of a source, and revokes them if their server can.",
      mixinStandardHelpOptions = true)
  static final class SignOut implements Callable<Integer> {
    @ParentCommand private ToolsCommand tools;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = NAME, description = "as list shows it")
    private String name;

    @Override
    public Integer call() throws IOException, InterruptedException {
      tools.client().delete(path(name) + "/authorize");
      spec.commandLine().getOut().println("signed out " + name);
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "approve",
      description = {
        "Shows the tools of a source that are held back, or approves them in the form that was",
        "shown."
      },
      mixinStandardHelpOptions = true)
  static final class Approve implements Callable<Integer> {
    @ParentCommand private ToolsCommand tools;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = NAME, description = "as list shows it")
    private String name;

    @Parameters(
        index = "1",
        arity = "0..*",
        paramLabel = "TOOL=FINGERPRINT",
        description = "as the same command shows them without any")
    private Map<String, String> approved = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = tools.client();
      if (!approved.isEmpty()) {
        var body = JsonNodeFactory.instance.objectNode();
        var fingerprints = body.putObject("tools");
        approved.forEach(fingerprints::put);
        var source = client.post(path(name) + "/approve", body);
        ToolSourceText.print(source, spec.commandLine().getOut());
        return isApproved(source) ? ExitCode.ENDED : ExitCode.FAULT;
      }
      var out = spec.commandLine().getOut();
      var source = client.get(path(name));
      var tools = heldBack(source.path("tools"));
      tools.forEach(tool -> ToolSourceText.printHeldBack(tool, out));
      var prompts = heldBack(source.path("prompts"));
      prompts.forEach(prompt -> ToolSourceText.printHeldBackPrompt(prompt, out));
      if (tools.isEmpty() && prompts.isEmpty()) out.println("no tool and no prompt is held back");
      return ExitCode.ENDED;
    }

    private static List<JsonNode> heldBack(JsonNode offered) {
      return offered.valueStream().filter(each -> !each.path("approved").asBoolean()).toList();
    }

    /// One that is gone, or changed once more since it was shown, is not.
    private boolean isApproved(JsonNode source) {
      return approved.keySet().stream()
          .allMatch(
              name ->
                  isApproved(source.path("tools"), "name", name)
                      || isApproved(source.path("prompts"), "approvalName", name));
    }

    private static boolean isApproved(JsonNode offered, String field, String name) {
      return offered
          .valueStream()
          .anyMatch(
              each -> each.path(field).asText().equals(name) && each.path("approved").asBoolean());
    }
  }

  @Command(name = "remove", description = "Removes sources.", mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @ParentCommand private ToolsCommand tools;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = NAME, arity = "1..*", description = "as list shows them")
    private List<String> names;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = tools.client();
      for (var name : names) {
        client.delete(path(name));
        spec.commandLine().getOut().println("removed " + name);
      }
      return ExitCode.ENDED;
    }
  }
}
