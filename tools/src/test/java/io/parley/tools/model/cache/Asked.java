package io.parley.tools.model.cache;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A prompt as a session makes it for a question, each one of another session.
record Asked(
    Purpose purpose,
    Origin origin,
    String system,
    List<PromptMessage> messages,
    List<ToolSpec> tools,
    int outputTokensMax) {
  static final Source RETURNS = new Source("Returns", "return-shoes", 0.9);

  private static final AtomicInteger SESSIONS = new AtomicInteger();
  private static final int OUTPUT_TOKENS_MAX = 1_500;
  private static final AgentRef AGENT = new AgentRef("support", 1);

  static Asked question(String text) {
    return new Asked(
        Purpose.REPLY,
        origin(TenantId.DEFAULT, AGENT),
        system("not known", "2026-11-21"),
        List.of(new Customer(text)),
        ShopTools.SPECS,
        OUTPUT_TOKENS_MAX);
  }

  static String system(String customer, String today) {
    return "You help. Today is %s. The customer's name: %s.".formatted(today, customer);
  }

  Asked as(Purpose other) {
    return new Asked(other, origin, system, messages, tools, outputTokensMax);
  }

  Asked tenant(String id) {
    var moved = origin(new TenantId(id), origin.agent());
    return new Asked(purpose, moved, system, messages, tools, outputTokensMax);
  }

  Asked agent(String id, int version) {
    var other = origin(origin.session().tenant(), new AgentRef(id, version));
    return new Asked(purpose, other, system, messages, tools, outputTokensMax);
  }

  Asked system(String text) {
    return new Asked(purpose, origin, text, messages, tools, outputTokensMax);
  }

  Asked offered(ToolSpec... offered) {
    return new Asked(purpose, origin, system, messages, List.of(offered), outputTokensMax);
  }

  /// The messages before the question.
  Asked after(PromptMessage... said) {
    var all = new ArrayList<>(List.of(said));
    all.addAll(messages);
    return new Asked(purpose, origin, system, all, tools, outputTokensMax);
  }

  Asked greeted(String greeting) {
    return after(new Assistant(greeting));
  }

  /// The same turn once this tool has been called.
  Asked used(String tool, ToolOutcome outcome) {
    var all = new ArrayList<>(messages);
    all.add(new ToolUse(new ToolCall("1." + all.size(), tool, Json.EMPTY_OBJECT), outcome));
    return new Asked(purpose, origin, system, all, tools, outputTokensMax);
  }

  Asked searched() {
    return used("kb.search", ToolOutcome.succeeded(Json.EMPTY_OBJECT, List.of(RETURNS)));
  }

  Prompt prompt() {
    return new Prompt(purpose, origin, system, messages, tools, outputTokensMax);
  }

  private static Origin origin(TenantId tenant, AgentRef agent) {
    var session = new SessionId("s" + SESSIONS.incrementAndGet());
    return new Origin(new SessionKey(tenant, session), agent);
  }
}
