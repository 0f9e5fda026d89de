package io.parley.http.scim;

import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.identity.scim.ProvisionedUser;
import io.parley.identity.scim.Provisioning;
import io.parley.identity.scim.Provisioning.Directory;
import io.parley.identity.scim.ProvisioningRefusal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/scim/v2/Users`: the organisation's people with addresses of its proved domains.
final class UserCalls {
  private static final String ONE = ScimViews.USERS + "/{id}";

  private final ScimCallers callers;
  private final Provisioning provisioning;

  UserCalls(ScimCallers callers, Provisioning provisioning) {
    this.callers = callers;
    this.provisioning = provisioning;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ScimViews.USERS, callers.handler(this::list)),
        Endpoint.post(ScimViews.USERS, callers.handler(this::create)),
        Endpoint.get(ONE, callers.handler(this::get)),
        Endpoint.put(ONE, callers.handler(this::replace)),
        Endpoint.patch(ONE, callers.handler(this::patch)),
        Endpoint.delete(ONE, callers.handler(this::delete)));
  }

  private CompletionStage<HttpResponse> list(Call call, Directory by) {
    var filter = ScimFilter.of(call.query("filter"));
    var page = ScimPage.of(call);
    return callers.waiting(
        () -> ScimCallers.reply(200, page.list(found(by, filter), callers.views(call)::user)));
  }

  private Collection<ProvisionedUser> found(Directory by, Optional<ScimFilter> filter) {
    if (filter.isEmpty()) return provisioning.users(by).values();
    var value = filter.get().value();
    return switch (filter.get().attribute()) {
      case "username", "emails.value", "emails[type eq \"work\"].value" ->
          EmailAddress.of(value).flatMap(address -> provisioning.user(by, address)).stream()
              .toList();
      case "externalid" -> provisioning.user(by, value).stream().toList();
      case "id" ->
          GroupMembers.parsed(value).flatMap(id -> provisioning.known(by, id)).stream().toList();
      default -> throw ScimFilter.unknown("userName, externalId or id");
    };
  }

  private CompletionStage<HttpResponse> create(Call call, Directory by) {
    return call.tree()
        .thenApply(body -> UserAttributes.of(body).wish(true))
        .thenCompose(wish -> callers.waiting(() -> provisioning.create(by, wish)))
        .thenApply(
            user -> {
              var views = callers.views(call);
              return ScimCallers.reply(201, views.user(user))
                  .addHeader(Replies.header("Location", views.userAddress(user)));
            });
  }

  private CompletionStage<HttpResponse> get(Call call, Directory by) {
    var id = id(call);
    return callers.waiting(() -> shown(call, provisioning.user(by, id)));
  }

  private CompletionStage<HttpResponse> replace(Call call, Directory by) {
    var id = id(call);
    return call.tree()
        .thenApply(UserAttributes::of)
        .thenCompose(
            wanted ->
                callers.waiting(
                    () -> {
                      var before = provisioning.user(by, id);
                      var wish = wanted.wish(before.isActive());
                      return shown(call, provisioning.change(by, id, wish));
                    }));
  }

  private CompletionStage<HttpResponse> patch(Call call, Directory by) {
    var id = id(call);
    return call.tree()
        .thenApply(ScimPatch::read)
        .thenCompose(
            operations ->
                callers.waiting(
                    () -> {
                      var before = provisioning.user(by, id);
                      var wanted = UserAttributes.of(before).patched(operations);
                      var wish = wanted.wish(before.isActive());
                      return shown(call, provisioning.change(by, id, wish));
                    }));
  }

  private CompletionStage<HttpResponse> delete(Call call, Directory by) {
    var id = id(call);
    return callers.waiting(
        () -> {
          provisioning.remove(by, id);
          return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
        });
  }

  private HttpResponse shown(Call call, ProvisionedUser user) {
    return ScimCallers.reply(200, callers.views(call).user(user));
  }

  private static PersonId id(Call call) {
    return GroupMembers.parsed(call.value("id"))
        .orElseThrow(() -> ScimFailure.of(ProvisioningRefusal.NOT_FOUND));
  }
}
