package io.parley.core.model;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionKey;

/// On whose behalf a model is called: who pays for it, and whose answers may be kept together.
public record Origin(SessionKey session, AgentRef agent) {}
