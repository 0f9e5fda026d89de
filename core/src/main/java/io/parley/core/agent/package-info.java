/// Definitions of agents: prompt, tools and limits, as immutable versions. Those of the
/// installation are in its configuration; those of organisations are stored by
/// [io.parley.core.agent.AgentVersions].
package io.parley.core.agent;
