package io.parley.bench;

import io.parley.bench.speech.CorrectedCalls;
import io.parley.bench.speech.SpeechBench;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The local speech engines, without a server.
@Command(
    name = "speech",
    description = {
      "Word error rates of what is said on this machine and carried by our codecs, with noise,",
      "and how quickly each engine works. Takes some ten minutes."
    },
    mixinStandardHelpOptions = true)
final class SpeechCommand implements Callable<Integer> {
  @Mixin private ModelsOption models;

  @Option(
      names = "--recordings",
      paramLabel = "DIRECTORY",
      defaultValue = "/usr/share/sounds/alsa",
      description = "of Debian's alsa-utils; left out when it is not there (${DEFAULT-VALUE})")
  private Path recordings;

  @Option(
      names = "--sentences",
      paramLabel = "N",
      defaultValue = "20",
      description = "that each voice says, at most 20 (${DEFAULT-VALUE})")
  private int sentences;

  @Option(
      names = "--digits",
      description = "only digits and four-digit numbers, which takes some three minutes")
  private boolean digits;

  @Option(
      names = "--spelled",
      description =
          "only spelled names and addresses: what is written of them, and what is read back")
  private boolean spelled;

  @Option(
      names = "--digit-recordings",
      paramLabel = "DIRECTORY",
      defaultValue = "/usr/share/asterisk/sounds/en_US_f_Allison/digits",
      description =
          "of Debian's asterisk-core-sounds-en-wav; left out when it is not there"
              + " (${DEFAULT-VALUE})")
  private Path digitRecordings;

  @Option(
      names = "--corrected",
      paramLabel = "FILE|DIRECTORY",
      description =
          "only the word error rate of calls whose transcripts people have corrected: JSON lines"
              + " of {\"heard\", \"corrected\"}")
  private Path corrected;

  @Override
  public Integer call() throws Exception {
    if (corrected != null) {
      CorrectedCalls.print(corrected, System.out);
      return 0;
    }
    var bench = new SpeechBench(models.directory(), recordings, System.out);
    if (digits) bench.digits(digitRecordings);
    else if (spelled) bench.spelled();
    else bench.run(sentences);
    return 0;
  }
}
