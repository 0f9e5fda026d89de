package io.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.server.client.OperatorClient;
import io.parley.server.client.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `parley tools dead-letters`: calls that could not be delivered.
@Command(
    name = "dead-letters",
    description = {
      "Lists calls with an effect that could not be delivered, has them made again, or drops them."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      DeadLettersCommand.Letters.class,
      DeadLettersCommand.Show.class,
      DeadLettersCommand.Retry.class,
      DeadLettersCommand.Drop.class
    })
final class DeadLettersCommand implements Callable<Integer> {
  private static final String IDS = "ID";

  @ParentCommand private ToolsCommand tools;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing (expected: list, show, retry or drop)");
  }

  private OperatorClient client() throws IOException {
    return tools.client("/v1/dead-letters");
  }

  private static String path(String id) {
    return "/" + OperatorClient.escaped(id);
  }

  private static void line(JsonNode letter, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s  %-9s  %s  %s  %s%n",
        letter.path("id").asText(),
        letter.path("state").asText(),
        letter.path("since").asText(),
        letter.path("tool").asText(),
        letter.path("failure").asText());
  }

  @Command(
      name = "list",
      description = "Lists the letters, oldest first.",
      mixinStandardHelpOptions = true)
  static final class Letters implements Callable<Integer> {
    @ParentCommand private DeadLettersCommand letters;
    @Spec private CommandSpec spec;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        defaultValue = "open",
        description =
            "open, retried, delivered, in-doubt, replaced or dropped; default: ${DEFAULT-VALUE}")
    private String state;

    @Option(names = "--source", paramLabel = "NAME", description = "only tools of this source")
    private String source;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = letters.client();
      var out = spec.commandLine().getOut();
      var filter = "?limit=100&state=" + OperatorClient.escaped(state);
      if (source != null) filter += "&source=" + OperatorClient.escaped(source);
      var after = "";
      do {
        var page = client.get(filter + after);
        for (var letter : page.path("letters")) line(letter, out);
        var next = page.path("next").asText();
        after = next.isEmpty() ? "" : "&after=" + OperatorClient.escaped(next);
      } while (!after.isEmpty());
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "show",
      description = "Shows a letter with its arguments.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @ParentCommand private DeadLettersCommand letters;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = IDS, description = "as list shows it")
    private String id;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var letter = letters.client().get(path(id));
      var out = spec.commandLine().getOut();
      line(letter, out);
      out.println("tries: " + letter.path("tries").asText());
      out.println("arguments: " + letter.path("arguments"));
      if (letter.has("note")) out.println("note: " + letter.path("note").asText());
      return ExitCode.ENDED;
    }
  }

  @Command(
      name = "retry",
      description = "Has calls made again, and shows what came of them.",
      mixinStandardHelpOptions = true)
  static final class Retry implements Callable<Integer> {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);

    @ParentCommand private DeadLettersCommand letters;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = IDS, arity = "1..*", description = "as list shows them")
    private List<String> ids;

    @Option(names = "--note", paramLabel = "TEXT", description = "for people of the company")
    private String note;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = letters.client();
      boolean isDelivered = true;
      for (var id : ids) {
        var before = client.get(path(id));
        decide(client, id, "/retry", note);
        var after = settled(client, id, before);
        line(after, spec.commandLine().getOut());
        isDelivered &= after.path("state").asText().equals("delivered");
      }
      return isDelivered ? ExitCode.ENDED : ExitCode.FAULT;
    }

    /// The list is a moment behind the session.
    private static JsonNode settled(OperatorClient client, String id, JsonNode before)
        throws InterruptedException {
      long began = System.nanoTime();
      while (true) {
        var letter = client.get(path(id));
        boolean isSettled =
            !letter.path("changed").equals(before.path("changed"))
                && !letter.path("state").asText().equals("retried");
        if (isSettled || System.nanoTime() - began > SETTLED.toNanos()) return letter;
        Pause.of(LOOK);
      }
    }
  }

  @Command(
      name = "drop",
      description = "Drops letters: their calls will not be made.",
      mixinStandardHelpOptions = true)
  static final class Drop implements Callable<Integer> {
    @ParentCommand private DeadLettersCommand letters;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = IDS, arity = "1..*", description = "as list shows them")
    private List<String> ids;

    @Option(names = "--note", paramLabel = "TEXT", description = "for people of the company")
    private String note;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var client = letters.client();
      for (var id : ids) {
        decide(client, id, "/drop", note);
        spec.commandLine().getOut().println("dropped " + id);
      }
      return ExitCode.ENDED;
    }
  }

  private static void decide(OperatorClient client, String id, String action, String note)
      throws InterruptedException {
    var body = JsonNodeFactory.instance.objectNode().put("id", UUID.randomUUID().toString());
    if (note != null) body.put("note", note);
    client.post(path(id) + action, body);
  }
}
