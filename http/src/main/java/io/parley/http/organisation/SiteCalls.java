package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.WebOrigin;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The web sites that may hold the chat of the caller's organisation.
final class SiteCalls {
  private static final String PATH = OrganisationCalls.PATH + "/origins";
  private static final String FIELD = "origins";

  private final Callers callers;
  private final OrganisationStores stores;

  SiteCalls(Callers callers, OrganisationStores stores) {
    this.callers = callers;
    this.stores = stores;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, this::show), Endpoint.put(PATH, this::replace));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_ORGANISATION);
    return stores
        .sites()
        .origins(viewer.organisation().tenant())
        .thenApply(origins -> Replies.json(200, json(origins)));
  }

  /// By those who write its agents: they decide on the chat, and on the sites that show it.
  private CompletionStage<HttpResponse> replace(Call call) {
    var tenant = callers.viewer(call, Permission.CONFIGURE).organisation().tenant();
    var act = callers.author(call).act();
    return call.json()
        .thenApply(SiteCalls::origins)
        .thenCompose(
            origins ->
                stores
                    .sites()
                    .allow(tenant, origins, act)
                    .thenApply(_ -> Replies.json(200, json(origins))));
  }

  /// Without the field nothing is removed: a request that forgot it would close the chat.
  private static List<WebOrigin> origins(Fields fields) {
    if (fields.only(FIELD).value(FIELD).isEmpty())
      throw new Malformed("origins is missing (expected: an array, which may be empty)");
    return fields.list(FIELD, OrganisationSite.ORIGINS_MAX, WebOrigin.LENGTH_MAX).stream()
        .distinct()
        .map(SiteCalls::origin)
        .toList();
  }

  private static WebOrigin origin(String text) {
    if (!WebOrigin.isValid(text))
      throw new Malformed(
          "an origin has another form (expected: such as https://shop.example, small letters, no"
              + " path)");
    return new WebOrigin(text);
  }

  private static ObjectNode json(List<WebOrigin> origins) {
    var json = JsonText.object();
    var all = json.putArray(FIELD);
    origins.forEach(origin -> all.add(origin.value()));
    return json;
  }
}
