package io.parley.server;

import io.parley.http.agent.MenuRule;
import io.parley.http.agent.OrganisationAgentEndpoints;
import io.parley.http.model.OwnModelEndpoints;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.tools.model.routing.OwnModelSettings;
import io.parley.voice.call.CallSettings;
import io.parley.voice.telephony.TransferSettings;
import java.util.List;

/// The endpoints by which organisations write their agents, and bring their models.
final class AgentServices {
  private AgentServices() {}

  static List<Endpoint> endpoints(NodeBasics basics, Services services, Edge edge) {
    var agents = services.brains().agents();
    var menus =
        new MenuRule(
            TransferSettings.from(basics.config()).targets(),
            CallSettings.from(basics.config()).turns().keys().terminator());
    return OrganisationAgentEndpoints.of(
        edge, agents, services.storage().repositories().agentVersions(), menus, agents::look);
  }

  static List<Endpoint> models(NodeBasics basics, Services services, Edge edge) {
    var settings = OwnModelSettings.from(basics.config());
    return OwnModelEndpoints.of(
        edge,
        services.storage().repositories().ownModels(),
        settings::allows,
        services.money().books().currency(),
        services.brains().ownModels()::look);
  }
}
