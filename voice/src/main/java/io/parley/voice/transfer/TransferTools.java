package io.parley.voice.transfer;

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
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.tool.ToolArguments;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `transfer_call(target, mode, summary)`, for agents that the configuration lists targets for. A
/// model's text is a name to be looked up, and nothing else: see [TransferTargets]. A call is
/// handed over once: the tool call is recorded before, and is in doubt when its answer is lost.
public final class TransferTools implements Tools {

  /// The calls, wherever they are.
  public interface Transfers {
    /// @return empty when an answer is missing: it may have happened
    CompletionStage<Optional<TransferOutcome>> transfer(
        SessionKey session, TransferOrder order, Duration patience);

    /// It is not wanted any more.
    void withdraw(SessionKey session, String key);
  }

  private static final String DEPENDENCY = "telephone";
  private static final String TARGET = "target";
  private static final String MODE = "mode";
  private static final String SUMMARY = "summary";

  /// Over all steps of a transfer, for the way to another node and back.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final TransferTargets targets;
  private final TransferTimes times;
  private final Transfers transfers;
  private final InstantSource clock;

  /// By the agent's targets, which are some of the configuration's: every turn asks for it.
  private final Map<List<TransferTarget>, ToolSpec> specs = new ConcurrentHashMap<>();

  public TransferTools(
      TransferTargets targets, TransferTimes times, Transfers transfers, InstantSource clock) {
    this.targets = targets;
    this.times = times;
    this.transfers = transfers;
    this.clock = clock;
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    var own = targets.of(tenant, agent);
    return own.isEmpty() ? List.of() : List.of(specs.computeIfAbsent(own, this::spec));
  }

  /// The list of targets says who may use it.
  @Override
  public boolean grants(TenantId tenant, AgentRef agent, String name) {
    return name.equals(TransferTargets.TOOL) && !targets.of(tenant, agent).isEmpty();
  }

  private ToolSpec spec(List<TransferTarget> own) {
    return new ToolSpec(
        TransferTargets.TOOL,
        "Transferring the call",
        "Hands this telephone call over to a person. Say first that you connect the caller, and"
            + " with whom. Mode blind connects at once and ends your part. Mode attended calls the"
            + " person first, who hears your summary and may decline; then tell the caller so."
            + " Targets:\n"
            + own.stream().map(TransferTools::described).collect(Collectors.joining("\n")),
        schema(own),
        ToolPolicy.ASK_HUMAN,
        false,
        times.all().plus(SLACK.multipliedBy(2)),
        DEPENDENCY,
        true);
  }

  private static String described(TransferTarget target) {
    var modes = target.modes().stream().map(TransferMode::word).sorted().toList();
    return "- %s: %s (%s)%s"
        .formatted(
            target.name(),
            target.label(),
            String.join(", ", modes),
            target.hours().map(hours -> ", open " + hours.text()).orElse(""));
  }

  private static Json schema(List<TransferTarget> own) {
    var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    var properties = schema.putObject("properties");
    choice(properties.putObject(TARGET), own.stream().map(TransferTarget::name))
        .put("description", "the name of one of the targets");
    choice(properties.putObject(MODE), Stream.of(TransferMode.values()).map(TransferMode::word));
    properties
        .putObject(SUMMARY)
        .put("type", "string")
        .put("maxLength", TransferOrder.SUMMARY_MAX)
        .put("description", "attended: who calls and what for, in one or two sentences");
    schema.putArray("required").add(TARGET).add(MODE);
    return new Json(schema.put("additionalProperties", false).toString());
  }

  private static ObjectNode choice(ObjectNode property, Stream<String> words) {
    property.put("type", "string");
    var all = property.putArray("enum");
    words.forEach(all::add);
    return property;
  }

  @Override
  public Set<String> dependencies() {
    return targets.all().isEmpty() ? Set.of() : Set.of(DEPENDENCY);
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var arguments = ToolArguments.of(call.arguments());
    var choice =
        targets.choose(
            context.session().tenant(),
            context.agent(),
            arguments.text(TARGET),
            arguments.text(MODE),
            clock.instant());
    return switch (choice) {
      case TransferChoice.Refused(var reason, var expected) ->
          CompletableFuture.completedStage(refused(reason.word(), expected));
      case TransferChoice.Chosen chosen ->
          transfer(
              new TransferOrder(context.idempotencyKey(), chosen, arguments.text(SUMMARY)),
              context);
    };
  }

  private CompletionStage<ToolOutcome> transfer(TransferOrder order, ToolContext context) {
    var session = context.session();
    var patience = times.all().plus(SLACK);
    context.running().onCancel(() -> transfers.withdraw(session, order.key()));
    return transfers
        .transfer(session, order, patience)
        .thenApply(outcome -> outcome(order, outcome.orElse(new TransferOutcome.Unknown())));
  }

  private static ToolOutcome outcome(TransferOrder order, TransferOutcome outcome) {
    return switch (outcome) {
      case TransferOutcome.Accepted() ->
          ToolOutcome.of(ToolOutcome.Kind.SUCCEEDED, result("accepted", order));
      case TransferOutcome.Returned(var reason) -> returned(order, reason);
      case TransferOutcome.Unknown() ->
          throw ToolFailure.maybeSent("whether the caller was handed over is not known", null);
    };
  }

  private static ToolOutcome returned(TransferOrder order, TransferOutcome.Reason reason) {
    if (reason.isBeforeDialling()) return refused(reason.word(), List.of());
    var told = object("returned", order).put("reason", reason.word());
    return ToolOutcome.of(ToolOutcome.Kind.FAILED, new Json(told.toString()));
  }

  private static ToolOutcome refused(String reason, List<String> expected) {
    var told = JsonNodeFactory.instance.objectNode();
    told.put("transfer", "refused").put("reason", reason);
    if (!expected.isEmpty()) expected.forEach(told.putArray("expected")::add);
    return ToolOutcome.of(ToolOutcome.Kind.REJECTED, new Json(told.toString()));
  }

  private static Json result(String transfer, TransferOrder order) {
    return new Json(object(transfer, order).toString());
  }

  private static ObjectNode object(String transfer, TransferOrder order) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("transfer", transfer)
        .put("target", order.target())
        .put("mode", order.mode().word());
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    return CompletableFuture.completedStage(null);
  }
}
