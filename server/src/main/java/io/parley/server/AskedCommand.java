package io.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.server.client.OperatorClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `parley knowledge asked`: questions that were not answered.
@Command(
    name = "asked",
    description = {
      "Lists questions that were asked and not answered, in groups of one meaning, the most often",
      "asked first; with an ID, all that is known about one group. Answers are written on the page",
      "/knowledge."
    },
    mixinStandardHelpOptions = true)
final class AskedCommand implements Callable<Integer> {
  @ParentCommand private KnowledgeCommand knowledge;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "of a group, as the list shows it")
  private Long id;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      defaultValue = "open",
      description = "open, answered or dismissed; default: ${DEFAULT-VALUE}")
  private String state;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var client = knowledge.client();
    var out = spec.commandLine().getOut();
    if (id != null) whole(client.get("/asked/" + id), out);
    else list(client, out);
    return ExitCode.ENDED;
  }

  private void list(OperatorClient client, PrintWriter out)
      throws IOException, InterruptedException {
    int offset = 0;
    do {
      var page =
          client.get(
              "/asked?limit=100&offset=%d&state=%s"
                  .formatted(offset, OperatorClient.escaped(state)));
      for (var group : page.path("groups")) line(group, out);
      offset = page.path("next").asInt();
    } while (offset > 0);
  }

  private static void line(JsonNode group, PrintWriter out) {
    var drafted = group.at("/draft/question").asText("");
    out.printf(
        Locale.ROOT,
        "%-8d %5d x  %-3s  %s  %s%n",
        group.path("id").asLong(),
        group.path("count").asInt(),
        group.path("language").asText(),
        group.path("lastAskedAt").asText(),
        drafted.isEmpty() ? group.at("/examples/0/text").asText() : drafted);
  }

  private static void whole(JsonNode group, PrintWriter out) {
    line(group, out);
    out.println("state: " + group.path("state").asText());
    if (group.has("ref")) out.println("document: " + group.path("ref").asText());
    for (var question : group.path("examples")) {
      out.printf(
          "- %s (session %s)%n", question.path("text").asText(), question.path("session").asText());
      if (question.has("answer")) out.print(question.path("answer").asText().indent(4));
    }
    if (group.has("draft")) {
      out.println("draft:");
      out.print(group.at("/draft/answer").asText().indent(4));
    }
  }
}
