package io.parley.server;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunks;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.trunk.OwnTrunkEndpoints;
import io.parley.outbound.guard.GuardSettings;
import io.parley.persistence.trunk.JdbcOwnTrunks;
import io.parley.voice.sip.cluster.TrunkHolders;
import io.parley.voice.sip.trunk.OwnTrunkSettings;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.TrunkStatus.Outcome;
import io.parley.voice.sip.trunk.Trunks;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Trunks that organisations bring: their endpoints, and their work on this node.
final class OwnTrunkServices {
  private OwnTrunkServices() {}

  static List<Endpoint> endpoints(NodeBasics basics, Services services, Edge edge) {
    var guard = GuardSettings.from(basics.config());
    return OwnTrunkEndpoints.of(
        edge, stored(services), (tenant, host) -> reaches(guard, tenant, host));
  }

  private static OwnTrunks stored(Services services) {
    var databases = services.storage().databases();
    return new JdbcOwnTrunks(databases.database(), databases.secretKeys());
  }

  /// A name is looked up by the node that registers.
  private static boolean reaches(GuardSettings guard, TenantId tenant, String host) {
    int colon = host.indexOf(':');
    var name = colon < 0 ? host : host.substring(0, colon);
    if (!name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) return true;
    try {
      return guard.reach(tenant).test(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Once the SIP port is open.
  static void start(NodeBasics basics, Services services, Trunks trunks) {
    var settings = OwnTrunkSettings.from(basics.config());
    if (settings.max() == 0) return;
    var system = services.member().system();
    var work =
        new OwnTrunkWork(
            stored(services),
            node(services, trunks, TrunkHolders.start(system)),
            settings,
            GuardSettings.from(basics.config())::reach,
            basics.clock());
    basics
        .closers()
        .add(
            "the trunks of organisations",
            Duty.start(
                system, "the work with organisations' trunks", OwnTrunkWork.EVERY, work::look));
  }

  private static OwnTrunkWork.Node node(Services services, Trunks trunks, TrunkHolders holders) {
    var desk = services.conversations().voice().desk();
    return new OwnTrunkWork.Node() {
      @Override
      public void work(List<Trunk> own) {
        trunks.learn(own);
      }

      @Override
      public void show(Map<TenantId, List<PhoneNumber>> numbers) {
        services.numbers().learnTrunks(numbers);
      }

      @Override
      public Optional<Outcome> outcome(String trunk) {
        return trunks.outcome(trunk);
      }

      // a node that takes no calls any more leaves its registrations to the others
      @Override
      public boolean holds(String trunk) {
        if (desk.isDraining()) holders.leave();
        return holders.holds(trunk);
      }

      @Override
      public boolean serves(TenantId tenant) {
        return services.conversations().entry().serves(tenant);
      }
    };
  }
}
