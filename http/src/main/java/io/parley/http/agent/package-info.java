/// `GET /v1/agents/{id}`: the data with which a page presents an agent before the conversation
/// begins. Start at [io.parley.http.agent.AgentEndpoint].
package io.parley.http.agent;
