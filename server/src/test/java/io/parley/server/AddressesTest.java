package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void addresses_are_replaced_atomically(@TempDir Path data) throws IOException {
    var file = data.resolve("addresses.json");
    new Addresses("http://127.0.0.1:1", "http://127.0.0.1:2").write(file);
    new Addresses("http://127.0.0.1:3", "http://127.0.0.1:4").write(file);
    assertThat(Files.readString(file))
        .isEqualTo("{\"http\":\"http://127.0.0.1:3\",\"management\":\"http://127.0.0.1:4\"}");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }
}
