package io.parley.identity.oidc;

import static io.parley.identity.oidc.MemoryMembers.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.RoleSet;
import io.parley.core.identity.Credentials.Credential;
import io.parley.core.identity.OidcFlows;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OidcSignInsTest extends OidcScene {
  @Test
  void a_browser_is_sent_to_the_provider_of_its_domain_by_the_code_flow_with_pkce() {
    var begun = begun();
    var asked = MadeProvider.parameters(begun.page().getRawQuery());
    assertThat(begun.page().toString()).startsWith(provider.issuer() + "/authorise?");
    assertThat(asked)
        .containsEntry("tenant", "shop")
        .containsEntry("response_type", "code")
        .containsEntry("client_id", MadeProvider.CLIENT)
        .containsEntry("redirect_uri", callback(ID).toString())
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("login_hint", "ada@shop.example");
    assertThat(asked.get("scope").split(" ")).contains("openid", "email");
    assertThat(asked.get("state")).hasSize(43).isNotEqualTo(begun.browser());
    assertThat(asked.get("nonce")).hasSize(43).isNotEqualTo(asked.get("state"));
    assertThat(asked.get("code_challenge")).hasSize(43);
  }

  @Test
  void a_domain_without_a_provider_has_none_whoever_asks() {
    assertThat(begin(new EmailAddress("ada@other.example"))).isEqualTo(new OidcBegun.NoProvider());
    assertThat(begin(new EmailAddress("ada@sub.shop.example")))
        .isEqualTo(new OidcBegun.NoProvider());
  }

  @Test
  void a_person_without_an_account_becomes_a_member_with_the_roles_of_the_provider() {
    var proved = proved();
    assertThat(proved.organisation()).isEqualTo(SHOP);
    assertThat(proved.returnTo()).isEqualTo(PAGE);
    assertThat(people.persons.get(proved.person()).address()).isEqualTo(ADA);
    assertThat(people.persons.get(proved.person()).name()).isEqualTo("Ada Byron");
    assertThat(people.members.get(proved.person()).roles())
        .isEqualTo(RoleSet.of(ClientRole.MEMBER));
  }

  @Test
  void a_member_keeps_its_roles_and_is_the_same_person_ever_after() {
    var ada = people.member("ada@shop.example", ClientRole.OWNER);
    assertThat(proved().person()).isEqualTo(ada);
    assertThat(people.members.get(ada).roles().isOwner()).isTrue();
    provider.claims = claims -> claims.claim("email", "ada.byron@shop.example");
    assertThat(proved().person()).isEqualTo(ada);
    assertThat(people.persons).hasSize(1);
  }

  @Test
  void the_locale_that_a_provider_names_is_the_language_of_mails_while_none_is_known() {
    provider.claims = claims -> claims.claim("locale", "no locale");
    var ada = proved().person();
    assertThat(people.persons.get(ada).language()).isEmpty();
    provider.claims = claims -> claims.claim("locale", "de_AT");
    proved();
    assertThat(people.persons.get(ada).language()).contains("de-at");
    provider.claims = claims -> claims.claim("locale", "es");
    proved();
    assertThat(people.persons.get(ada).language()).as("one is known").contains("de-at");
  }

  @Test
  void the_client_proves_itself_in_the_header_or_in_the_form_as_the_provider_wants() {
    proved();
    var pair = encoded(MadeProvider.CLIENT) + ":" + encoded(MadeProvider.SECRET);
    var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    assertThat(provider.credentials).containsExactly("Basic " + basic);

    reach("127.0.0.0/8");
    provider.credentials.clear();
    provider.description =
        json -> json.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    proved();
    assertThat(provider.credentials).containsExactly("null", "form " + MadeProvider.SECRET);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void a_provider_is_asked_for_its_description_once_in_ten_minutes() {
    begun();
    begun();
    now = NOON.plusSeconds(601);
    begun();
    assertThat(provider.requests)
        .containsExactly("/.well-known/openid-configuration", "/.well-known/openid-configuration");
  }

  @Test
  void an_address_that_the_token_lacks_is_asked_for_about_the_same_subject() {
    provider.claims = claims -> claims.claim("email", null).claim("email_verified", null);
    provider.userInfo =
        Map.of("sub", MadeProvider.SUBJECT, "email", "Ada@Shop.example", "email_verified", true);
    assertThat(people.persons.get(proved().person()).address()).isEqualTo(ADA);
    assertThat(provider.credentials).contains("Bearer access-of-code-1");
  }

  @Test
  void an_answer_about_another_subject_is_refused() {
    provider.claims = claims -> claims.claim("email", null);
    provider.userInfo =
        Map.of("sub", "somebody-else", "email", "ada@shop.example", "email_verified", true);
    refused(OidcRefusal.TOKEN_WRONG);
  }

  @Test
  void a_provider_that_admits_nobody_makes_no_account() {
    connect(connection(ID, provider, Set.of(), Optional.empty()));
    refused(OidcRefusal.NOT_ADMITTED);
    assertThat(people.persons).isEmpty();
  }

  @Test
  void an_account_that_a_stranger_may_have_made_joins_under_the_providers_name_without_proofs() {
    var id = new PersonId(new UUID(2, 99));
    people.persons.put(id, new Person(id, ADA, "The Chief", false, NOON));
    people
        .credentials
        .replace(Credential.none(id).withPassword("a stranger's"))
        .toCompletableFuture()
        .join();
    assertThat(proved().person()).isEqualTo(id);
    assertThat(people.persons.get(id).name()).isEqualTo("Ada Byron");
    assertThat(people.persons.get(id).isVerified()).isTrue();
    assertThat(people.credentials.find(id).toCompletableFuture().join().password()).isEmpty();
  }

  @Test
  void somebody_whom_the_directory_has_switched_off_does_not_join_again() {
    people.provisioned.add(people.person("ada@shop.example"));
    refused(OidcRefusal.NOT_ADMITTED);
    assertThat(people.members).isEmpty();
  }

  @Test
  void a_suspended_organisation_takes_nobody_in() {
    people.state = new Lifecycle.Suspended("does not pay for a year");
    refused(OidcRefusal.NOT_ADMITTED);
  }

  @Test
  void the_provider_of_an_admin_signs_no_owner_in() {
    people.member("ada@shop.example", ClientRole.OWNER);
    var limited = Optional.of(ClientRole.ADMIN.permissions());
    connect(connection(ID, provider, Set.of(ClientRole.MEMBER), limited));
    refused(OidcRefusal.BEYOND_AUTHOR);
  }

  @Test
  void a_member_who_became_an_owner_does_not_come_in_by_an_admins_provider_any_more() {
    var limited = Optional.of(ClientRole.ADMIN.permissions());
    connect(connection(ID, provider, Set.of(ClientRole.MEMBER), limited));
    var ada = proved().person();
    people.members.remove(ada);
    people.members.put(ada, new Membership(ada, RoleSet.of(ClientRole.OWNER), NOON));
    assertThat(signIn()).isEqualTo(new OidcFinished.Failed(OidcRefusal.BEYOND_AUTHOR));
  }

  @Test
  void an_address_that_was_given_to_somebody_else_does_not_give_the_account() {
    proved();
    provider.claims = claims -> claims.subject("the-next-ada");
    assertThat(signIn()).isEqualTo(new OidcFinished.Failed(OidcRefusal.OTHER_SUBJECT));
  }

  @Test
  void a_sign_in_lasts_ten_minutes() {
    var begun = begun();
    var returned = provider.agree(begun.page());
    now = NOON.plus(OidcFlows.LASTS);
    assertThat(finish(returned, Optional.of(begun.browser())))
        .isEqualTo(new OidcFinished.Failed(OidcRefusal.SIGN_IN_EXPIRED));
  }

  @Test
  void without_a_key_or_with_too_many_under_way_nothing_begins() {
    flows.outcome = OidcFlows.Stored.NO_KEY;
    assertThat(begin(ADA)).isEqualTo(new OidcBegun.Failed(OidcRefusal.NO_KEY));
    flows.outcome = OidcFlows.Stored.TOO_MANY;
    assertThat(begin(ADA)).isEqualTo(new OidcBegun.Failed(OidcRefusal.BUSY));
  }

  @Test
  void a_provider_that_does_not_answer_ends_the_sign_in() {
    provider.close();
    assertThat(begin(ADA)).isEqualTo(new OidcBegun.Failed(OidcRefusal.PROVIDER_UNREACHABLE));
  }

  @Test
  void texts_show_nothing_secret() {
    var begun = begun();
    assertThat(begun.toString()).doesNotContain(begun.browser()).doesNotContain("state");
  }
}
