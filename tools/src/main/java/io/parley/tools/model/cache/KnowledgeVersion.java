package io.parley.tools.model.cache;

import io.parley.core.tenant.TenantId;
import java.util.OptionalLong;

/// Which version of a tenant's knowledge base answers are made from now. Answers at once.
@FunctionalInterface
public interface KnowledgeVersion {
  /// @return rises with every change; empty while nothing can be searched
  OptionalLong of(TenantId tenant);
}
