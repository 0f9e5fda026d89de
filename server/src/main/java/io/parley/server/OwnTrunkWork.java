package io.parley.server;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunks;
import io.parley.core.trunk.OwnTrunks.Standing;
import io.parley.core.trunk.OwnTrunks.Stored;
import io.parley.core.trunk.OwnTrunks.Told;
import io.parley.core.trunk.TrunkName;
import io.parley.core.trunk.TrunkPlaces;
import io.parley.outbound.guard.Reach;
import io.parley.voice.sip.trunk.OwnLine;
import io.parley.voice.sip.trunk.OwnTrunkSettings;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.TrunkStatus.Outcome;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has this node work with the trunks of organisations. Every node knows all of them, for calls
/// out; one of the cluster registers each, and says how that goes. A change reaches a node within a
/// second. While the store does not answer, those known go on. One look at a time, as [Duty] makes
/// them.
final class OwnTrunkWork {
  static final Duration EVERY = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(OwnTrunkWork.class);
  private static final long NEVER_READ = -1;

  private final OwnTrunks stored;
  private final Node node;
  private final OwnTrunkSettings settings;
  private final Function<TenantId, Reach> reach;
  private final InstantSource clock;
  private final Map<Stored, Optional<String>> passwords = new HashMap<>();
  private final Map<TrunkName, Said> said = new HashMap<>();
  private long change = NEVER_READ;
  private List<Stored> known = List.of();
  private List<Trunk> working = List.of();
  private Map<TenantId, List<PhoneNumber>> shown = Map.of();

  /// The node's side.
  interface Node {
    /// Works with these trunks of organisations, and no other ones. In the order of calls out: one
    /// that is placed later knows them.
    void work(List<Trunk> trunks);

    /// Calls out show these numbers, by organisations.
    void show(Map<TenantId, List<PhoneNumber>> numbers);

    /// Of the last attempt to register.
    ///
    /// @param trunk its name
    Optional<Outcome> outcome(String trunk);

    /// Whether this node registers a trunk.
    boolean holds(String trunk);

    /// Whether the organisation is neither suspended nor deleted.
    boolean serves(TenantId tenant);
  }

  /// @param line of the version: a trunk that is removed and made again counts from 1 again
  private record Said(String line, Standing standing) {}

  /// @param reach addresses that trunks of an organisation may have
  OwnTrunkWork(
      OwnTrunks stored,
      Node node,
      OwnTrunkSettings settings,
      Function<TenantId, Reach> reach,
      InstantSource clock) {
    this.stored = stored;
    this.node = node;
    this.settings = settings;
    this.reach = reach;
    this.clock = clock;
  }

  /// Without the store, too, a node takes trunks of one that is gone.
  CompletionStage<Void> look() {
    return stored
        .change()
        .thenCompose(
            newest -> newest == change ? CompletableFuture.completedStage(null) : read(newest))
        .handle((_, failure) -> work(Optional.ofNullable(failure)))
        .thenCompose(Function.identity());
  }

  /// The number was read first: a change in between is read the next time.
  private CompletionStage<Void> read(long newest) {
    return stored
        .all()
        .thenCompose(all -> Duty.each(all, this::password).thenAccept(_ -> learnt(newest, all)));
  }

  private CompletionStage<Void> password(Stored trunk) {
    return passwords.containsKey(trunk)
        ? CompletableFuture.completedStage(null)
        : stored.password(trunk).thenAccept(found -> passwords.put(trunk, found));
  }

  private void learnt(long newest, List<Stored> all) {
    passwords.keySet().retainAll(new HashSet<>(all));
    said.keySet().retainAll(all.stream().map(Stored::name).collect(Collectors.toSet()));
    if (all.size() > settings.max())
      LOG.warn(
          "Organisations have {} trunks (expected: {} at most, parley.sip.own-trunks-max); the"
              + " newest ones are left out, and each organisation's first one last",
          all.size(),
          settings.max());
    known = all;
    change = newest;
  }

  /// The outcome of a trunk that was changed now is still that of its last version.
  private CompletionStage<Void> work(Optional<Throwable> failure) {
    var now = taken().stream().map(this::trunk).toList();
    boolean isOther = !now.equals(working);
    if (isOther) {
      working = now;
      // no number is shown over a trunk that has not got it, nor over one of the configuration
      var after = numbers();
      node.show(common(shown, after));
      node.work(now);
      node.show(after);
      shown = after;
    }
    if (failure.isPresent()) return CompletableFuture.failedStage(failure.get());
    return isOther ? CompletableFuture.completedStage(null) : tell();
  }

  /// An organisation that is suspended or deleted keeps nobody's place, and nothing registers with
  /// its password.
  private List<Stored> taken() {
    var served = known.stream().filter(each -> node.serves(each.tenant())).toList();
    return TrunkPlaces.taken(served, settings.max()).stream()
        .filter(each -> !isLocked(each))
        .toList();
  }

  /// Whether this node cannot decrypt its password.
  private boolean isLocked(Stored trunk) {
    return passwords.getOrDefault(trunk, Optional.empty()).isEmpty();
  }

  private static String name(Stored trunk) {
    return "org:" + trunk.tenant() + "/" + trunk.name().name();
  }

  private Trunk trunk(Stored trunk) {
    var own = trunk.trunk();
    var to = new Destination(trunk.tenant(), own.answering().agent(), own.answering().language());
    var numbers = own.numbers().stream().map(PhoneNumber::text).collect(Collectors.toSet());
    var line = new OwnLine(to, trunk.line(), numbers, reach.apply(trunk.tenant()));
    var name = name(trunk);
    return settings.trunk(name, own, passwords.get(trunk).orElseThrow(), line, node.holds(name));
  }

  private Map<TenantId, List<PhoneNumber>> numbers() {
    var numbers = new HashMap<TenantId, List<PhoneNumber>>();
    for (var each : taken())
      if (!each.trunk().numbers().isEmpty())
        numbers
            .computeIfAbsent(each.tenant(), _ -> new ArrayList<>())
            .addAll(each.trunk().numbers());
    return numbers;
  }

  private static Map<TenantId, List<PhoneNumber>> common(
      Map<TenantId, List<PhoneNumber>> before, Map<TenantId, List<PhoneNumber>> after) {
    var common = new HashMap<TenantId, List<PhoneNumber>>();
    before.forEach(
        (tenant, numbers) ->
            common.put(
                tenant,
                numbers.stream().filter(after.getOrDefault(tenant, List.of())::contains).toList()));
    return common;
  }

  /// How the trunks go that this node registers, where that is another way than before.
  private CompletionStage<Void> tell() {
    var taken = new HashSet<>(taken());
    var news = new ArrayList<Stored>();
    var how = new HashMap<Stored, Standing>();
    for (var each : known) {
      var as = taken.contains(each) ? outcome(each) : Optional.of(Standing.LEFT_OUT);
      if (!node.holds(name(each))) said.remove(each.name());
      else if (as.isPresent() && !new Said(each.line(), as.get()).equals(said.get(each.name()))) {
        news.add(each);
        how.put(each, as.get());
      }
    }
    return Duty.each(news, each -> tell(each, how.get(each)));
  }

  private Optional<Standing> outcome(Stored trunk) {
    return node.outcome(name(trunk)).map(OwnTrunkWork::standing);
  }

  private CompletionStage<Void> tell(Stored trunk, Standing standing) {
    var told = new Told(standing, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return stored
        .tell(trunk, told)
        .thenRun(() -> said.put(trunk.name(), new Said(trunk.line(), standing)));
  }

  private static Standing standing(Outcome outcome) {
    return switch (outcome) {
      case REGISTERED -> Standing.REGISTERED;
      case REFUSED -> Standing.REFUSED;
      case NO_ANSWER -> Standing.NO_ANSWER;
      case NOT_FOUND -> Standing.NOT_FOUND;
    };
  }
}
