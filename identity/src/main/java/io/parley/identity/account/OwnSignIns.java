package io.parley.identity.account;

import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.refresh.RefreshTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The sign-ins and organisations of a person, as far as one of its sign-ins reaches: all of them,
/// or, where the organisation's own provider has proved the person, that organisation's alone. Its
/// administrator learns of no other, and ends no sign-in there. Thread safe.
public final class OwnSignIns {
  private final SignIns signIns;
  private final Workplaces workplaces;

  OwnSignIns(SignIns signIns, Workplaces workplaces) {
    this.signIns = signIns;
    this.workplaces = workplaces;
  }

  /// The open ones within reach, the newest first; none if the sign-in itself has ended.
  public CompletionStage<List<Family>> list(PersonId person, String signIn, Instant now) {
    return signIns
        .list(person, now)
        .thenApply(
            all ->
                found(all, signIn)
                    .map(own -> all.stream().filter(each -> reaches(own, each)).toList())
                    .orElseGet(List::of));
  }

  /// Ends one.
  ///
  /// @return false if there is no such open one within reach
  public CompletionStage<Boolean> end(PersonId person, String signIn, String ended, Instant now) {
    return list(person, signIn, now)
        .thenCompose(
            all ->
                found(all, ended).isPresent()
                    ? signIns.end(person, ended, now)
                    : CompletableFuture.completedFuture(false));
  }

  /// Ends all others within reach; none if the sign-in itself has ended.
  public CompletionStage<Void> endOthers(PersonId person, String signIn, Instant now) {
    return list(person, signIn, now)
        .thenCompose(
            all -> {
              if (found(all, signIn).filter(own -> !own.isBound()).isPresent())
                return signIns.endAll(person, Optional.of(signIn), now).thenApply(_ -> null);
              CompletionStage<Void> ended = CompletableFuture.completedFuture(null);
              for (var each : all)
                if (!each.signIn().equals(signIn))
                  ended =
                      ended.thenCompose(
                          _ -> signIns.end(person, each.signIn(), now).thenApply(_ -> null));
              return ended;
            });
  }

  /// The organisations within reach that the person belongs to, by name.
  public CompletionStage<List<Belonging>> organisations(
      PersonId person, String signIn, Instant now) {
    return signIns
        .list(person, now)
        .thenCombine(
            workplaces.belongings(person),
            (all, belongings) ->
                found(all, signIn).map(own -> within(own, belongings)).orElseGet(List::of));
  }

  /// Whether the sign-in stays in its organisation. One that has ended does: its access token may
  /// count for some seconds more, and reaches no further by that.
  public CompletionStage<Boolean> isBound(PersonId person, String signIn, Instant now) {
    return signIns
        .list(person, now)
        .thenApply(all -> found(all, signIn).map(Family::isBound).orElse(true));
  }

  private static Optional<Family> found(List<Family> all, String signIn) {
    return all.stream().filter(each -> each.signIn().equals(signIn)).findFirst();
  }

  private static boolean reaches(Family own, Family other) {
    return !own.isBound() || own.organisation().equals(other.organisation());
  }

  private static List<Belonging> within(Family own, List<Belonging> belongings) {
    return own.isBound()
        ? OrganisationId.of(own.organisation()).map(id -> only(id, belongings)).orElseGet(List::of)
        : belongings;
  }

  /// Those within reach of a sign-in that is renewed.
  static List<Belonging> reached(RefreshTokens.Renewed renewed, List<Belonging> belongings) {
    return OrganisationId.of(renewed.organisation())
        .filter(_ -> renewed.isBound())
        .map(id -> only(id, belongings))
        .orElse(belongings);
  }

  /// Those of one organisation.
  static List<Belonging> only(OrganisationId organisation, List<Belonging> belongings) {
    return belongings.stream()
        .filter(each -> each.organisation().id().equals(organisation))
        .toList();
  }
}
