package io.parley.server;

import io.parley.core.identity.DirectoryUsers;
import io.parley.core.identity.OidcConnections;
import io.parley.core.identity.OidcFlows;
import io.parley.core.identity.OidcSubjects;
import io.parley.http.account.AccountEndpoints;
import io.parley.http.account.BrowserSignIns;
import io.parley.http.oidc.OidcEndpoints;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.identity.account.AccountStores;
import io.parley.identity.account.Accounts;
import io.parley.identity.oidc.OidcPorts;
import io.parley.identity.oidc.OidcSignIns;
import io.parley.identity.oidc.PasswordGate;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.persistence.oidc.JdbcOidcConnections;
import io.parley.persistence.oidc.JdbcOidcFlows;
import io.parley.persistence.oidc.JdbcOidcSubjects;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;

/// Sign-in at organisations' own providers of OpenID Connect.
record ProviderServices(OidcConnections connections, OidcFlows flows, OidcSubjects subjects) {
  /// A person waits for four requests to a provider.
  private static final Duration REQUEST_MAX = Duration.ofSeconds(5);

  /// Addresses of providers' keys that are held.
  private static final int ADDRESSES_MAX = 1_000;

  /// Our pages to which a sign-in may lead, the first one unless it says otherwise.
  private static final List<String> PAGES =
      List.of(
          "/organisation",
          "/account",
          "/organisations",
          "/agents",
          "/usage",
          "/knowledge",
          "/tools",
          "/approvals",
          "/api-keys",
          "/recordings",
          "/conversation");

  static ProviderServices of(Databases databases) {
    var database = databases.database();
    return new ProviderServices(
        new JdbcOidcConnections(database, databases.secretKeys()),
        new JdbcOidcFlows(database, databases.secretKeys()),
        new JdbcOidcSubjects(database));
  }

  /// Says where passwords do not count.
  PasswordGate gate() {
    return PasswordGate.of(connections);
  }

  List<Endpoint> endpoints(
      NodeBasics basics,
      Edge edge,
      Accounts accounts,
      AccountStores stores,
      DirectoryUsers directoryUsers,
      AccountEndpoints.Setup setup) {
    var threads =
        basics.closers().add("sign-ins at providers", Executors.newVirtualThreadPerTaskExecutor());
    var people =
        OidcPorts.People.of(
            stores.persons(),
            stores.organisations(),
            stores.directory(),
            directoryUsers,
            stores.confirmed());
    var ports = new OidcPorts(connections, flows, subjects, people, way(basics), UUID::randomUUID);
    return OidcEndpoints.of(
        edge,
        OidcSignIns.of(ports, threads, new SecureRandom()),
        connections,
        accounts.signIns()::proved,
        new OidcEndpoints.Setup(
            BrowserSignIns.of(edge, setup),
            basics.settings().publicAddress(),
            Set.copyOf(PAGES),
            PAGES.getFirst()));
  }

  /// Organisations choose the addresses.
  private static OidcPorts.Way way(NodeBasics basics) {
    var guard = GuardSettings.from(basics.config());
    var http = basics.closers().add("the way to providers of sign-ins", GuardedHttp.open(guard));
    var limits = guard.limits().within(REQUEST_MAX);
    return new OidcPorts.Way(http, limits, ADDRESSES_MAX);
  }
}
