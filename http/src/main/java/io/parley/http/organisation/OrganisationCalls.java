package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.OwnershipOffer;
import io.parley.core.organisation.SlugHold;
import io.parley.http.json.JsonText;
import io.parley.http.organisation.Callers.Viewer;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The caller's organisation itself: its name, its state, its end.
final class OrganisationCalls {
  static final String PATH = "/v1/organisation";
  private static final String DELETION = PATH + "/deletion";

  private final Callers callers;
  private final OrganisationStores stores;

  OrganisationCalls(Callers callers, OrganisationStores stores) {
    this.callers = callers;
    this.stores = stores;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, this::show),
        Endpoint.patch(PATH, this::rename),
        Endpoint.post(DELETION, this::requestDeletion),
        Endpoint.delete(DELETION, this::cancelDeletion));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_ORGANISATION);
    var id = viewer.organisation();
    return stores
        .directory()
        .find(id)
        .thenCombine(
            stores.directory().names(id),
            (found, names) -> Replies.json(200, view(required(found), names, viewer)));
  }

  /// @throws io.parley.http.problem.ProblemException 404 if an organisation is not there, such as
  ///   one that was deleted
  static Organisation required(Optional<Organisation> found) {
    return found.orElseThrow(() -> Outcomes.missing(OrganisationRefusal.NOT_FOUND));
  }

  private ObjectNode view(Organisation organisation, Names names, Viewer viewer) {
    var json = Views.organisation(organisation);
    Views.slugs(
        json, names.slugs().stream().filter(SlugHold::isInUse).map(SlugHold::slug).toList());
    var domains = json.putArray("domains");
    names.domains().forEach(hold -> domains.add(Views.domain(hold)));
    organisation
        .offer()
        .filter(offer -> isSeen(offer, viewer, callers.now()))
        .ifPresent(offer -> json.set("ownershipOffer", Views.offer(offer)));
    return json;
  }

  /// By owners, and by the member that it is made to.
  private static boolean isSeen(OwnershipOffer offer, Viewer viewer, Instant now) {
    boolean isTo = viewer.person().filter(offer.to()::equals).isPresent();
    return offer.isOpen(now) && (isTo || viewer.may(Permission.TRANSFER_OWNERSHIP));
  }

  private CompletionStage<HttpResponse> rename(Call call) {
    var author = callers.author(call);
    return call.json()
        .thenCompose(
            fields ->
                stores
                    .organisations()
                    .apply(
                        author.organisation(),
                        new LifecycleCommand.Rename(Bodies.name(fields.only("name"))),
                        author.act()))
        .thenApply(Outcomes::done);
  }

  private CompletionStage<HttpResponse> requestDeletion(Call call) {
    var author = callers.author(call);
    return stores
        .organisations()
        .apply(author.organisation(), new LifecycleCommand.RequestDeletion(), author.act())
        .thenApply(
            outcome -> {
              var event =
                  Outcomes.event(outcome, OrganisationLifecycleEvent.DeletionRequested.class);
              return Replies.json(
                  200,
                  JsonText.object()
                      .put("state", "deleting")
                      .put("deletionAt", JsonText.time(event.dueAt())));
            });
  }

  private CompletionStage<HttpResponse> cancelDeletion(Call call) {
    var author = callers.author(call);
    return stores
        .organisations()
        .apply(author.organisation(), new LifecycleCommand.CancelDeletion(), author.act())
        .thenApply(Outcomes::done);
  }
}
