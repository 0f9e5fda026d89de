package io.parley.http.organisation;

import static io.parley.core.access.PlatformRole.ONBOARDING_SPECIALIST;
import static io.parley.core.access.PlatformRole.OPERATOR;
import static io.parley.core.access.PlatformRole.SALES_AGENT;
import static io.parley.core.access.PlatformRole.SUCCESS_MANAGER;

import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Stage;
import io.parley.core.audit.Act;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory.Listed;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Organisations, for the platform's staff: the list, new ones, claims and suspensions.
final class PlatformCalls {
  static final String PATH = "/v1/organisations";
  private static final String SUSPENSION = PATH + "/{id}/suspension";
  private static final int SLUG_MAX = 64;
  private static final int PART_MAX = 100;

  private final Callers callers;
  private final OrganisationStores stores;
  private final LinkMails mails;

  PlatformCalls(Callers callers, OrganisationStores stores, LinkMails mails) {
    this.callers = callers;
    this.stores = stores;
    this.mails = mails;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, this::list),
        Endpoint.post(PATH, this::create),
        Endpoint.post(PATH + "/{id}/claim", this::renewClaim),
        Endpoint.put(SUSPENSION, this::suspend),
        Endpoint.delete(SUSPENSION, this::resume));
  }

  /// The organisation in the address.
  ///
  /// @throws io.parley.http.problem.ProblemException 404 if it is no id
  static OrganisationId organisation(Call call) {
    return OrganisationId.parse(call.value("id"))
        .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.NOT_FOUND));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    callers.staff(call, Permission.LIST_ORGANISATIONS);
    var page = Page.of(call);
    var after = page.after().map(OrganisationId::new);
    var directory = stores.directory();
    return part(call)
        .map(part -> directory.named(part, after, page.limit() + 1))
        .orElseGet(() -> directory.all(after, page.limit() + 1))
        .thenApply(
            found ->
                page.reply(
                    "organisations",
                    found,
                    Views::listed,
                    listed -> listed.organisation().id().toString()));
  }

  /// The part of a name that is looked for; empty for all organisations.
  private static Optional<String> part(Call call) {
    var part = call.query("name").map(String::strip).filter(text -> !text.isEmpty());
    if (part.filter(text -> text.length() > PART_MAX).isPresent())
      throw new Malformed("name is too long (expected: at most " + PART_MAX + " characters)");
    return part;
  }

  private CompletionStage<HttpResponse> create(Call call) {
    var act = callers.staff(call);
    return call.json()
        .thenCompose(fields -> made(act, fields))
        .thenApply(
            made ->
                Replies.json(
                    201, Views.listed(new Listed(made.organisation(), List.of(made.slug())))));
  }

  private CompletionStage<OrganisationLifecycleEvent.Made> made(Act act, Fields fields) {
    fields.only("name", "slug", "email", "language");
    var name = Bodies.name(fields);
    var slug = slug(fields);
    var reader = new LinkMails.Reader(Bodies.email(fields), Bodies.language(fields));
    var id = new OrganisationId(UUID.randomUUID());
    var link = mails.link();
    var claim = new Claim(link.hash(), Optional.of(reader.address()), end(act));
    return lead(act)
        .thenCompose(
            lead ->
                stores
                    .organisations()
                    .begin(
                        new SignUp(id, name, slug, claim, true, lead),
                        act,
                        Optional.of(mails.claim(link, id, name, reader))))
        .thenApply(outcome -> Outcomes.event(outcome, OrganisationLifecycleEvent.Made.class));
  }

  private static Instant end(Act act) {
    return act.at().plus(Claim.OF_CLIENT);
  }

  private static Slug slug(Fields fields) {
    return Optional.of(fields.text("slug", SLUG_MAX))
        .filter(Slug::isValid)
        .map(Slug::new)
        .orElseThrow(
            () ->
                new Malformed(
                    "slug of another form (expected: 3 to 40 small letters, digits and single"
                        + " hyphens, a letter first, no hyphen last)"));
  }

  /// Staff is assigned to the organisation that it makes, in the earliest of its roles that looks
  /// after one. Without such a role the command is refused.
  private CompletionStage<Optional<Assignment>> lead(Act act) {
    return act.person()
        .map(
            person ->
                stores
                    .directory()
                    .platformRoles(person)
                    .thenApply(roles -> role(roles).map(role -> assignment(person, role, act))))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  private static Optional<PlatformRole> role(Set<PlatformRole> roles) {
    return Stream.of(SALES_AGENT, ONBOARDING_SPECIALIST, SUCCESS_MANAGER, OPERATOR)
        .filter(roles::contains)
        .findFirst();
  }

  private static Assignment assignment(PersonId person, PlatformRole role, Act act) {
    return new Assignment(
        new AssignmentId(UUID.randomUUID()),
        person,
        role,
        Stage.ledBy(role),
        Optional.of(person),
        act.at(),
        Optional.empty());
  }

  private CompletionStage<HttpResponse> renewClaim(Call call) {
    var act = callers.staff(call);
    var id = organisation(call);
    return call.json()
        .thenCompose(fields -> renewed(act, id, fields))
        .thenApply(
            outcome -> {
              var claim =
                  Outcomes.event(outcome, OrganisationLifecycleEvent.ClaimRenewed.class).claim();
              return Replies.json(
                  200,
                  JsonText.object()
                      .put("state", "unclaimed")
                      .put("claimExpiresAt", JsonText.time(claim.expiresAt())));
            });
  }

  /// A missing organisation has no name for a mail: the command is refused as for a foreign one.
  private CompletionStage<Outcome> renewed(Act act, OrganisationId id, Fields fields) {
    fields.only("email", "language");
    var reader = new LinkMails.Reader(Bodies.email(fields), Bodies.language(fields));
    var link = mails.link();
    var command =
        new LifecycleCommand.RenewClaim(
            new Claim(link.hash(), Optional.of(reader.address()), end(act)));
    return stores
        .directory()
        .find(id)
        .thenApply(
            found -> found.map(organisation -> mails.claim(link, id, organisation.name(), reader)))
        .thenCompose(mail -> stores.organisations().apply(id, command, act, mail));
  }

  private CompletionStage<HttpResponse> suspend(Call call) {
    var act = callers.staff(call);
    var id = organisation(call);
    return call.json()
        .thenApply(fields -> Bodies.reason(fields.only("reason")))
        .thenCompose(
            reason ->
                stores
                    .organisations()
                    .apply(id, new LifecycleCommand.Suspend(reason), act)
                    .thenCompose(outcome -> suspended(outcome, id, reason)));
  }

  /// It is so already only if the reason is the same: another one is not stored.
  private CompletionStage<HttpResponse> suspended(
      Outcome outcome, OrganisationId id, String reason) {
    boolean isUnchanged =
        outcome instanceof Outcome.Refused(var refusal) && refusal == OrganisationRefusal.UNCHANGED;
    if (!isUnchanged) return CompletableFuture.completedStage(Outcomes.done(outcome));
    return stores
        .directory()
        .find(id)
        .thenApply(
            found -> {
              boolean isSame =
                  found
                      .map(Organisation::lifecycle)
                      .flatMap(Lifecycle::suspension)
                      .filter(reason::equals)
                      .isPresent();
              return isSame ? Outcomes.noContent() : Outcomes.done(outcome);
            });
  }

  private CompletionStage<HttpResponse> resume(Call call) {
    var act = callers.staff(call);
    return stores
        .organisations()
        .apply(organisation(call), new LifecycleCommand.Resume(), act)
        .thenApply(Outcomes::settled);
  }
}
