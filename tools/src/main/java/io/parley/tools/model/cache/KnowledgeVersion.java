package io.parley.tools.model.cache;

import io.parley.core.tenant.TenantId;
import java.util.OptionalLong;

/// The current version of a tenant's knowledge base. Never waits.
@FunctionalInterface
public interface KnowledgeVersion {
  /// @return rises with every change; empty while nothing can be searched
  OptionalLong of(TenantId tenant);
}
