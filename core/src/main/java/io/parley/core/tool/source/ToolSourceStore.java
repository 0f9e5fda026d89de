package io.parley.core.tool.source;

import io.parley.core.audit.Act;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores definitions of tool sources, and approvals of their tools.
public interface ToolSourceStore {
  /// A source of a tenant with the fingerprints of its approved tools, by name.
  ///
  /// @param isSettled whether tools were approved since it was defined
  /// @param signIn empty if it has no tokens
  record Kept(
      TenantId tenant,
      ToolSource source,
      boolean isSettled,
      Map<String, String> approved,
      Optional<SignIn> signIn) {
    public Kept {
      approved = Map.copyOf(approved);
    }

    /// Without tokens.
    public Kept(
        TenantId tenant, ToolSource source, boolean isSettled, Map<String, String> approved) {
      this(tenant, source, isSettled, approved, Optional.empty());
    }
  }

  /// All sources of all tenants.
  ///
  /// @param change the number of the newest change
  record Everything(long change, List<Kept> sources) {
    public Everything {
      sources = List.copyOf(sources);
    }
  }

  /// The number of the newest change: another one means that something changed.
  CompletionStage<Long> change();

  /// All sources of all tenants.
  CompletionStage<Everything> load();

  /// Stores a source in place of the one of this name. Approvals are kept if it is the same server.
  ///
  /// @return false if the tenant has [ToolSource#COUNT_MAX] others
  CompletionStage<Boolean> put(TenantId tenant, ToolSource source);

  /// The same as an act of somebody, in the audit trail of the tenant, without the settings, which
  /// may hold secrets. A store without audit trails only stores.
  default CompletionStage<Boolean> put(TenantId tenant, ToolSource source, Act act) {
    return put(tenant, source);
  }

  /// Deletes a source with its approvals.
  ///
  /// @return false if there was none
  CompletionStage<Boolean> delete(TenantId tenant, String name);

  /// The same as an act of somebody.
  default CompletionStage<Boolean> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name);
  }

  /// Makes these the sources that are defined in the configuration.
  CompletionStage<Void> replaceThoseOfFile(TenantId tenant, List<ToolSource> sources);

  /// Approves the tools that a new source offers: the one who added it meant these. Does nothing if
  /// tools were approved since it was defined.
  ///
  /// @param source as it was opened
  /// @param tools fingerprints by name
  CompletionStage<Void> settle(TenantId tenant, ToolSource source, Map<String, String> tools);

  /// Approves tools, beside those that are.
  ///
  /// @return false if there is no such source
  CompletionStage<Boolean> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by);

  /// The same as an act of somebody.
  default CompletionStage<Boolean> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by, Act act) {
    return approve(tenant, name, tools, by);
  }
}
