/// The agents of this node: [io.parley.tools.agent.ConfiguredAgents] has the one of the
/// configuration, [io.parley.tools.agent.OrganisationAgents] puts those that organisations write
/// before it.
package io.parley.tools.agent;
