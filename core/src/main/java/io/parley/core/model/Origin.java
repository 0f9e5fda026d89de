package io.parley.core.model;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionKey;

/// The origin of a model call: decides who pays for it, and which answers may share a cache.
public record Origin(SessionKey session, AgentRef agent) {}
