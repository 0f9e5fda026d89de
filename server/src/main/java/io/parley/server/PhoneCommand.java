package io.parley.server;

import com.typesafe.config.Config;
import io.parley.outbound.setting.Section;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `parley phone`: says what a telephone dials to reach the running server.
@Command(
    name = "phone",
    description = {
      "Prints what to dial from this machine to talk to the agent of the running server, and how",
      "to do it with baresip. docs/TELEPHONY.md has the rest."
    },
    mixinStandardHelpOptions = true)
final class PhoneCommand implements Callable<Integer> {
  @Mixin private SettingsOption options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var settings = options.settings();
    print(
        RunningServer.sip(ServerSettings.from(settings).data().toAbsolutePath()),
        settings,
        spec.commandLine().getOut());
    return ExitCode.ENDED;
  }

  /// @param sip the server's address, `sip:host:port`
  static void print(String sip, Config settings, PrintWriter out) {
    var host = sip.substring("sip:".length());
    var agent = "sip:" + SipDestinations.NAME + "@" + host;
    out.printf("%-48s the default agent, from this machine%n", agent);
    for (var entry : Section.of(settings, "parley.telephony").sections("numbers")) {
      var dialled =
          entry
              .wordIfAny("number")
              .orElseGet(() -> entry.wordIfAny("prefix").map(text -> text + "…").orElse(""));
      out.printf(
          "%-48s %s%n",
          "sip:" + dialled + "@" + host, entry.wordIfAny("agent").orElse("the default agent"));
    }
    out.println();
    out.println("With baresip (Debian: apt-get install baresip), a headset, and its key b to end:");
    out.println("  " + baresip(host.substring(0, host.lastIndexOf(':')), agent));
  }

  /// baresip leaves the loopback network out unless it is named, and calls from an account alone,
  /// of which a new installation has none.
  ///
  /// @param address the server's, with the brackets of IPv6
  private static String baresip(String address, String agent) {
    return "baresip -n %s -e '/uanew <sip:me@%s>;regint=0' -e '/dial %s'"
        .formatted(address.replaceAll("[\\[\\]]", ""), address, agent);
  }
}
