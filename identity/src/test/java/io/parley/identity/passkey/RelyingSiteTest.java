package io.parley.identity.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelyingSiteTest {
  private static Optional<RelyingSite> of(String address) {
    return RelyingSite.of(URI.create(address));
  }

  @Test
  void the_site_is_the_domain_and_the_origin_has_the_port() {
    assertThat(of("https://Parley.example"))
        .contains(new RelyingSite("parley.example", "https://parley.example"));
    assertThat(of("https://parley.example:443/chat"))
        .contains(new RelyingSite("parley.example", "https://parley.example"));
    assertThat(of("http://localhost:8080"))
        .contains(new RelyingSite("localhost", "http://localhost:8080"));
    assertThat(of("http://localhost:443"))
        .contains(new RelyingSite("localhost", "http://localhost:443"));
  }

  @Test
  void an_address_of_the_network_is_no_site() {
    assertThat(of("http://127.0.0.1:8080")).isEmpty();
    assertThat(of("http://[::1]:8080")).isEmpty();
  }
}
