package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhoneCommandTest {
  private static String printed(String settings) {
    return printed("sip:127.0.0.1:5062", settings);
  }

  private static String printed(String sip, String settings) {
    var out = new StringWriter();
    PhoneCommand.print(
        sip,
        ConfigFactory.parseString(settings).withFallback(ConfigFactory.load()).resolve(),
        new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void the_default_agent_is_dialled_by_name_with_baresip_too() {
    assertThat(printed("").lines())
        .contains(
            "sip:parley@127.0.0.1:5062                        the default agent, from this machine",
            "  baresip -n 127.0.0.1 -e '/uanew <sip:me@127.0.0.1>;regint=0' -e '/dial"
                + " sip:parley@127.0.0.1:5062'");
  }

  @Test
  void an_address_of_ipv6_has_brackets_where_it_is_part_of_a_uri() {
    assertThat(printed("sip:[::1]:5062", ""))
        .endsWith(
            "baresip -n ::1 -e '/uanew <sip:me@[::1]>;regint=0' -e '/dial"
                + " sip:parley@[::1]:5062'\n");
  }

  @Test
  void numbers_are_listed_with_their_agents() {
    assertThat(
            printed(
                    """
                    parley.telephony.numbers = [
                      { number = "+493012345", agent = support }
                      { prefix = "+4930" }
                    ]
                    """)
                .lines())
        .contains(
            "sip:+493012345@127.0.0.1:5062                    support",
            "sip:+4930…@127.0.0.1:5062                        the default agent");
  }

  @Test
  void the_address_is_that_of_the_running_server(@TempDir Path data) throws IOException {
    assertThatThrownBy(() -> RunningServer.sip(data))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("expected: the data directory of a running Parley)");
    var file = data.resolve("addresses.json");
    new Addresses("http://127.0.0.1:1", "http://127.0.0.1:2", Optional.empty()).write(file);
    assertThatThrownBy(() -> RunningServer.sip(data))
        .hasMessageStartingWith("parley.sip.enabled: ");
    new Addresses("http://127.0.0.1:1", "http://127.0.0.1:2", Optional.of("sip:127.0.0.1:3"))
        .write(file);
    assertThat(RunningServer.sip(data)).isEqualTo("sip:127.0.0.1:3");
  }

  @Test
  void of_several_nodes_it_is_the_first_ones(@TempDir Path data) throws IOException {
    Files.writeString(data.resolve("addresses.json"), "{\"nodes\":[]}");
    var first = Files.createDirectories(LocalCluster.directory(data, "1"));
    new Addresses("http://127.0.0.1:1", "http://127.0.0.1:2", Optional.of("sip:127.0.0.1:3"))
        .write(first.resolve("addresses.json"));
    assertThat(RunningServer.sip(data)).isEqualTo("sip:127.0.0.1:3");
  }
}
