/// `GET /v1/agents/{id}`: the data with which a page presents an agent before the conversation
/// begins; see [io.parley.http.agent.AgentEndpoint]. And the calls by which an organisation writes
/// its own agents; start at [io.parley.http.agent.OrganisationAgentEndpoints].
package io.parley.http.agent;
