package io.parley.tools.fake;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.Purpose;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.Tools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// One conversation, turn by turn, as a session leads it: prompt, model, tools, model, reply.
public final class Chat {
  /// An anonymous customer.
  public static final Origin ORIGIN =
      new Origin(new SessionKey(TenantId.DEFAULT, new SessionId("s1")), new AgentRef("support", 1));

  private static final int ROUNDS_MAX = 4;

  private final LanguageModel model;
  private final Tools tools;
  private final Optional<String> customer;
  private final List<PromptMessage> messages = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();
  private int turn;
  private boolean aloud;
  private Optional<String> language = Optional.empty();

  public Chat(LanguageModel model, Tools tools, Optional<String> customer) {
    this.model = model;
    this.tools = tools;
    this.customer = customer;
  }

  /// @param calls what was called in the turn, as `tool arguments`
  public record Reply(
      String text, Set<String> cited, List<String> calls, List<ToolOutcome> outcomes) {}

  /// These tools are not offered from now on.
  public Chat without(String... names) {
    broken.addAll(List.of(names));
    return this;
  }

  /// The customer speaks from now on.
  public Chat aloud() {
    aloud = true;
    return this;
  }

  /// The call is in this language from now on.
  public Chat in(String tag) {
    language = Optional.of(tag);
    return this;
  }

  /// The part that a session puts before the conversation: memories, and earlier words.
  public Chat after(PromptMessage... earlier) {
    messages.addAll(List.of(earlier));
    return this;
  }

  /// All of it said before anybody answers.
  public Reply says(String... words) {
    turn++;
    for (var text : words) messages.add(new PromptMessage.Customer(text));
    var uses = new ArrayList<PromptMessage>();
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var all = new ArrayList<>(messages);
      all.addAll(uses);
      var heard = new Heard();
      model.start(prompt(all), heard);
      var completion = heard.completion();
      if (completion.toolRequests().isEmpty()) {
        messages.add(new PromptMessage.Assistant(heard.text()));
        return new Reply(
            heard.text(),
            completion.cited().refs(),
            uses.stream()
                .map(use -> ((PromptMessage.ToolUse) use).call())
                .map(call -> call.tool() + " " + call.arguments().text())
                .toList(),
            uses.stream().map(use -> ((PromptMessage.ToolUse) use).outcome()).toList());
      }
      for (var request : completion.toolRequests()) {
        var call =
            new ToolCall(turn + "." + (uses.size() + 1), request.tool(), request.arguments());
        uses.add(new PromptMessage.ToolUse(call, outcome(call)));
      }
    }
    throw new AssertionError("the model never stopped asking for tools");
  }

  private Prompt prompt(List<PromptMessage> all) {
    var written =
        new Prompt(
            Purpose.REPLY,
            ORIGIN,
            "You are a test.",
            all,
            tools.specs(ORIGIN.session().tenant(), ORIGIN.agent()).stream()
                .filter(spec -> !broken.contains(spec.name()))
                .toList(),
            800);
    var asked = aloud ? written.aloud() : written;
    return language.map(asked::in).orElse(asked);
  }

  private ToolOutcome outcome(ToolCall call) {
    var key = ORIGIN.session();
    try {
      return tools
          .call(call, new ToolContext(key, ORIGIN.agent(), customer, key + ":" + call.id()))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof ToolFailure failure)) throw e;
      return ToolOutcome.of(
          failure.mayHaveHappened() ? ToolOutcome.Kind.IN_DOUBT : ToolOutcome.Kind.FAILED,
          new Json("{\"error\":\"it did not answer\"}"));
    }
  }
}
