package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.conventions.Repository;
import io.parley.voice.dial.OutboundSettings;
import io.parley.voice.recording.RecordingSettings;
import io.parley.voice.sip.account.AccountSettings;
import io.parley.voice.sip.call.SipSettings;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transport.SipTlsSettings;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.TrunkSettings;
import io.parley.voice.telephony.NumberPlan;
import io.parley.voice.telephony.TransferSettings;
import io.parley.voice.twilio.TwilioSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings that `docs/TELEPHONY.md` shows, as the program reads them.
class TelephonyDocTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```hocon\\R(.*?)^```$");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+}");

  /// Sections with names of the operator's choice.
  private static final List<String> FREE =
      List.of("parley.sip.trunks.", "parley.sip.accounts.", "parley.agent.texts.");

  /// Everything that reads settings of telephones.
  private static final List<Function<Config, Object>> READERS =
      List.of(
          TrunkSettings::from,
          AccountSettings::from,
          NumberPlan::from,
          SipTlsSettings::from,
          TransferSettings::from,
          RecordingSettings::from,
          TwilioSettings::from,
          OutboundSettings::from,
          VoiceSettings::from,
          config -> SipSettings.from(config, true));

  @TempDir private Path directory;

  private static List<String> blocks() {
    var page = Repository.read(Repository.ROOT.resolve("docs/TELEPHONY.md"));
    return BLOCK
        .matcher(page)
        .results()
        .map(found -> VARIABLE.matcher(found.group(1)).replaceAll("a-secret-of-a-test"))
        .toList();
  }

  /// The whole configuration with a block as the operator's file.
  private Config read(String block) throws IOException {
    return ProgramSettings.load(
            Files.writeString(directory.resolve("telephony.conf"), block), Map.of())
        .config();
  }

  private Trunk trunk(String name) throws IOException {
    var block =
        blocks().stream().filter(each -> each.contains("trunks." + name)).findFirst().orElseThrow();
    return TrunkSettings.from(read(block)).trunks().getFirst();
  }

  @Test
  void every_block_is_read_and_has_only_keys_that_exist() throws IOException {
    assertThat(blocks()).isNotEmpty();
    var known = ProgramSettings.load(null, Map.of()).config();
    for (var block : blocks()) {
      for (var set : ConfigFactory.parseString(block).entrySet())
        assertThat(
                known.hasPathOrNull(set.getKey())
                    || FREE.stream().anyMatch(free -> set.getKey().startsWith(free)))
            .as("%s is a setting", set.getKey())
            .isTrue();
      var config = read(block);
      for (var reader : READERS) assertThat(reader.apply(config)).as(block).isNotNull();
    }
  }

  @Test
  void the_providers_trunks_call_out_over_tls_and_know_where_calls_come_from() throws IOException {
    var twilio = trunk("twilio");
    assertThat(twilio.target().orElseThrow().host())
        .isEqualTo(new HostPort("shop.pstn.twilio.com", 0));
    assertThat(twilio.target().orElseThrow().transport()).contains(Transport.TLS);
    assertThat(twilio.peers()).hasSize(8);
    var telnyx = trunk("telnyx");
    assertThat(telnyx.target().orElseThrow().host()).isEqualTo(new HostPort("sip.telnyx.eu", 0));
    assertThat(telnyx.target().orElseThrow().transport()).contains(Transport.TLS);
    assertThat(telnyx.peers()).hasSize(2);
  }
}
