package io.parley.voice.keypad;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.voice.tool.ToolArguments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// `press_keys(keys)`, for agents whose definition names it: those that call out, and meet the menu
/// of another company. An order is carried out once, however often it is asked for.
public final class KeyTools implements Tools {
  public static final String TOOL = "press_keys";

  /// The calls, wherever they are.
  @FunctionalInterface
  public interface Pressing {
    /// @return empty when an answer is missing: they may be pressed
    CompletionStage<Optional<Pressed>> pressKeys(SessionKey session, KeyOrder order);
  }

  private static final String DEPENDENCY = "keypad";
  private static final String KEYS = "keys";

  /// Of one key, with the pause after it. Words that are said meanwhile are not heard.
  private static final Duration EACH = Duration.ofMillis(200);

  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final ToolSpec SPEC =
      new ToolSpec(
          TOOL,
          "Pressing keys",
          "Presses keys of the telephone for the other end of this call. Use it only when a menu"
              + " of the other end asks for a key, an extension or a number. Say nothing before"
              + " it; afterwards say in a few words what you pressed, and wait.",
          schema(),
          ToolPolicy.RETRY_WITH_KEY,
          false,
          DEADLINE,
          DEPENDENCY,
          true);

  private final Pressing calls;

  public KeyTools(Pressing calls) {
    this.calls = calls;
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    return List.of(SPEC);
  }

  private static Json schema() {
    var schema = object().put("type", "object");
    schema
        .putObject("properties")
        .putObject(KEYS)
        .put("type", "string")
        .put("minLength", 1)
        .put("maxLength", KeyOrder.MAX)
        .put("description", "digits, * and #, in their order and without blanks");
    schema.putArray("required").add(KEYS);
    return new Json(schema.put("additionalProperties", false).toString());
  }

  @Override
  public Set<String> dependencies() {
    return Set.of(DEPENDENCY);
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var keys = ToolArguments.of(call.arguments()).text(KEYS);
    if (!KeyOrder.isValid(keys))
      return CompletableFuture.completedStage(
          refused("not-keys", "1 to %d of 0 to 9, * and #".formatted(KeyOrder.MAX)));
    return calls
        .pressKeys(context.session(), new KeyOrder(context.idempotencyKey(), keys))
        .thenCompose(
            pressed ->
                told(
                    keys,
                    pressed.orElseThrow(
                        () ->
                            ToolFailure.maybeSent(
                                "whether the keys were pressed is not known", null))));
  }

  private static CompletionStage<ToolOutcome> told(String keys, Pressed pressed) {
    if (!pressed.hasCall())
      return CompletableFuture.completedStage(refused("no-call", "a call by telephone"));
    int count = pressed.keys().length();
    if (count == 0)
      return CompletableFuture.completedStage(
          refused("not-possible", "a call by telephone that is not on hold"));
    var told = object().put(KEYS, "pressed");
    if (count < keys.length()) told.put("pressed", pressed.keys()).put("reason", "too-many");
    var outcome = ToolOutcome.of(ToolOutcome.Kind.SUCCEEDED, new Json(told.toString()));
    // the words after it are heard then
    var after =
        CompletableFuture.delayedExecutor(
            EACH.multipliedBy(count).toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(() -> outcome, after);
  }

  private static ToolOutcome refused(String reason, String expected) {
    var told = object().put(KEYS, "refused").put("reason", reason).put("expected", expected);
    return ToolOutcome.of(ToolOutcome.Kind.REJECTED, new Json(told.toString()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    return CompletableFuture.completedStage(null);
  }
}
