package io.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.identity.OidcConnection.Passwords;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcConnectionTest {
  private static final Set<Permission> OWN = ClientRole.OWNER.permissions();
  private static final Set<Permission> ADMINS = ClientRole.ADMIN.permissions();
  private static final Set<Permission> FEW = EnumSet.of(Permission.MANAGE_ORGANISATION);

  private static OidcConnection at(String issuer) {
    return connection(issuer, Set.of(), Optional.empty());
  }

  private static OidcConnection connection(
      String issuer, Set<ClientRole> admits, Optional<Set<Permission>> reach) {
    return new OidcConnection(
        new OidcConnectionId(new UUID(7, 7)),
        OrganisationId.DEFAULT,
        "Shop",
        issuer,
        "client",
        Set.of(new CustomDomain("shop.example")),
        Passwords.ALLOWED,
        admits,
        reach);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.shop.example",
        "https://id.shop.example/realms/shop/",
        "https://id.shop.example:8443",
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://[::1]:8080"
      })
  void an_issuer_is_an_address_with_tls_or_of_this_machine(String issuer) {
    assertThatCode(() -> at(issuer)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.shop.example",
        "http://localhost.evil.example",
        "https://id.shop.example?x=y",
        "https://id.shop.example#x",
        "https://user@id.shop.example",
        "https:///x",
        "https://",
        "id.shop.example",
        "javascript:alert(1)",
        "https://id.shop.example/a b",
        ""
      })
  void other_texts_are_no_issuers(String issuer) {
    assertThatIllegalArgumentException().isThrownBy(() -> at(issuer)).withMessageContaining("iss");
  }

  @Test
  void nobody_comes_as_an_owner() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> connection("https://id.example", Set.of(ClientRole.OWNER), Optional.empty()));
  }

  @Test
  void it_covers_its_domains_alone() {
    assertThat(at("https://id.example").covers("shop.example")).isTrue();
    assertThat(at("https://id.example").covers("sub.shop.example")).isFalse();
  }

  @Test
  void members_and_viewers_are_admitted_by_all_authors_and_further_roles_by_those_who_invite() {
    for (var role : Set.of(ClientRole.MEMBER, ClientRole.VIEWER))
      assertThat(OidcConnection.mayAdmit(FEW, Set.of(role))).isTrue();
    assertThat(OidcConnection.mayAdmit(FEW, Set.of(ClientRole.DEVELOPER))).isFalse();
    assertThat(OidcConnection.mayAdmit(ADMINS, Set.of(ClientRole.DEVELOPER))).isTrue();
    assertThat(OidcConnection.mayAdmit(ADMINS, Set.of(ClientRole.ADMIN))).isTrue();
    var without = EnumSet.copyOf(ADMINS);
    without.remove(Permission.MANAGE_PEOPLE);
    assertThat(OidcConnection.mayAdmit(without, Set.of(ClientRole.DEVELOPER))).isFalse();
  }

  @Test
  void an_author_reaches_nobody_with_more_permissions() {
    assertThat(OidcConnection.reachOf(OWN)).isEmpty();
    var limited = connection("https://id.example", Set.of(), OidcConnection.reachOf(ADMINS));
    assertThat(limited.reaches(ADMINS)).isTrue();
    assertThat(limited.reaches(OWN)).isFalse();
    assertThat(at("https://id.example").reaches(OWN)).isTrue();
  }

  @Test
  void an_author_locks_nobody_out_whom_its_provider_does_not_sign_in() {
    for (var passwords : Passwords.values())
      assertThat(OidcConnection.mayRefuse(OWN, passwords)).isTrue();
    assertThat(OidcConnection.mayRefuse(ADMINS, Passwords.OWNERS)).isTrue();
    assertThat(OidcConnection.mayRefuse(ADMINS, Passwords.REFUSED)).isFalse();
    assertThat(OidcConnection.mayRefuse(FEW, Passwords.ALLOWED)).isTrue();
    assertThat(OidcConnection.mayRefuse(FEW, Passwords.OWNERS)).isFalse();
  }
}
