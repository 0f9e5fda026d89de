package io.parley.http.organisation;

import io.parley.core.access.Permission;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.InvitationId;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.PeopleEvent;
import io.parley.core.person.PersonId;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.organisation.Callers.Author;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Members and invitations of the caller's organisation.
final class PeopleCalls {
  private static final String PEOPLE = OrganisationCalls.PATH + "/people";
  private static final String INVITATIONS = OrganisationCalls.PATH + "/invitations";

  /// The sender itself, in place of its id.
  private static final String ME = "me";

  private final Callers callers;
  private final OrganisationStores stores;
  private final LinkMails mails;
  private final PeopleNames names;

  PeopleCalls(Callers callers, OrganisationStores stores, LinkMails mails) {
    this.callers = callers;
    this.stores = stores;
    this.mails = mails;
    this.names = new PeopleNames(stores.persons());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PEOPLE, this::people),
        Endpoint.put(PEOPLE + "/{id}/roles", this::changeRoles),
        Endpoint.delete(PEOPLE + "/{id}", this::remove),
        Endpoint.get(INVITATIONS, this::invitations),
        Endpoint.post(INVITATIONS, this::invite),
        Endpoint.delete(INVITATIONS + "/{id}", this::revoke));
  }

  private CompletionStage<HttpResponse> people(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_PEOPLE);
    var page = Page.of(call);
    return stores
        .directory()
        .people(viewer.organisation(), page.after().map(PersonId::new), page.limit() + 1)
        .thenApply(
            found ->
                page.reply(
                    "people",
                    found,
                    Views::member,
                    member -> member.membership().person().toString()));
  }

  private CompletionStage<HttpResponse> changeRoles(Call call) {
    var author = callers.author(call);
    var person = person(call);
    return call.json()
        .thenCompose(
            fields ->
                apply(
                    author,
                    new PeopleCommand.ChangeRoles(
                        person, Bodies.roles(fields.only("roles", "customRoles")))))
        .thenApply(outcome -> Outcomes.settled(outcome, OrganisationRefusal.UNKNOWN_MEMBER));
  }

  /// The sender's own removal is a leave: it needs no permission.
  private CompletionStage<HttpResponse> remove(Call call) {
    var author = callers.author(call);
    var command =
        call.value("id").equals(ME)
            ? new PeopleCommand.Leave()
            : new PeopleCommand.Remove(person(call));
    return apply(author, command)
        .thenApply(outcome -> Outcomes.done(outcome, OrganisationRefusal.UNKNOWN_MEMBER));
  }

  private static PersonId person(Call call) {
    return Bodies.uuid(call.value("id"))
        .map(PersonId::new)
        .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_MEMBER));
  }

  private CompletionStage<HttpResponse> invitations(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_PEOPLE);
    return stores
        .directory()
        .invitations(viewer.organisation())
        .thenApply(
            all -> {
              var json = JsonText.object();
              var listed = json.putArray("invitations");
              all.forEach(each -> listed.add(Views.invitation(each, callers.now())));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> invite(Call call) {
    var author = callers.author(call);
    return call.json()
        .thenCompose(fields -> invited(author, fields))
        .thenApply(
            invitation ->
                Replies.json(201, Views.invitation(invitation, author.act().at()))
                    .addHeader(Replies.header("Location", INVITATIONS + "/" + invitation.id())));
  }

  private CompletionStage<Invitation> invited(Author author, Fields fields) {
    fields.only("email", "roles", "customRoles", "language");
    var reader = new LinkMails.Reader(Bodies.email(fields), Bodies.language(fields));
    var roles = Bodies.roles(fields);
    var link = mails.link();
    var command =
        new PeopleCommand.Invite(
            new InvitationId(UUID.randomUUID()), link.hash(), reader.address(), roles);
    var id = author.organisation();
    return stores
        .directory()
        .find(id)
        .thenApply(OrganisationCalls::required)
        .thenCombine(
            names.of(author.act()),
            (organisation, inviter) ->
                mails.invitation(
                    link, id, organisation.name(), inviter.orElse(organisation.name()), reader))
        .thenCompose(
            mail -> stores.organisations().apply(id, command, author.act(), Optional.of(mail)))
        .thenApply(outcome -> Outcomes.event(outcome, PeopleEvent.Invited.class).invitation());
  }

  private CompletionStage<HttpResponse> revoke(Call call) {
    var author = callers.author(call);
    var id =
        Bodies.uuid(call.value("id"))
            .map(InvitationId::new)
            .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_LINK));
    return apply(author, new PeopleCommand.RevokeInvitation(id))
        .thenApply(outcome -> Outcomes.done(outcome, OrganisationRefusal.UNKNOWN_LINK));
  }

  private CompletionStage<Outcome> apply(Author author, OrganisationCommand command) {
    return stores.organisations().apply(author.organisation(), command, author.act());
  }
}
