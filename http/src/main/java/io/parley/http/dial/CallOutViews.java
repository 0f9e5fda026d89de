package io.parley.http.dial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.dial.CallOut;
import io.parley.http.json.JsonText;

/// A call out as staff sees it, without its context.
final class CallOutViews {
  private CallOutViews() {}

  static ObjectNode of(CallOut call) {
    var order = call.order();
    var json =
        JsonText.object()
            .put("id", order.key().id())
            .put("state", call.state().word())
            .put("to", order.to().text())
            .put("from", order.from().text());
    order.agent().ifPresent(agent -> json.put("agent", agent));
    order.language().ifPresent(tag -> json.put("language", tag));
    json.put("ring", order.ring().toSeconds()).put("requestedAt", JsonText.time(order.at()));
    call.session().ifPresent(session -> json.put("session", session.value()));
    var events = json.putArray("events");
    for (var event : call.events()) {
      var shown =
          events.addObject().put("kind", event.kind().word()).put("at", JsonText.time(event.at()));
      event.detail().ifPresent(detail -> shown.put("detail", detail));
    }
    return json;
  }
}
