package io.parley.http.agent;

import io.parley.core.access.Permission;
import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.agent.AgentVersions.Put;
import io.parley.core.agent.AgentVersions.Retirement;
import io.parley.core.agent.AgentVersions.Version;
import io.parley.core.agent.Agents;
import io.parley.core.audit.Act;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/agents` and `/v1/organisation/agents`: the agents of the caller's organisation. Holders of
/// the permission `view-organisation` read them, those of `configure` write them; the shared
/// operator token does both in the organisation `default`.
public final class OrganisationAgentEndpoints {
  private static final String ALL = "/v1/agents";
  private static final String ONE = "/v1/organisation/agents/{id}";
  private static final String VERSIONS = ONE + "/versions";
  private static final String VERSION = VERSIONS + "/{version}";

  /// Stands for the default agent in `GET /v1/agents/{id}`, so no agent has this id.
  private static final String RESERVED = "default";

  private static final int DIGITS_MAX = 9;

  private final Guard guard;
  private final Agents agents;
  private final AgentVersions versions;
  private final MenuRule menus;
  private final OwnModels models;
  private final Supplier<CompletionStage<Void>> learn;

  private OrganisationAgentEndpoints(
      Edge edge,
      Agents agents,
      AgentVersions versions,
      MenuRule menus,
      OwnModels models,
      Supplier<CompletionStage<Void>> learn) {
    this.guard = new Guard(edge);
    this.agents = agents;
    this.versions = versions;
    this.menus = menus;
    this.models = models;
    this.learn = learn;
  }

  /// All calls.
  ///
  /// @param agents as sessions of this node get them
  /// @param models of organisations, which their agents name
  /// @param learn lets this node's agents learn of a change at once, before it is answered
  public static List<Endpoint> of(
      Edge edge,
      Agents agents,
      AgentVersions versions,
      MenuRule menus,
      OwnModels models,
      Supplier<CompletionStage<Void>> learn) {
    var calls = new OrganisationAgentEndpoints(edge, agents, versions, menus, models, learn);
    return List.of(
        Endpoint.get(ALL, calls::list),
        Endpoint.get(ONE, calls::show),
        Endpoint.put(ONE, calls::write),
        Endpoint.delete(ONE, calls::retire),
        Endpoint.get(VERSIONS, calls::versions),
        Endpoint.get(VERSION, calls::version),
        Endpoint.post(VERSION + "/restoration", calls::restore));
  }

  /// The organisation's own, and the installation's that it has not replaced.
  private CompletionStage<HttpResponse> list(Call call) {
    var tenant = reader(call);
    return versions
        .newest(tenant)
        .thenApply(
            own -> {
              var byDefault = agents.current(tenant, Optional.empty());
              var json = JsonText.object();
              var all = json.putArray("agents");
              for (var each : own)
                all.add(
                    AgentViews.line(
                        each.ref(),
                        each.content().company(),
                        each.content().presentation(),
                        true,
                        isDefault(byDefault, each.ref().id())));
              byDefault
                  .filter(agent -> own.stream().noneMatch(each -> isSame(each, agent)))
                  .ifPresent(
                      agent ->
                          all.add(
                              AgentViews.line(
                                  agent.ref(),
                                  agent.company(),
                                  agent.presentation(),
                                  false,
                                  true)));
              return Replies.json(200, json);
            });
  }

  private static boolean isDefault(Optional<AgentDefinition> byDefault, String id) {
    return byDefault.filter(agent -> agent.ref().id().equals(id)).isPresent();
  }

  private static boolean isSame(Version own, AgentDefinition agent) {
    return own.ref().id().equals(agent.ref().id());
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var tenant = reader(call);
    var id = call.value("id");
    return versions
        .newest(tenant)
        .thenApply(
            own ->
                own.stream()
                    .filter(each -> each.ref().id().equals(id))
                    .findFirst()
                    .map(AgentViews::own)
                    .or(() -> ofInstallation(tenant, id).map(AgentViews::ofInstallation))
                    .map(json -> Replies.json(200, json))
                    .orElseThrow(OrganisationAgentEndpoints::noAgent));
  }

  private Optional<AgentDefinition> ofInstallation(TenantId tenant, String id) {
    return agents
        .current(tenant, Optional.of(id))
        .filter(agent -> agent.ref().version() <= AgentVersions.OF_FILE_MAX);
  }

  private CompletionStage<HttpResponse> write(Call call) {
    var author = guard.keeper(call, Permission.CONFIGURE);
    var act = guard.act(call, author);
    var id = newId(call);
    return call.json()
        .thenCompose(
            fields -> put(author.tenant(), id, AgentBody.read(fields), AgentBody.seen(fields), act))
        .thenCompose(this::learnt);
  }

  private static String newId(Call call) {
    var id = call.value("id");
    if (!isId(id))
      throw new Malformed(
          "the agent's id has another form (expected: 1 to 64 small letters, digits and hyphens)");
    if (id.equals(RESERVED))
      throw new Malformed("the agent's id is reserved (expected: another than " + RESERVED + ")");
    return id;
  }

  private static boolean isId(String id) {
    try {
      return new AgentRef(id, 1).version() == 1;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private CompletionStage<Put> put(
      TenantId tenant, String id, AgentContent content, Optional<Integer> seen, Act act) {
    menus.check(tenant, new AgentRef(id, AgentVersions.OF_FILE_MAX + 1), content);
    return checkModel(tenant, content)
        .thenCompose(_ -> versions.put(tenant, id, content, seen, act));
  }

  /// A model that is removed later is no error: the agent then has the organisation's usual one.
  private CompletionStage<Void> checkModel(TenantId tenant, AgentContent content) {
    if (content.model().isEmpty()) return CompletableFuture.completedStage(null);
    return models
        .current(new OwnModelName(tenant, content.model().get()))
        .thenAccept(
            found -> {
              if (found.isEmpty())
                throw new Malformed(
                    "model is unknown (expected: none, or the name of one of the organisation's own"
                        + " models)");
            });
  }

  /// Answers when this node uses the change; the others do within a second.
  private CompletionStage<HttpResponse> learnt(Put outcome) {
    return switch (outcome) {
      case AgentVersions.Newest(var version) ->
          learn.get().thenApply(_ -> Replies.json(200, AgentViews.own(version)));
      case AgentVersions.Full(var what, int max) ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d %s (expected: fewer)".formatted(max, what)));
      case AgentVersions.Missing() -> throw noVersion();
      case AgentVersions.Differs(int newest) -> throw differs(newest);
    };
  }

  private static ProblemException differs(int newest) {
    return new ProblemException(
        ProblemDetail.of(
            ProblemType.VERSION_DIFFERS,
            newest == 0
                ? "the organisation has no agent of this id any more"
                : "the newest version is " + newest));
  }

  /// The newest version that the author has seen, where there is no body to say so.
  private static Optional<Integer> seen(Call call) {
    return call.queryNumber("seen", 0, Integer.MAX_VALUE).map(Long::intValue);
  }

  private CompletionStage<HttpResponse> restore(Call call) {
    var author = guard.keeper(call, Permission.CONFIGURE);
    var act = guard.act(call, author);
    int number = number(call);
    return versions
        .version(author.tenant(), call.value("id"), number)
        .thenCompose(
            found ->
                checkModel(
                    author.tenant(),
                    found.orElseThrow(OrganisationAgentEndpoints::noVersion).content()))
        .thenCompose(
            _ -> versions.restore(author.tenant(), call.value("id"), number, seen(call), act))
        .thenCompose(this::learnt);
  }

  private CompletionStage<HttpResponse> retire(Call call) {
    var author = guard.keeper(call, Permission.CONFIGURE);
    return versions
        .retire(author.tenant(), call.value("id"), seen(call), guard.act(call, author))
        .thenCompose(this::retired);
  }

  private CompletionStage<HttpResponse> retired(Retirement outcome) {
    return switch (outcome) {
      case AgentVersions.Retired() ->
          learn.get().thenApply(_ -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
      case AgentVersions.Missing() -> throw noAgent();
      case AgentVersions.Differs(int newest) -> throw differs(newest);
    };
  }

  private CompletionStage<HttpResponse> versions(Call call) {
    return versions
        .versions(reader(call), call.value("id"))
        .thenApply(
            all -> {
              if (all.isEmpty()) throw noAgent();
              return Replies.json(200, AgentViews.versions(all));
            });
  }

  private CompletionStage<HttpResponse> version(Call call) {
    return versions
        .version(reader(call), call.value("id"), number(call))
        .thenApply(
            found ->
                Replies.json(
                    200, AgentViews.own(found.orElseThrow(OrganisationAgentEndpoints::noVersion))));
  }

  private static int number(Call call) {
    var text = call.value("version");
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= DIGITS_MAX
            && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    if (!isNumber) throw noVersion();
    return Integer.parseInt(text);
  }

  private TenantId reader(Call call) {
    return guard.keeper(call, Permission.VIEW_ORGANISATION).tenant();
  }

  private static ProblemException noAgent() {
    return missing("the organisation has no agent of this id");
  }

  private static ProblemException noVersion() {
    return missing("there is no such version of an agent of this id");
  }

  private static ProblemException missing(String detail) {
    return new ProblemException(ProblemDetail.of(ProblemType.NOT_FOUND, detail));
  }
}
