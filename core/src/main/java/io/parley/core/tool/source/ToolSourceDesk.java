package io.parley.core.tool.source;

import io.parley.core.audit.Act;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Operates tool sources. Changes reach every node within a second, and running sessions with their
/// next turn.
public interface ToolSourceDesk {
  /// The outcome of a change.
  sealed interface Changed {
    /// It is stored; its state on this node.
    record Done(ToolSourceState state) implements Changed {}

    /// The definition is wrong.
    ///
    /// @param reason with what was expected
    record Wrong(String reason) implements Changed {}

    /// There are [ToolSource#COUNT_MAX] already.
    record TooMany() implements Changed {}

    /// It is defined in the configuration, and changed there alone.
    record OfFile() implements Changed {}

    /// There is no source of this name.
    record Missing() implements Changed {}
  }

  /// All sources of a tenant by name.
  List<ToolSourceState> list(TenantId tenant);

  /// The kinds of sources that this node has, sorted.
  List<String> kinds();

  /// The source of this name.
  Optional<ToolSourceState> find(TenantId tenant, String name);

  /// Adds a source, or changes the one of this name.
  CompletionStage<Changed> put(TenantId tenant, ToolSource source);

  /// The same as an act of somebody, in the audit trail of the tenant, without the settings, which
  /// may hold secrets. A store without audit trails only stores.
  default CompletionStage<Changed> put(TenantId tenant, ToolSource source, Act act) {
    return put(tenant, source);
  }

  /// Removes a source.
  ///
  /// @return [Changed.Done] with its last state, [Changed.Missing] or [Changed.OfFile]
  CompletionStage<Changed> delete(TenantId tenant, String name);

  /// The same as an act of somebody.
  default CompletionStage<Changed> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name);
  }

  /// Opens a source once more, apart from its use, and lists its tools or the problem.
  ///
  /// @return empty if there is none of this name
  CompletionStage<Optional<ToolSourceState>> attempt(TenantId tenant, String name);

  /// Calls a tool of an open source once, or shows its request. A tool that is held back can be
  /// tried too: it shows whether to approve it.
  ///
  /// @return empty if there is no source of this name
  CompletionStage<Optional<Rehearsal.Seen>> rehearse(
      TenantId tenant, String name, Rehearsal rehearsal);

  /// Writes an approved prompt of an open source with these arguments.
  CompletionStage<Prompted> prompt(
      TenantId tenant, String name, String prompt, Map<String, String> arguments);

  /// The outcome of asking for a prompt.
  sealed interface Prompted {
    /// Its text.
    record Written(PromptText text) implements Prompted {}

    /// There is no such source, or no approved prompt of this name.
    record Missing() implements Prompted {}

    /// The arguments are wrong, or the server refuses them.
    ///
    /// @param reason with what was expected
    record Wrong(String reason) implements Prompted {}

    /// The server does not answer.
    record Unavailable(String reason) implements Prompted {}
  }

  /// Approves tools, and prompts by [SourcePrompt#approvalName], in the form that a person has
  /// seen.
  ///
  /// @param tools fingerprints by name
  /// @return [Changed.Wrong] if one is not offered in this form now; then nothing is approved
  CompletionStage<Changed> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by);

  /// The same as an act of somebody.
  default CompletionStage<Changed> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by, Act act) {
    return approve(tenant, name, tools, by);
  }
}
