package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.AccessId;
import io.parley.core.access.Assignment;
import io.parley.core.access.Permission;
import io.parley.core.access.StaffAccess;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.StaffCommand;
import io.parley.core.person.PersonId;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The platform's staff, as the caller's organisation sees it: assignments, and accesses to its
/// data with their reasons. It may end an access.
final class StaffCalls {
  private static final String STAFF = OrganisationCalls.PATH + "/staff";

  private final Callers callers;
  private final OrganisationStores stores;
  private final PeopleNames names;

  StaffCalls(Callers callers, OrganisationStores stores) {
    this.callers = callers;
    this.stores = stores;
    this.names = new PeopleNames(stores.persons());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(STAFF, this::list),
        Endpoint.delete(STAFF + "/accesses/{id}", this::endAccess));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_PEOPLE);
    return stores
        .directory()
        .staff(viewer.organisation(), callers.now())
        .thenCompose(found -> reply(names, found.assignments(), found.accesses()));
  }

  /// Staff has names here, and no addresses.
  static CompletionStage<HttpResponse> reply(
      PeopleNames names, List<Assignment> assignments, List<StaffAccess> accesses) {
    return names
        .of(
            Stream.concat(
                assignments.stream().map(Assignment::staff),
                accesses.stream().map(StaffAccess::staff)))
        .thenApply(known -> Replies.json(200, view(assignments, accesses, known)));
  }

  private static ObjectNode view(
      List<Assignment> assignments, List<StaffAccess> accesses, Map<PersonId, String> names) {
    var json = JsonText.object();
    var assigned = json.putArray("assignments");
    assignments.forEach(each -> assigned.add(Views.assignment(each, names)));
    var open = json.putArray("accesses");
    accesses.forEach(each -> open.add(Views.access(each, names)));
    return json;
  }

  private CompletionStage<HttpResponse> endAccess(Call call) {
    var author = callers.author(call);
    return stores
        .organisations()
        .apply(author.organisation(), new StaffCommand.EndAccess(access(call, "id")), author.act())
        .thenApply(StaffCalls::accessEnded);
  }

  static AccessId access(Call call, String name) {
    return Bodies.uuid(call.value(name)).map(AccessId::new).orElseThrow(StaffCalls::noAccess);
  }

  /// One that ended is not there any more, as one of another organisation.
  static HttpResponse accessEnded(Outcome outcome) {
    if (outcome instanceof Outcome.Refused(var reason) && reason == OrganisationRefusal.UNCHANGED)
      throw noAccess();
    return Outcomes.done(outcome);
  }

  private static ProblemException noAccess() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no open access of this id"));
  }
}
