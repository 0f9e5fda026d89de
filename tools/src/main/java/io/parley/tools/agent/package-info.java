/// Agents from the configuration: one for now, the tenant's default. Start at
/// [io.parley.tools.agent.ConfiguredAgents].
package io.parley.tools.agent;
