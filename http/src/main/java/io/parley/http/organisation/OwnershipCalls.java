package io.parley.http.organisation;

import io.parley.core.mail.NewMail;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.OwnershipCommand;
import io.parley.core.organisation.OwnershipEvent;
import io.parley.core.organisation.OwnershipOffer;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.http.json.Fields;
import io.parley.http.organisation.Callers.Author;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The ownership of the caller's organisation.
final class OwnershipCalls {
  private static final String OFFER = OrganisationCalls.PATH + "/ownership-offer";

  private final Callers callers;
  private final OrganisationStores stores;
  private final LinkMails mails;
  private final PeopleNames names;

  OwnershipCalls(Callers callers, OrganisationStores stores, LinkMails mails) {
    this.callers = callers;
    this.stores = stores;
    this.mails = mails;
    this.names = new PeopleNames(stores.persons());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(OFFER, this::offer),
        Endpoint.delete(OFFER, this::withdraw),
        Endpoint.post(OFFER + "/acceptance", call -> answer(call, new OwnershipCommand.Accept())),
        Endpoint.post(OFFER + "/refusal", call -> answer(call, new OwnershipCommand.Decline())));
  }

  private CompletionStage<HttpResponse> offer(Call call) {
    var author = callers.author(call);
    return call.json()
        .thenCompose(fields -> offered(author, fields))
        .thenApply(offer -> Replies.json(200, Views.offer(offer)));
  }

  /// The mail goes out with the command, which is refused unless the person is a member.
  private CompletionStage<OwnershipOffer> offered(Author author, Fields fields) {
    fields.only("person", "language");
    var to = new PersonId(Bodies.uuid(fields, "person"));
    var language = Bodies.language(fields);
    return stores
        .persons()
        .find(to)
        .thenCompose(person -> mail(author, person, language))
        .thenCompose(
            mail ->
                stores
                    .organisations()
                    .apply(
                        author.organisation(), new OwnershipCommand.Offer(to), author.act(), mail))
        .thenApply(outcome -> Outcomes.event(outcome, OwnershipEvent.Offered.class).offer());
  }

  /// Empty for an unknown person: the command is refused.
  ///
  /// @param language of the mail, if the person's is not known
  private CompletionStage<Optional<NewMail>> mail(
      Author author, Optional<Person> to, String language) {
    return stores
        .directory()
        .find(author.organisation())
        .thenApply(OrganisationCalls::required)
        .thenCombine(
            names.of(author.act()),
            (organisation, owner) ->
                to.map(
                    person ->
                        mails.ownershipOffer(
                            organisation.id(),
                            organisation.name(),
                            owner.orElse(organisation.name()),
                            new LinkMails.Reader(
                                person.address(), person.language().orElse(language)))));
  }

  private CompletionStage<HttpResponse> withdraw(Call call) {
    var author = callers.author(call);
    return stores
        .organisations()
        .apply(author.organisation(), new OwnershipCommand.Withdraw(), author.act())
        .thenApply(outcome -> Outcomes.done(outcome, Set.of(OrganisationRefusal.NO_OFFER)));
  }

  private CompletionStage<HttpResponse> answer(Call call, OwnershipCommand command) {
    var author = callers.author(call);
    return stores
        .organisations()
        .apply(author.organisation(), command, author.act())
        .thenApply(Outcomes::done);
  }
}
