package io.parley.operations.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.journal.SessionListing;
import io.parley.core.journal.SessionOverview.Known;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.operations.cluster.ClusterControls.Place;
import io.parley.operations.session.SessionOperations.Seen;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.SessionView;
import java.util.Locale;
import java.util.Optional;

/// Sessions as JSON for operators. Customers, metadata, reasons and words are left out.
final class OperatedViews {
  private OperatedViews() {}

  static ObjectNode listing(SessionListing listing) {
    return JsonText.object()
        .put("id", listing.key().session().value())
        .put("tenant", listing.key().tenant().value())
        .put("status", lower(listing.status()))
        .put("turns", listing.turns())
        .put("events", listing.seq())
        .put("agent", listing.agent().id())
        .put("startedAt", JsonText.time(listing.createdAt()))
        .put("lastActivity", JsonText.time(listing.updatedAt()));
  }

  static ObjectNode place(Place place) {
    var json = JsonText.object().put("shard", place.shard());
    place.node().ifPresent(node -> json.put("node", node));
    place.awake().ifPresent(awake -> json.put("awake", awake));
    return json;
  }

  /// @param says the session's own answer, if it is awake; newer than the index
  /// @return without `status` when no such session is known
  static ObjectNode session(SessionKey key, Seen seen, Optional<SessionInspection> says) {
    var json =
        JsonText.object().put("id", key.session().value()).put("tenant", key.tenant().value());
    seen.known().ifPresent(known -> indexed(json, known));
    says.flatMap(SessionInspection::view).ifPresent(view -> viewed(json, view, says.get()));
    json.set("where", place(seen.place()));
    return json;
  }

  private static void indexed(ObjectNode json, Known known) {
    json.setAll(listing(known.listing()));
    json.put("turnOpen", known.turnOpen());
    json.putObject("calls").put("running", known.running()).put("awaiting", known.awaiting());
    known.dueAt().ifPresent(due -> json.put("dueAt", JsonText.time(due)));
    known
        .damage()
        .ifPresent(
            damage ->
                json.putObject("damage")
                    .put("kind", lower(damage.category()))
                    .put("seq", damage.seq()));
  }

  private static void viewed(ObjectNode json, SessionView view, SessionInspection says) {
    json.put("status", lower(view.status()))
        .put("turns", view.turns())
        .put("events", view.seq())
        .put("agent", view.agent().id())
        .put("startedAt", JsonText.time(view.createdAt()))
        .put("lastActivity", JsonText.time(view.updatedAt()))
        .put("turnOpen", view.openTurn().isPresent());
    view.openTurn().ifPresent(turn -> json.put("turn", turn).put("attempt", says.attempt()));
    json.put("epoch", says.epoch())
        .put("waiting", says.waiting())
        .put("readers", says.readers())
        .put("errands", says.errands());
    json.putObject("calls")
        .put("running", says.running())
        .put("awaiting", says.awaiting())
        .put("inDoubt", says.inDoubt());
    json.putObject("tokens")
        .put("input", view.usage().inputTokens())
        .put("output", view.usage().outputTokens());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
