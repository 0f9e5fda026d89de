package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {
  @Test
  void addresses_can_be_opened() {
    var bound = InetSocketAddress.createUnresolved("x", 8080);
    assertThat(Addresses.url(false, "127.0.0.1", bound)).isEqualTo("http://127.0.0.1:8080");
    assertThat(Addresses.url(false, "::1", bound)).isEqualTo("http://[::1]:8080");
    assertThat(Addresses.url(false, "0.0.0.0", bound)).isEqualTo("http://127.0.0.1:8080");
    assertThat(Addresses.url(false, "::", bound)).isEqualTo("http://[::1]:8080");
  }

  @Test
  void telephones_of_this_machine_call_an_address_that_it_has() {
    var bound = InetSocketAddress.createUnresolved("x", 5060);
    assertThat(Addresses.sip(InetAddress.ofLiteral("127.0.0.1"), bound))
        .isEqualTo("sip:127.0.0.1:5060");
    assertThat(Addresses.sip(InetAddress.ofLiteral("0.0.0.0"), bound))
        .isEqualTo("sip:127.0.0.1:5060");
    assertThat(Addresses.sip(InetAddress.ofLiteral("::"), bound)).isEqualTo("sip:[::1]:5060");
  }

  @Test
  void addresses_are_replaced_atomically(@TempDir Path data) throws IOException {
    var file = data.resolve("addresses.json");
    new Addresses("http://127.0.0.1:1", "http://127.0.0.1:2", Optional.of("sip:127.0.0.1:5"))
        .write(file);
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"http\":\"http://127.0.0.1:1\",\"management\":\"http://127.0.0.1:2\","
                + "\"sip\":\"sip:127.0.0.1:5\"}");
    new Addresses("http://127.0.0.1:3", "http://127.0.0.1:4", Optional.empty()).write(file);
    assertThat(Files.readString(file))
        .isEqualTo("{\"http\":\"http://127.0.0.1:3\",\"management\":\"http://127.0.0.1:4\"}");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }
}
