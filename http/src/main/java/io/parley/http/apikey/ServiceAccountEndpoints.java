package io.parley.http.apikey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Subject;
import io.parley.core.audit.Act;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.identity.ServiceAccounts;
import io.parley.core.identity.ServiceAccounts.Account;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.organisation.Bodies;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/service-accounts`: people with the permission `manage-keys`, and the shared operator token,
/// keep the service accounts of their organisation. People give an account no roles beyond their
/// own, and neither change nor remove one that has some.
final class ServiceAccountEndpoints {
  private static final String ALL = "/v1/service-accounts";
  private static final String ONE = "/v1/service-accounts/{id}";

  private final Edge edge;
  private final Guard guard;
  private final ServiceAccounts accounts;

  private ServiceAccountEndpoints(Edge edge, ServiceAccounts accounts) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.accounts = accounts;
  }

  static Stream<Endpoint> of(Edge edge, ServiceAccounts accounts) {
    var calls = new ServiceAccountEndpoints(edge, accounts);
    return Stream.of(
        Endpoint.get(ALL, calls::list),
        Endpoint.post(ALL, calls::create),
        Endpoint.put(ONE, calls::change),
        Endpoint.delete(ONE, calls::remove));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var keeper = keeper(call);
    return accounts
        .list(keeper.tenant())
        .thenCombine(
            accounts.customRoles(keeper.tenant()),
            (all, custom) -> {
              var json = JsonText.object();
              var listed = json.putArray("accounts");
              all.forEach(account -> listed.add(view(account)));
              roles(json.putArray("roles"), keeper);
              var own = json.putArray("customRoles");
              custom.stream()
                  .filter(role -> mayGive(keeper, role.permissions()))
                  .forEach(role -> own.add(role.name().value()));
              return Replies.json(200, json);
            });
  }

  /// Those that the sender may give.
  private static void roles(ArrayNode json, Principal keeper) {
    for (var role : ClientRole.values())
      if (role != ClientRole.OWNER && mayGive(keeper, role.permissions())) json.add(role.word());
  }

  private CompletionStage<HttpResponse> create(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    var id = new ServiceAccountId(UUID.randomUUID());
    return account(call, keeper, id, act)
        .thenCompose(
            account ->
                accounts
                    .create(account, act)
                    .thenApply(
                        stored -> {
                          require(stored);
                          return Replies.json(201, view(account))
                              .addHeader(Replies.header("Location", ALL + "/" + id));
                        }));
  }

  private CompletionStage<HttpResponse> change(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    var id = id(call);
    return account(call, keeper, id, act)
        .thenCompose(account -> within(keeper, id).thenCompose(_ -> accounts.change(account, act)))
        .thenApply(
            stored -> {
              require(stored);
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    var id = id(call);
    return within(keeper, id)
        .thenCompose(_ -> accounts.remove(keeper.tenant(), id, act))
        .thenApply(
            keys -> {
              // at once on this node, within seconds on the others
              keys.orElseThrow(ServiceAccountEndpoints::missing)
                  .forEach(edge.tokens().keyWatches()::revoked);
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  /// The account that the body describes.
  private CompletionStage<Account> account(
      Call call, Principal keeper, ServiceAccountId id, Act act) {
    return call.json()
        .thenApply(fields -> fields.only("name", "roles", "customRoles"))
        .thenCompose(
            fields ->
                accounts
                    .customRoles(keeper.tenant())
                    .thenApply(
                        custom -> {
                          var roles = roles(fields, keeper, custom);
                          return new Account(id, keeper.tenant(), name(fields), roles, act.at());
                        }));
  }

  /// Fails with 403 if an account has permissions beyond the sender's own. One that is not there is
  /// left to the store.
  private CompletionStage<Void> within(Principal keeper, ServiceAccountId id) {
    return accounts
        .find(keeper.tenant(), id)
        .thenCombine(
            accounts.customRoles(keeper.tenant()),
            (found, custom) -> {
              if (found.isPresent() && !mayGive(keeper, found.get().roles().permissions(custom)))
                throw beyond("the service account has");
              return null;
            });
  }

  private Principal keeper(Call call) {
    return guard.keeper(call, Permission.MANAGE_KEYS);
  }

  /// @throws ProblemException 404
  private static ServiceAccountId id(Call call) {
    return ServiceAccountId.parse(call.value("id")).orElseThrow(ServiceAccountEndpoints::missing);
  }

  private static String name(Fields fields) {
    var name = fields.text("name", Account.NAME_MAX).strip();
    if (name.isEmpty()) throw new Malformed("name is blank (expected: a text)");
    if (name.length() > Account.NAME_MAX)
      throw Malformed.tooLong(
          "name is too long (expected: ≤ %d in UTF-16)".formatted(Account.NAME_MAX));
    return name;
  }

  /// @throws ProblemException 403 for roles beyond the sender's own
  private static RoleSet roles(Fields fields, Principal keeper, List<CustomRole> custom) {
    var roles = Bodies.roles(fields);
    if (roles.isOwner())
      throw new Malformed("an entry of roles is owner (expected: another role; owners are people)");
    var known = custom.stream().map(CustomRole::name).collect(Collectors.toUnmodifiableSet());
    if (!known.containsAll(roles.custom())) throw unknownRole();
    if (!mayGive(keeper, roles.permissions(custom))) throw beyond("the roles have");
    return roles;
  }

  private static ProblemException beyond(String has) {
    return new ProblemException(
        ProblemDetail.of(
            ProblemType.NOT_ALLOWED,
            has + " permissions beyond yours (expected: some that you have yourself)"));
  }

  /// The shared operator token gives all roles: keys that it makes have no scopes beyond its own.
  private static boolean mayGive(Principal keeper, Set<Permission> permissions) {
    return switch (keeper.subject()) {
      case Subject.Staff _ -> true;
      case Subject.Account _, Subject.Program _, Subject.Customer _, Subject.Visitor _ ->
          keeper.permissions().containsAll(permissions);
    };
  }

  private static void require(ServiceAccounts.Stored stored) {
    switch (stored) {
      case DONE -> {}
      case MISSING -> throw missing();
      case UNKNOWN_ROLE -> throw unknownRole();
      case FULL ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d service accounts (expected: fewer; remove one)"
                      .formatted(ServiceAccounts.COUNT_MAX)));
      case TAKEN ->
          throw new Malformed("name is that of another service account (expected: one of its own)");
    }
  }

  private static Malformed unknownRole() {
    return new Malformed(
        "an entry of customRoles is no role of the organisation (expected: one that is)");
  }

  static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no service account of this id"));
  }

  private static ObjectNode view(Account account) {
    var json = JsonText.object().put("id", account.id().toString()).put("name", account.name());
    var roles = json.putArray("roles");
    for (var role : new TreeSet<>(account.roles().builtIn())) roles.add(role.word());
    var custom = json.putArray("customRoles");
    for (var role : new TreeSet<>(account.roles().custom())) custom.add(role.value());
    return json.put("createdAt", JsonText.time(account.createdAt()));
  }
}
