package io.parley.bench;

import io.parley.bench.sip.SipBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Telephones by SIP.
@Command(
    name = "sip",
    description = {
      "Debian's sipp calls the built server over SIP, with the sound of every call over real RTP:"
          + " how",
      "long calls take to be set up, how many fail, and what of their sound is missing. Engines of"
          + " speech are doubles."
    },
    mixinStandardHelpOptions = true)
final class SipCommand implements Callable<Integer> {
  @Mixin private ModelsOption models;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "50",
      description = "at once; each is as long as so many take to begin (${DEFAULT-VALUE})")
  private int calls;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "10",
      description = "calls that begin in a second (${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--total",
      paramLabel = "N",
      defaultValue = "100",
      description = "calls that are measured (${DEFAULT-VALUE})")
  private int total;

  @Override
  public Integer call() throws Exception {
    return new SipBench(calls, rate, total, models.path(), System.out).run() ? 0 : Bench.WRONG;
  }
}
