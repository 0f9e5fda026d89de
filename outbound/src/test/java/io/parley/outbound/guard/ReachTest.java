package io.parley.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.8.8");
  private static final InetAddress INSIDE = InetAddress.ofLiteral("10.1.2.3");
  private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");

  private static final GuardSettings SETTINGS =
      GuardSettings.from(
          ConfigFactory.parseString("parley.outbound.allow = [\"10.0.0.0/8\", \"tools:8443\"]")
              .withFallback(ConfigFactory.defaultReference())
              .resolve());

  @Test
  void an_organisation_reaches_public_addresses_alone() {
    var reach = SETTINGS.reach(new TenantId("shop"));
    assertThat(reach.test(PUBLIC)).isTrue();
    assertThat(reach.test(INSIDE)).isFalse();
    assertThat(reach.test(METADATA)).isFalse();
  }

  @Test
  void the_installation_reaches_the_ranges_that_its_operator_allows_too() {
    var reach = SETTINGS.reach(TenantId.DEFAULT);
    assertThat(reach.test(PUBLIC)).isTrue();
    assertThat(reach.test(INSIDE)).isTrue();
    assertThat(reach.test(METADATA)).isFalse();
  }
}
