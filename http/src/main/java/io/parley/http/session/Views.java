package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.Role;
import io.parley.core.session.UsageTotal;
import io.parley.http.json.JsonText;
import io.parley.sessions.SessionView;

/// Sessions as JSON.
final class Views {
  private Views() {}

  static ObjectNode state(SessionView view, Role role) {
    var json =
        JsonText.object()
            .put("id", view.key().session().value())
            .put("status", JsonText.word(view.status()))
            .put("seq", view.seq());
    json.set("agent", WireEvents.agent(view.agent()));
    view.customer().ifPresent(customer -> json.set("customer", WireEvents.customer(customer)));
    json.put("turns", view.turns());
    view.openTurn().ifPresent(turn -> json.put("openTurn", turn));
    if (role.seesInternals())
      json.put("role", JsonText.word(role)).set("usage", usage(view.usage()));
    return json.put("createdAt", JsonText.time(view.createdAt()))
        .put("updatedAt", JsonText.time(view.updatedAt()));
  }

  static ObjectNode listing(SessionListing listing) {
    var json =
        JsonText.object()
            .put("id", listing.key().session().value())
            .put("status", JsonText.word(listing.status()))
            .put("seq", listing.seq());
    json.set("agent", WireEvents.agent(listing.agent()));
    listing.customer().ifPresent(customer -> json.set("customer", WireEvents.customer(customer)));
    return json.put("turns", listing.turns())
        .put("createdAt", JsonText.time(listing.createdAt()))
        .put("updatedAt", JsonText.time(listing.updatedAt()));
  }

  private static ObjectNode usage(UsageTotal usage) {
    return JsonText.object()
        .put("inputTokens", usage.inputTokens())
        .put("outputTokens", usage.outputTokens())
        .put("costMicros", usage.costMicros())
        .put("currency", usage.currency());
  }
}
