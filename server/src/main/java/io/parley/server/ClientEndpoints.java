package io.parley.server;

import io.parley.http.agent.AgentEndpoint;
import io.parley.http.apikey.ApiKeyAuthenticator;
import io.parley.http.apikey.ApiKeyEndpoints;
import io.parley.http.apikey.HeldApiKeys;
import io.parley.http.cache.CacheEndpoints;
import io.parley.http.customer.CustomerIssuerEndpoints;
import io.parley.http.knowledge.KnowledgeEndpoints;
import io.parley.http.mcp.McpEndpoint;
import io.parley.http.memory.MemoryEndpoints;
import io.parley.http.money.MoneyEndpoints;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.secret.SecretEndpoints;
import io.parley.http.session.Edge;
import io.parley.http.session.SessionEndpoints;
import io.parley.http.session.SessionEndpoints.Stores;
import io.parley.http.telephony.SipSocketEndpoint;
import io.parley.http.tool.PromptEndpoints;
import io.parley.http.tool.SignInEndpoints;
import io.parley.http.tool.ToolCallbackEndpoint;
import io.parley.http.tool.ToolSourceEndpoints;
import io.parley.http.voice.VoiceEndpoints;
import io.parley.identity.apikey.ApiKeyTokens;
import io.parley.operations.Readiness;
import io.parley.outbound.guard.GuardSettings;
import io.parley.persistence.erasure.JdbcSessionErasures;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The endpoints of the port for clients, but the pages.
final class ClientEndpoints {
  private final NodeBasics basics;
  private final Services services;
  private final Edge edge;
  private final Origins origins;
  private final Repositories stores;
  private final List<Endpoint> endpoints = new ArrayList<>();

  private ClientEndpoints(NodeBasics basics, Services services, Edge edge, Origins origins) {
    this.basics = basics;
    this.services = services;
    this.edge = edge;
    this.origins = origins;
    this.stores = services.storage().repositories();
  }

  /// @param readiness of this node
  /// @param sockets of telephones; @param out gets the order to open, if calls go out over trunks
  static List<Endpoint> of(
      NodeBasics basics,
      Services services,
      Readiness readiness,
      Edge edge,
      Origins origins,
      SipSockets sockets,
      SipCallsOut out) {
    var all = new ClientEndpoints(basics, services, edge, origins);
    all.sessions();
    all.calls(sockets, out);
    all.money();
    all.platform(readiness);
    all.agents();
    all.tools();
    all.customers();
    all.people();
    return all.authenticated();
  }

  private void sessions() {
    endpoints.addAll(
        SessionEndpoints.of(
            edge,
            new Stores(
                services.brains().agents(),
                stores.sessions().journal(),
                stores.sessions().archive(),
                stores.sessions().index(),
                stores.callers().startRequests(),
                stores.callers().revocations(),
                stores.sessions().doubts(),
                stores.sessions().letters(),
                stores.sessions().consents(),
                stores.phones().recordings(),
                new JdbcSessionErasures(services.storage().databases().own().sessions())),
            CustomerServices.proofs(
                basics,
                stores.callers().customerBackends(),
                services.conversations().voice().known()),
            origins));
  }

  private void calls(SipSockets sockets, SipCallsOut out) {
    endpoints.addAll(VoiceEndpoints.of(edge, services.conversations().voice(), origins));
    endpoints.addAll(TelephonyServices.endpoints(basics, services, edge, out));
    endpoints.add(SipSocketEndpoint.of(sockets, edge.settings().socket(), origins));
  }

  private void money() {
    endpoints.addAll(MoneyEndpoints.of(edge, services.money().books()));
  }

  private void platform(Readiness readiness) {
    endpoints.addAll(PlatformServices.endpoints(basics, services, readiness, edge));
  }

  private void agents() {
    endpoints.addAll(AgentServices.endpoints(basics, services, edge));
    endpoints.addAll(AgentServices.models(basics, services, edge));
    endpoints.add(AgentEndpoint.of(services.brains().agents(), services.sites()));
    endpoints.addAll(MemoryEndpoints.of(edge, stores.support().memories()));
    endpoints.addAll(KnowledgeEndpoints.of(edge, services.knowledge()));
    endpoints.add(
        McpEndpoint.of(
            edge,
            services.brains().agents(),
            stores.callers().startRequests(),
            services.knowledge(),
            origins));
  }

  private void tools() {
    var added = services.brains().added();
    endpoints.addAll(ToolSourceEndpoints.of(edge, added.desk()));
    endpoints.addAll(SignInEndpoints.of(edge, added.signIns(), basics.settings().publicAddress()));
    endpoints.add(ToolCallbackEndpoint.of(edge, added.callbacks()));
    endpoints.addAll(PromptEndpoints.of(edge, added.desk()));
    endpoints.addAll(SecretEndpoints.of(edge, stores.tools().secrets()));
  }

  private void customers() {
    endpoints.addAll(
        CustomerIssuerEndpoints.of(
            edge,
            stores.callers().customerBackends(),
            GuardSettings.from(basics.config())::refusal));
    endpoints.addAll(services.hooks().endpoints(edge));
    var cache = services.brains().models().cache();
    endpoints.addAll(CacheEndpoints.of(edge, cache, stores.organisations().audit()));
  }

  private void people() {
    var sites = stores.organisations().sites();
    var numbers = stores.phones().numbers();
    services
        .accounts()
        .ifPresent(
            people ->
                people.endpoints(basics, edge, origins, sites, numbers).stream()
                    .map(services.sites()::ownOnly)
                    .forEach(endpoints::add));
  }

  /// All endpoints that take a token take an API key and a person's access token too.
  private List<Endpoint> authenticated() {
    var keys = new HeldApiKeys(stores.callers().apiKeys());
    var tokens = new ApiKeyTokens(keys, new SecureRandom());
    var authenticator =
        new ApiKeyAuthenticator(
            tokens,
            basics.gatekeeper().guesses(),
            origins,
            basics.meters().registry(),
            basics.clock());
    var ofKeys = ApiKeyEndpoints.of(edge, keys, tokens, stores.callers().serviceAccounts());
    return Stream.concat(endpoints.stream(), ofKeys.stream())
        .map(authenticator::over)
        .map(this::withAccounts)
        .toList();
  }

  private Endpoint withAccounts(Endpoint endpoint) {
    return services
        .accounts()
        .map(people -> people.authenticator().over(endpoint))
        .orElse(endpoint);
  }
}
