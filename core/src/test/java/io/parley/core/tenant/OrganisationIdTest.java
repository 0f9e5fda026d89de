package io.parley.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganisationIdTest {
  private static final OrganisationId SHOP =
      new OrganisationId(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));

  @Test
  void the_tenant_is_the_uuid_without_hyphens_and_leads_back() {
    assertThat(SHOP.tenant()).isEqualTo(new TenantId("0f8fad5bd9cb469fa16570867728950e"));
    assertThat(OrganisationId.of(SHOP.tenant())).contains(SHOP);
    var high = new OrganisationId(new UUID(-1, Long.MIN_VALUE));
    assertThat(OrganisationId.of(high.tenant())).contains(high);
  }

  @Test
  void the_tenant_of_an_installation_without_organisations_is_the_nil_uuid() {
    assertThat(OrganisationId.DEFAULT.tenant()).isEqualTo(TenantId.DEFAULT);
    assertThat(OrganisationId.of(TenantId.DEFAULT)).contains(OrganisationId.DEFAULT);
    assertThat(OrganisationId.of(new TenantId("0".repeat(32)))).isEmpty();
  }

  @Test
  void other_tenants_are_no_organisations() {
    assertThat(OrganisationId.of(TenantId.PLATFORM)).isEmpty();
    assertThat(OrganisationId.of(new TenantId("shop"))).isEmpty();
  }

  @Test
  void only_one_spelling_of_a_uuid_is_read() {
    assertThat(OrganisationId.parse(SHOP.toString())).contains(SHOP);
    assertThat(OrganisationId.parse("0F8FAD5B-D9CB-469F-A165-70867728950E")).isEmpty();
    assertThat(OrganisationId.parse("f8fad5b-d9cb-469f-a165-70867728950e")).isEmpty();
    assertThat(OrganisationId.parse("0f8fad5bd9cb469fa16570867728950e")).isEmpty();
  }
}
