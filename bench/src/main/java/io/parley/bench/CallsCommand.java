package io.parley.bench;

import com.typesafe.config.ConfigFactory;
import io.parley.bench.call.CallsBench;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Concurrent calls, without network, server, or slow engines.
@Command(
    name = "calls",
    description = {
      "What Parley adds from the caller's words to the first sound of the answer, and how many",
      "calls a machine carries: real codecs, voice detection and turn-taking, engines that take no"
          + " time."
    },
    mixinStandardHelpOptions = true)
final class CallsCommand implements Callable<Integer> {
  @Mixin private ModelsOption models;

  @Option(
      names = "--calls",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,100",
      description = "at once, one run after the other (${DEFAULT-VALUE})")
  private List<Integer> calls;

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      defaultValue = "g711",
      description = "g711, opus or concentus, which is Opus in Java (${DEFAULT-VALUE})")
  private String codec;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "measured, after 20 to warm up (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--interrupt",
      description = "callers speak into answers, and how soon those stop is measured, too")
  private boolean interrupts;

  @Override
  public Integer call() throws Exception {
    var settings = LocalSettings.from(ConfigFactory.load());
    try (var engines = LocalEngines.open(models.directory(), settings)) {
      engines.warmUp();
      var bench = new CallsBench(engines, interrupts, System.out);
      for (int each : calls) bench.run(each, codec, Duration.ofSeconds(seconds));
    }
    return 0;
  }
}
