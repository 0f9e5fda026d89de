package io.parley.sessions.entity;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolResults;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.ToolTerms;
import io.parley.core.tool.Tools;
import io.parley.sessions.breaker.NodeBreakers;
import io.parley.sessions.breaker.ToolBreaker;
import io.parley.sessions.entity.SessionEntity.Available;
import io.parley.sessions.entity.SessionEntity.Message;
import io.parley.sessions.listener.CallTools;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/// The tools that a session's agent may use, less those whose dependency is broken. One
/// [ToolBreaker] for each dependency follows the node's breaker.
final class ToolOffer {
  private final ActorContext<Message> context;
  private final TenantId tenant;
  private final Tools tools;
  private final NodeBreakers breakers;
  private final ActorRef<ToolBreaker.Availability> changes;
  private final Set<String> followed = new HashSet<>();
  private final Set<String> broken = new HashSet<>();

  ToolOffer(ActorContext<Message> context, TenantId tenant, Tools tools, NodeBreakers breakers) {
    this.context = context;
    this.tenant = tenant;
    this.tools = tools;
    this.breakers = breakers;
    this.changes =
        context.messageAdapter(
            ToolBreaker.Availability.class, a -> new Available(a.dependency(), a.broken()));
  }

  /// The agent's tools; starts to follow their dependencies.
  ///
  /// @param ofCall those for the session's call as it is now
  List<ToolSpec> of(AgentDefinition agent, Set<String> ofCall) {
    var offered =
        tools.specs(tenant, agent.ref()).stream()
            .filter(tool -> isForAll(tool) || mayUse(agent, tool.name()))
            .filter(tool -> !CallTools.is(tool.name()) || ofCall.contains(tool.name()))
            .toList();
    for (var tool : offered) follow(tool.dependency());
    return offered;
  }

  /// The rest of a long result belongs to the tool that gave it.
  private static boolean isForAll(ToolSpec tool) {
    return tool.name().equals(ToolResults.TOOL);
  }

  /// Named by its definition, or given by the source of the tool.
  private boolean mayUse(AgentDefinition agent, String tool) {
    return agent.tools().contains(tool) || tools.grants(tenant, agent.ref(), tool);
  }

  /// The terms recorded with a call. Calls from before terms were recorded use the tool's current
  /// ones.
  ToolTerms terms(AgentDefinition agent, ToolCallState call) {
    var recorded = call.terms();
    if (recorded.deadline().isPresent() && recorded.dependency().isPresent()) return recorded;
    var today = tools.find(tenant, agent.ref(), call.call().tool());
    return new ToolTerms(
        recorded.policy(),
        recorded.approval(),
        recorded.deadline().or(() -> today.map(ToolSpec::deadline)),
        recorded.dependency().or(() -> today.map(ToolSpec::dependency)),
        recorded.rule(),
        recorded.cost());
  }

  /// The faults in arguments that somebody chose in place of the model's.
  List<String> problems(AgentDefinition agent, ToolCallState call, Json arguments) {
    var changed = new ToolCall(call.call().id(), call.call().tool(), arguments);
    return tools.problems(tenant, agent.ref(), changed);
  }

  /// Asks the node itself: a dependency that a call has just broken must not be offered before the
  /// followers report it.
  ///
  /// @return whether more is broken than was known
  boolean refresh() {
    boolean news = false;
    for (var dependency : followed)
      if (breakers.isBroken(dependency)) news |= broken.add(dependency);
    return news;
  }

  /// @return whether this changes anything
  boolean changed(String dependency, boolean isBroken) {
    return isBroken ? broken.add(dependency) : broken.remove(dependency);
  }

  Set<String> broken() {
    return Set.copyOf(broken);
  }

  /// After a restart: the followers stopped with the actor that they served.
  void forget() {
    followed.clear();
    broken.clear();
  }

  private void follow(String dependency) {
    if (!followed.add(dependency)) return;
    // the follower's first report comes too late for the reply that begins now
    if (breakers.isBroken(dependency)) broken.add(dependency);
    context.spawn(ToolBreaker.create(dependency, breakers, changes), "breaker-" + dependency);
  }
}
