/// `GET /v1/agents/{id}`: what a page needs to present an agent before anybody has said anything.
/// Start at [io.parley.http.agent.AgentEndpoint].
package io.parley.http.agent;
