package io.parley.core.agent;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores the agents of organisations, in versions that are only added: a session may have pinned
/// any of them. Every act is in the organisation's audit trail. Thread safe.
public interface AgentVersions {
  /// Versions of organisations begin above it, those of the configuration end at it: a number tells
  /// which of the two agents of the same id a session has pinned.
  int OF_FILE_MAX = 1_000;

  /// The most agents of an organisation that are not retired.
  int COUNT_MAX = 20;

  /// The most agents of an organisation, with those that are retired.
  int EVER_MAX = 200;

  /// The most versions of an agent.
  int VERSIONS_MAX = 500;

  /// The most versions that an organisation adds within an hour: so long all are in the memory of
  /// every node.
  int HOUR_MAX = 100;

  /// One version.
  record Version(TenantId tenant, AgentRef ref, AgentContent content, Instant at) {}

  /// A version in the list of an agent.
  ///
  /// @param by the author, see [io.parley.core.audit.Actor#text]
  record Listed(int version, String by, Instant at) {}

  /// The state of an agent.
  ///
  /// @param ref its newest version
  record Head(TenantId tenant, AgentRef ref, boolean isRetired) {}

  /// The copy that a node keeps in memory.
  ///
  /// @param change the number of the last change that is in it
  record Loaded(long change, List<Version> versions, List<Head> heads) {
    public Loaded {
      versions = List.copyOf(versions);
      heads = List.copyOf(heads);
    }
  }

  /// The result of a change.
  sealed interface Put {}

  /// It is the newest version now; the same one as before if nothing is different.
  record Newest(Version version) implements Put {}

  /// The organisation has [#COUNT_MAX] agents, [#EVER_MAX] with those that are retired, or has
  /// added [#HOUR_MAX] versions within the hour; or the agent has [#VERSIONS_MAX] versions.
  ///
  /// @param what there is too much of, for people
  record Full(String what, int max) implements Put {}

  /// The result of retiring an agent.
  sealed interface Retirement {}

  /// No new session has it.
  record Retired() implements Retirement {}

  /// There is no such version, or no agent that could be retired.
  record Missing() implements Put, Retirement {}

  /// Somebody else has stored or retired it since its author read it; nothing is changed.
  ///
  /// @param newest its newest version; 0 if the organisation has none that is not retired
  record Differs(int newest) implements Put, Retirement {}

  /// Adds a version, and brings a retired agent back.
  ///
  /// @param id `[a-z0-9-]{1,64}`
  /// @param expected the newest version that its author has seen, or one up to [#OF_FILE_MAX] if
  ///   the organisation had none; empty to write over whatever is there. The newest content may be
  ///   put again whatever is expected, as by an author who got no answer.
  CompletionStage<Put> put(
      TenantId tenant, String id, AgentContent content, Optional<Integer> expected, Act act);

  /// Adds a version with the content of an earlier one, and brings a retired agent back.
  ///
  /// @param expected as for [#put]
  CompletionStage<Put> restore(
      TenantId tenant, String id, int version, Optional<Integer> expected, Act act);

  /// No new session has this agent; if the installation has one of the same id, that one takes its
  /// place. Running sessions keep theirs. [Missing] if there is none, or it is retired.
  ///
  /// @param expected the newest version that the author has seen; empty to retire any
  CompletionStage<Retirement> retire(
      TenantId tenant, String id, Optional<Integer> expected, Act act);

  /// The newest versions of the agents that are not retired, by id.
  CompletionStage<List<Version>> newest(TenantId tenant);

  /// A version of an agent, retired or not.
  CompletionStage<Optional<Version>> version(TenantId tenant, String id, int version);

  /// All versions of an agent, retired or not, the newest first; empty if there was never one.
  CompletionStage<List<Listed>> versions(TenantId tenant, String id);

  /// A number that rises with every change of any organisation. Nodes read it often.
  CompletionStage<Long> change();

  /// Of all organisations: the newest version of each agent that is not retired, those that
  /// sessions have pinned, and those that new sessions had lately, which may not be listed yet.
  CompletionStage<Loaded> load();

  /// Of all organisations: the versions and heads behind the number of a change.
  CompletionStage<Loaded> since(long change);
}
