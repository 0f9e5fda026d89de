package io.parley.server;

import io.parley.http.agent.MenuRule;
import io.parley.http.agent.OrganisationAgentEndpoints;
import io.parley.http.model.OwnBudgetEndpoints;
import io.parley.http.model.OwnModelEndpoints;
import io.parley.http.quota.OwnLimitEndpoints;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.persistence.quota.JdbcQuotas;
import io.parley.sessions.quota.QuotaSettings;
import io.parley.tools.model.routing.OwnModelSettings;
import io.parley.voice.call.CallSettings;
import io.parley.voice.telephony.TransferSettings;
import java.util.List;
import java.util.stream.Stream;

/// The endpoints by which organisations write their agents, bring models with budgets, and limit
/// what they use.
final class AgentServices {
  private AgentServices() {}

  static List<Endpoint> endpoints(NodeBasics basics, Services services, Edge edge) {
    var agents = services.brains().agents();
    var menus =
        new MenuRule(
            TransferSettings.from(basics.config()).targets(),
            CallSettings.from(basics.config()).turns().keys().terminator());
    var stores = services.storage().repositories().organisations();
    return OrganisationAgentEndpoints.of(
        edge, agents, stores.agentVersions(), menus, stores.ownModels(), agents::look);
  }

  static List<Endpoint> models(NodeBasics basics, Services services, Edge edge) {
    var settings = OwnModelSettings.from(basics.config());
    var stores = services.storage().repositories().organisations();
    var books = services.money().books();
    var known = services.brains().models().own();
    var models =
        OwnModelEndpoints.of(
            edge, stores.ownModels(), settings::allows, books.currency(), known::look);
    var budgets = OwnBudgetEndpoints.of(edge, stores.ownBudgets(), books, known::look);
    var limits =
        OwnLimitEndpoints.of(
            edge,
            new JdbcQuotas(services.storage().databases().database()),
            QuotaSettings.from(basics.config()).defaults());
    return Stream.of(models, budgets, limits).flatMap(List::stream).toList();
  }
}
