/// Agents of organisations in tables, in versions that are only added. Start at
/// [io.parley.persistence.agent.JdbcAgentVersions].
package io.parley.persistence.agent;
