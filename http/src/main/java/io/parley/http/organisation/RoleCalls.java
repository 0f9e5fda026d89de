package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.Standing;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.person.PersonId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.organisation.Callers.Viewer;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Roles of the caller's organisation.
final class RoleCalls {
  private static final String ROLES = OrganisationCalls.PATH + "/roles";
  private static final String ROLE = ROLES + "/{name}";

  /// No person has this id, and every standing holds the organisation's roles.
  private static final PersonId NOBODY = new PersonId(new UUID(0, 0));

  private final Callers callers;
  private final OrganisationStores stores;

  RoleCalls(Callers callers, OrganisationStores stores) {
    this.callers = callers;
    this.stores = stores;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ROLES, this::list),
        Endpoint.put(ROLE, this::put),
        Endpoint.delete(ROLE, this::drop));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_PEOPLE);
    return stores
        .directory()
        .standing(viewer.person().orElse(NOBODY), viewer.organisation(), callers.now())
        .thenApply(found -> found.map(Standing::customRoles).orElseGet(List::of))
        .thenApply(custom -> Replies.json(200, view(custom, viewer)));
  }

  private static ObjectNode view(List<CustomRole> custom, Viewer viewer) {
    var json = JsonText.object();
    var builtIn = json.putArray("roles");
    for (var role : ClientRole.values()) add(builtIn, role.word(), role.permissions());
    var own = json.putArray("customRoles");
    custom.stream()
        .sorted(Comparator.comparing(CustomRole::name))
        .forEach(role -> add(own, role.name().value(), role.permissions()));
    var grantable = json.putArray("grantable");
    Permission.ofOrganisations().stream()
        .filter(viewer::may)
        .map(Permission::word)
        .sorted()
        .forEach(grantable::add);
    return json;
  }

  private static void add(ArrayNode roles, String name, Set<Permission> permissions) {
    var words = roles.addObject().put("name", name).putArray("permissions");
    Bodies.words(permissions).forEach(words::add);
  }

  private CompletionStage<HttpResponse> put(Call call) {
    var author = callers.author(call);
    var name =
        Bodies.roleName(call.value("name"))
            .orElseThrow(
                () ->
                    new Malformed(
                        "no name of a role (expected: 1 to 32 of a-z, 0-9 and -, and not that of a"
                            + " built-in role)"));
    return call.json()
        .thenCompose(
            fields ->
                stores
                    .organisations()
                    .apply(
                        author.organisation(),
                        new PeopleCommand.PutRole(Bodies.role(name, fields.only("permissions"))),
                        author.act()))
        .thenApply(Outcomes::settled);
  }

  private CompletionStage<HttpResponse> drop(Call call) {
    var author = callers.author(call);
    var name =
        Bodies.roleName(call.value("name"))
            .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_ROLE));
    return stores
        .organisations()
        .apply(author.organisation(), new PeopleCommand.DropRole(name), author.act())
        .thenApply(outcome -> Outcomes.done(outcome, OrganisationRefusal.UNKNOWN_ROLE));
  }
}
