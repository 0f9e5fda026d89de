package io.parley.persistence.oidc;

import static io.parley.persistence.oidc.OidcFixture.BANK;
import static io.parley.persistence.oidc.OidcFixture.ID;
import static io.parley.persistence.oidc.OidcFixture.NOON;
import static io.parley.persistence.oidc.OidcFixture.OWNER;
import static io.parley.persistence.oidc.OidcFixture.SHOP;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleSet;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.person.PersonId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOidcSubjectsIT {
  private static final String ISSUER = "https://id.shop.example";
  private static final String OTHER = "https://id.other.example";
  private static final PersonId ADA = new PersonId(new UUID(2, 9));

  private final OidcFixture fixture = new OidcFixture();
  private final JdbcOidcSubjects subjects = fixture.subjects;

  @AfterEach
  void close() {
    fixture.close();
  }

  private boolean link(String issuer, String subject, PersonId person) {
    return get(subjects.link(SHOP, issuer, subject, person, NOON));
  }

  @Test
  void a_subject_is_one_member_of_one_organisation() {
    assertThat(link(ISSUER, "s1", OWNER)).isTrue();
    assertThat(get(subjects.find(SHOP, ISSUER, "s1"))).contains(OWNER);
    assertThat(get(subjects.find(SHOP, ISSUER, "S1"))).isEmpty();
    assertThat(get(subjects.find(SHOP, OTHER, "s1"))).isEmpty();
    assertThat(get(subjects.find(BANK, ISSUER, "s1"))).isEmpty();
  }

  @Test
  void a_member_has_one_subject_of_an_issuer_and_a_subject_one_member() {
    admit();
    assertThat(link(ISSUER, "s1", OWNER)).isTrue();
    assertThat(link(ISSUER, "s2", OWNER)).isFalse();
    assertThat(link(ISSUER, "s1", ADA)).isFalse();
    assertThat(link(OTHER, "s2", OWNER)).isTrue();
    assertThat(link(ISSUER, "s3", ADA)).isTrue();
  }

  private void admit() {
    fixture.person(ADA, "ada");
    fixture.apply(SHOP, new PeopleCommand.Admit(ADA, RoleSet.of(ClientRole.MEMBER), ID.toString()));
  }

  @Test
  void somebody_who_is_no_member_is_not_linked() {
    fixture.person(ADA, "ada");
    assertThat(link(ISSUER, "s1", ADA)).isFalse();
  }

  @Test
  void an_admitted_person_is_a_member_whose_removal_ends_the_link() {
    admit();
    assertThat(link(ISSUER, "s1", ADA)).isTrue();
    fixture.apply(SHOP, new PeopleCommand.Remove(ADA));
    assertThat(get(subjects.find(SHOP, ISSUER, "s1"))).isEmpty();
    assertThat(
            get(fixture.trail.page(SHOP.tenant(), 0, 100)).stream()
                .map(entry -> entry.change().action()))
        .contains("member-joined", "member-removed");
  }
}
