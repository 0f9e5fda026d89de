package io.parley.tools.agent;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.agent.AgentVersions.Head;
import io.parley.core.agent.AgentVersions.Loaded;
import io.parley.core.agent.AgentVersions.Version;
import io.parley.core.agent.Agents;
import io.parley.core.tenant.TenantId;
import io.parley.tools.change.ChangeWatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// The agents of organisations, before those of the configuration: an organisation's own agent
/// takes the place of the configuration's of the same id. Each node has in memory the newest
/// versions, those that became newest since, and those that sessions have pinned; it reads the
/// number of changes often, and then what is new. All are loaded again now and then, which drops
/// versions that no session has pinned any more. Thread safe.
public final class OrganisationAgents implements Agents, AutoCloseable {
  private final Agents ofFile;
  private final AgentVersions stored;
  private final ChangeWatch watch;
  private volatile Known known = new Known();

  private record Name(TenantId tenant, String id) {}

  private record Pinned(TenantId tenant, AgentRef ref) {}

  /// This node's copy. Only looks change it, and these one after the other.
  private static final class Known {
    private final Map<Pinned, AgentDefinition> versions = new ConcurrentHashMap<>();
    private final Map<Name, AgentRef> current = new ConcurrentHashMap<>();
    private volatile long change;

    Optional<AgentDefinition> version(TenantId tenant, AgentRef ref) {
      return Optional.ofNullable(versions.get(new Pinned(tenant, ref)));
    }

    Optional<AgentRef> newest(TenantId tenant, String id) {
      return Optional.ofNullable(current.get(new Name(tenant, id)));
    }
  }

  private OrganisationAgents(Agents ofFile, AgentVersions stored) {
    this.ofFile = ofFile;
    this.stored = stored;
    this.watch =
        new ChangeWatch(
            "parley-agents",
            "agents of organisations",
            stored::change,
            () -> known.change,
            () -> stored.since(known.change).thenAccept(this::learn));
  }

  /// Returns when all are loaded: no session may begin with another agent than its organisation's.
  ///
  /// @param every the time between two looks at the number of changes
  /// @param reload the time after which all are loaded again
  public static OrganisationAgents start(
      Agents ofFile, AgentVersions stored, Duration every, Duration reload) {
    var agents = new OrganisationAgents(ofFile, stored);
    agents.known = agents.known(stored.load().toCompletableFuture().join());
    agents.watch.every(every);
    agents.watch.repeat(reload, agents::reload);
    return agents;
  }

  @Override
  public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
    var name = id.or(() -> ofFile.current(tenant, id).map(agent -> agent.ref().id()));
    var now = known;
    return name.flatMap(wanted -> now.newest(tenant, wanted))
        .flatMap(ref -> now.version(tenant, ref))
        .or(() -> ofFile.current(tenant, id));
  }

  /// A version that this node has not learnt of yet is that of a session which began on another
  /// node a moment ago: until it has, the newest known one answers.
  @Override
  public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
    if (ref.version() <= AgentVersions.OF_FILE_MAX) return ofFile.find(tenant, ref);
    return known.version(tenant, ref).or(() -> current(tenant, Optional.of(ref.id())));
  }

  /// Learns what has changed until now: see [ChangeWatch#look].
  public CompletionStage<Void> look() {
    return watch.look();
  }

  private void reload() {
    var _ = watch.next(() -> stored.load().thenAccept(loaded -> known = known(loaded)));
  }

  private Known known(Loaded loaded) {
    var all = new Known();
    add(loaded, all);
    return all;
  }

  private void learn(Loaded loaded) {
    add(loaded, known);
  }

  /// Versions before heads: a session that begins meanwhile finds what a head names.
  private void add(Loaded loaded, Known to) {
    for (var version : loaded.versions())
      definition(version)
          .ifPresent(agent -> to.versions.put(new Pinned(version.tenant(), version.ref()), agent));
    for (var head : loaded.heads()) point(head, to);
    to.change = loaded.change();
  }

  private static void point(Head head, Known to) {
    var name = new Name(head.tenant(), head.ref().id());
    if (head.isRetired()) to.current.remove(name);
    else to.current.put(name, head.ref());
  }

  /// Parts that an organisation does not write are those of the configuration's default agent.
  private Optional<AgentDefinition> definition(Version version) {
    return ofFile
        .current(version.tenant(), Optional.empty())
        .map(base -> version.content().over(base, version.ref()));
  }

  @Override
  public void close() {
    watch.close();
  }
}
