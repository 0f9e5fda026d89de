package io.parley.http.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Principal;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.Agents;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.site.Sites;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Publishes an agent's name, company, languages, texts and colours; nothing of how it works. With
/// an access token or an API key it is an agent of that organisation, otherwise one of the
/// organisation that the address names, or of the installation's own.
public final class AgentEndpoint {
  /// Stands for the default agent of new sessions.
  private static final String DEFAULT = "default";

  /// A change of the texts shows after this time at the latest.
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Agents agents;
  private final Sites sites;

  private AgentEndpoint(Agents agents, Sites sites) {
    this.agents = agents;
    this.sites = sites;
  }

  public static Endpoint of(Agents agents, Sites sites) {
    return Endpoint.get("/v1/agents/{id}", new AgentEndpoint(agents, sites)::present);
  }

  private CompletionStage<HttpResponse> present(Call call) {
    var id = Optional.of(call.value("id")).filter(named -> !named.equals(DEFAULT));
    var sender = call.proven().map(Call.Proven::principal);
    var agent =
        agents
            .current(sender.map(Principal::tenant).orElseGet(() -> sites.of(call).tenant()), id)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    var json = json(agent);
    var reply = sender.isPresent() ? Replies.json(200, json) : Replies.publicJson(json, FRESH);
    // the public answer is not for a later request with a token
    return CompletableFuture.completedStage(
        reply.addHeader(Replies.header("Vary", "Authorization")));
  }

  private static ObjectNode json(AgentDefinition agent) {
    var presentation = agent.presentation();
    var json =
        JsonText.object()
            .put("id", agent.ref().id())
            .put("version", agent.ref().version())
            .put("company", agent.company());
    var languages = json.putArray("languages");
    var texts = json.putObject("texts");
    for (var text : presentation.texts()) {
      languages.add(text.language());
      texts.set(text.language(), json(text));
    }
    json.putObject("theme")
        .put("accent", presentation.theme().accent())
        .put("accentDark", presentation.theme().accentDark());
    return json;
  }

  private static ObjectNode json(Texts texts) {
    var json = JsonText.object();
    texts.greeting().ifPresent(greeting -> json.put("greeting", greeting));
    json.put("title", texts.title());
    var suggestions = json.putArray("suggestions");
    texts.suggestions().forEach(suggestions::add);
    return json;
  }
}
