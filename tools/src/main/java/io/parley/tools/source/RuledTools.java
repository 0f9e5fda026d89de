package io.parley.tools.source;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.ForwardingTools;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import java.util.List;

/// Tools under the approval rules of the installation, which count before those of their sources.
public final class RuledTools extends ForwardingTools {
  private final ApprovalRules rules;

  public RuledTools(Tools tools, ApprovalRules rules) {
    super(tools);
    this.rules = rules;
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    var specs = super.specs(tenant, agent);
    return rules.byPattern().isEmpty() ? specs : specs.stream().map(rules::applied).toList();
  }
}
