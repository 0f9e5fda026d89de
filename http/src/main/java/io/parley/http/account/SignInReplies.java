package io.parley.http.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.organisation.SlugHold;
import io.parley.core.person.Person;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import io.parley.identity.account.SignedIn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Answers with an open sign-in, and with what a person is and may do.
final class SignInReplies {
  private final AccountCookies cookies;
  private final OrganisationDirectory directory;

  SignInReplies(AccountCookies cookies, OrganisationDirectory directory) {
    this.cookies = cookies;
    this.directory = directory;
  }

  /// The tokens. A refresh token is in the cookie or in the body, never in both.
  CompletionStage<HttpResponse> tokens(int status, Call call, SignedIn signedIn, boolean asCookie) {
    var json =
        JsonText.object()
            .put("accessToken", signedIn.access().token())
            .put("expiresAt", JsonText.time(signedIn.access().expiresAt()))
            .put("signIn", signedIn.signIn());
    if (!asCookie) json.put("refreshToken", signedIn.refresh());
    return described(
            json,
            signedIn.person(),
            signedIn.organisation(),
            signedIn.permissions(),
            signedIn.organisations())
        .thenApply(
            body -> {
              var set = new ArrayList<HttpHeader>();
              signedIn.device().ifPresent(mark -> set.add(cookies.ofDevice(call, mark)));
              if (asCookie) set.add(cookies.ofSignIn(call, signedIn.refresh()));
              return Replies.json(status, body).addHeaders(set);
            });
  }

  /// Adds who somebody is, where, and with which permissions.
  ///
  /// @param organisation empty on the platform
  CompletionStage<ObjectNode> described(
      ObjectNode json,
      Person person,
      Optional<Organisation> organisation,
      Collection<Permission> permissions,
      List<Belonging> organisations) {
    return slug(organisation)
        .thenApply(
            slug -> {
              var shownPerson =
                  json.putObject("person")
                      .put("id", person.id().toString())
                      .put("name", person.name())
                      .put("email", person.address().text());
              person.language().ifPresent(language -> shownPerson.put("language", language));
              organisation.ifPresent(
                  here -> {
                    var shown = json.putObject("organisation");
                    shown.put("id", here.id().toString()).put("name", here.name());
                    slug.ifPresent(text -> shown.put("slug", text));
                  });
              var granted = json.putArray("permissions");
              permissions.stream().sorted().forEach(each -> granted.add(each.word()));
              var belongings = json.putArray("organisations");
              organisations.stream()
                  .filter(each -> !(each.organisation().lifecycle() instanceof Lifecycle.Deleted))
                  .forEach(each -> belongings.add(view(each)));
              return json;
            });
  }

  private static ObjectNode view(Belonging belonging) {
    var organisation = belonging.organisation();
    var json =
        JsonText.object()
            .put("id", organisation.id().toString())
            .put("name", organisation.name())
            .put("state", organisation.lifecycle().word());
    var names = new TreeSet<String>();
    belonging.roles().builtIn().forEach(role -> names.add(role.word()));
    belonging.roles().custom().forEach(role -> names.add(role.value()));
    var roles = json.putArray("roles");
    names.forEach(name -> roles.add(name));
    return json;
  }

  /// The slug that the organisation has had for longest.
  private CompletionStage<Optional<String>> slug(Optional<Organisation> organisation) {
    if (organisation.isEmpty()) return CompletableFuture.completedStage(Optional.empty());
    return directory
        .names(organisation.get().id())
        .thenApply(
            names ->
                names.slugs().stream()
                    .filter(SlugHold::isInUse)
                    .min((one, other) -> one.since().compareTo(other.since()))
                    .map(hold -> hold.slug().value()));
  }
}
