package io.parley.http.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.RoleSet;
import io.parley.core.person.PersonId;
import io.parley.core.text.Unicode;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.identity.scim.ProvisionedUser;
import io.parley.identity.scim.Provisioning;
import io.parley.identity.scim.Provisioning.Directory;
import io.parley.identity.scim.ProvisioningRefusal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/scim/v2/Groups`: the roles that a directory may give. Its members have the role. People make
/// and delete roles, since a directory cannot say what a role may do.
final class GroupCalls {
  private static final String ONE = ScimViews.GROUPS + "/{id}";

  private final ScimCallers callers;
  private final Provisioning provisioning;

  GroupCalls(ScimCallers callers, Provisioning provisioning) {
    this.callers = callers;
    this.provisioning = provisioning;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ScimViews.GROUPS, callers.handler(this::list)),
        Endpoint.post(ScimViews.GROUPS, callers.handler(this::create)),
        Endpoint.get(ONE, callers.handler(this::get)),
        Endpoint.put(ONE, callers.handler(this::replace)),
        Endpoint.patch(ONE, callers.handler(this::patch)),
        Endpoint.delete(ONE, callers.handler(this::delete)));
  }

  private CompletionStage<HttpResponse> list(Call call, Directory by) {
    var filter = ScimFilter.of(call.query("filter"));
    var page = ScimPage.of(call);
    boolean hasMembers = hasMembers(call);
    return callers.waiting(
        () -> {
          var views = callers.views(call);
          var groups = provisioning.groups(by);
          var users = hasMembers ? provisioning.users(by).values() : List.<ProvisionedUser>of();
          return ScimCallers.reply(
              200,
              page.list(
                  found(groups.keySet(), filter),
                  name ->
                      hasMembers
                          ? views.group(name, members(users, groups.get(name)))
                          : views.group(name)));
        });
  }

  private static List<String> found(Set<String> names, Optional<ScimFilter> filter) {
    if (filter.isEmpty()) return List.copyOf(names);
    var value = filter.get().value();
    return switch (filter.get().attribute()) {
      case "displayname" -> names.stream().filter(GroupMembers.roleName(value)::equals).toList();
      case "id" -> names.stream().filter(value::equals).toList();
      default -> throw ScimFilter.unknown("displayName or id");
    };
  }

  private CompletionStage<HttpResponse> create(Call call, Directory by) {
    return call.tree()
        .thenCompose(
            body ->
                callers.<HttpResponse>waiting(
                    () -> {
                      throw refused(by, body.path("displayName").asText());
                    }));
  }

  private ScimFailure refused(Directory by, String displayName) {
    return provisioning.groups(by).containsKey(GroupMembers.roleName(displayName))
        ? new ScimFailure(409, "uniqueness", "there is this group (expected: a change of it)")
        : new ScimFailure(
            403, "", "groups are roles (expected: the displayName of one; people make them)");
  }

  private CompletionStage<HttpResponse> get(Call call, Directory by) {
    var name = call.value("id");
    boolean hasMembers = hasMembers(call);
    return callers.waiting(
        () -> {
          var role = role(by, name);
          var views = callers.views(call);
          return ScimCallers.reply(
              200, hasMembers ? shown(views, by, name, role) : views.group(name));
        });
  }

  private CompletionStage<HttpResponse> replace(Call call, Directory by) {
    var name = call.value("id");
    return call.tree()
        .thenCompose(
            body ->
                callers.waiting(() -> regrouped(call, by, name, _ -> GroupMembers.of(body, name))));
  }

  private CompletionStage<HttpResponse> patch(Call call, Directory by) {
    var name = call.value("id");
    return call.tree()
        .thenApply(ScimPatch::read)
        .thenCompose(
            operations ->
                callers.waiting(
                    () ->
                        regrouped(
                            call,
                            by,
                            name,
                            before -> GroupMembers.patched(before, operations, name))));
  }

  private HttpResponse regrouped(
      Call call, Directory by, String name, UnaryOperator<Set<PersonId>> change) {
    var role = role(by, name);
    var users = provisioning.users(by);
    var before =
        members(users.values(), role).stream()
            .map(ProvisionedUser::id)
            .collect(Collectors.toUnmodifiableSet());
    var after = change.apply(before);
    provisioning.regroup(by, users, role, without(after, before), without(before, after));
    return ScimCallers.reply(200, shown(callers.views(call), by, name, role));
  }

  private static Set<PersonId> without(Set<PersonId> all, Set<PersonId> others) {
    var rest = new HashSet<PersonId>(all);
    rest.removeAll(others);
    return rest;
  }

  private CompletionStage<HttpResponse> delete(Call call, Directory by) {
    var name = call.value("id");
    return callers.<HttpResponse>waiting(
        () -> {
          throw kept(role(by, name));
        });
  }

  private static ScimFailure kept(RoleSet role) {
    return new ScimFailure(
        403,
        "",
        role.custom().isEmpty()
            ? "the group is a built-in role (expected: a change of its members)"
            : "the group is a role of the organisation, which people delete");
  }

  private RoleSet role(Directory by, String name) {
    return Optional.ofNullable(provisioning.groups(by).get(name))
        .orElseThrow(() -> ScimFailure.of(ProvisioningRefusal.UNKNOWN_GROUP));
  }

  private ObjectNode shown(ScimViews views, Directory by, String name, RoleSet role) {
    return views.group(name, members(provisioning.users(by).values(), role));
  }

  /// Owners are changed by people.
  private static List<ProvisionedUser> members(Collection<ProvisionedUser> users, RoleSet role) {
    return users.stream().filter(user -> user.has(role)).filter(user -> !user.isOwner()).toList();
  }

  /// Entra ID asks for groups without their members.
  private static boolean hasMembers(Call call) {
    return call.query("excludedAttributes").stream()
        .flatMap(names -> Arrays.stream(names.split(",", -1)))
        .noneMatch(name -> Unicode.small(name.strip()).equals("members"));
  }
}
