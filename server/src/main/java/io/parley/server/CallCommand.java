package io.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.dial.CallOutEvent.Kind;
import io.parley.server.client.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley call`: has a running server call somebody, and prints what becomes of it.
@Command(
    name = "call",
    description = {
      "Calls NUMBER, and prints what becomes of the call until it is over. A running Parley dials;"
          + " it",
      "is found by its data directory, or named with --url; the operator's token is",
      "PARLEY_OPERATOR_TOKEN. Ctrl-C ends the printing, not the call."
    },
    mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Set<String> OVER =
      Stream.of(Kind.values()).filter(Kind::isLast).map(Kind::word).collect(Collectors.toSet());

  @Parameters(paramLabel = "NUMBER", description = "whom to call, such as +493012345")
  private String number;

  @Option(names = "--from", paramLabel = "NUMBER", description = "your number that is shown")
  private String from;

  @Option(names = "--agent", paramLabel = "ID", description = "who speaks")
  private String agent;

  @Option(names = "--language", paramLabel = "TAG", description = "such as de")
  private String language;

  @Option(
      names = "--context",
      paramLabel = "NAME=VALUE",
      description = "a fact that the agent is told; may be given several times")
  private Map<String, String> context = Map.of();

  @Option(names = "--opening", paramLabel = "TEXT", description = "what a person hears first")
  private String opening;

  @Option(names = "--message", paramLabel = "TEXT", description = "for an answering machine")
  private String message;

  @Option(names = "--ring", paramLabel = "SECONDS", description = "how long it may ring")
  private Integer ring;

  @Mixin private ServerOptions server;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var client = server.client("/v1/calls");
    var out = spec.commandLine().getOut();
    var call = client.post("", order(), UUID.randomUUID().toString());
    var id = call.path("id").asText();
    out.println("call " + id);
    int printed = print(call, 0, out);
    while (!OVER.contains(call.path("state").asText())) {
      Pause.of(LOOK);
      call = client.get("/" + id);
      printed = print(call, printed, out);
    }
    if (call.has("detail")) out.println(call.path("detail").asText());
    // any other end has reached nobody
    boolean isReached = call.path("state").asText().equals(Kind.ENDED.word());
    return isReached ? ExitCode.ENDED : ExitCode.FAULT;
  }

  private ObjectNode order() {
    var order = JsonNodeFactory.instance.objectNode().put("to", number);
    if (from != null) order.put("from", from);
    if (agent != null) order.put("agent", agent);
    if (language != null) order.put("language", language);
    if (opening != null) order.put("opening", opening);
    if (message != null) order.put("message", message);
    if (ring != null) order.put("ring", ring);
    if (!context.isEmpty()) {
      var facts = order.putObject("context");
      context.forEach(facts::put);
    }
    return order;
  }

  /// @return how many events are printed by now
  private static int print(JsonNode call, int printed, PrintWriter out) {
    var events = call.path("events");
    for (int at = printed; at < events.size(); at++) {
      var event = events.get(at);
      out.printf(
          "%s  %s%s%n",
          event.path("at").asText(),
          event.path("kind").asText(),
          event.has("detail") ? "  " + event.path("detail").asText() : "");
    }
    out.flush();
    return events.size();
  }
}
