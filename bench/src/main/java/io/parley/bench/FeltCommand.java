package io.parley.bench;

import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.felt.FeltBench;
import io.parley.bench.felt.FeltBench.Group;
import io.parley.bench.felt.FeltBench.Words;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How calls feel to their callers, without network or server.
@Command(
    name = "felt",
    description = {
      "How calls feel to their callers: real engines and codecs, a made caller. How long answers",
      "take, who is cut off, kept waiting or not heard, and what stops a reply. Takes 12 minutes."
    },
    mixinStandardHelpOptions = true)
final class FeltCommand implements Callable<Integer> {
  @Mixin private ModelsOption models;

  @Option(
      names = "--only",
      paramLabel = "GROUP",
      split = ",",
      description =
          "of latency, pauses, dead-air, backchannels, interruptions, noise, echo, short, voice,"
              + " ten; all without this")
  private List<String> only;

  @Option(
      names = "--virtual",
      description = {
        "in virtual time: faster, and independent of the machine's load; the engines' computing",
        "takes a modelled time. Without voice and ten"
      })
  private boolean virtual;

  @Option(
      names = "--held-out",
      description = "other sentences in latency, pauses, dead-air, backchannels and interruptions")
  private boolean heldOut;

  @Option(names = "--unseen", description = "likewise, a third set")
  private boolean unseen;

  @Option(names = "--fresh", description = "likewise, a fourth set")
  private boolean fresh;

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      defaultValue = "opus",
      description = "g711 or opus; the ten calls have both (${DEFAULT-VALUE})")
  private String codec;

  @Option(
      names = "--recordings",
      paramLabel = "DIRECTORY",
      defaultValue = "/usr/share/sounds/alsa",
      description = "of Debian's alsa-utils; left out when it is not there (${DEFAULT-VALUE})")
  private Path recordings;

  @Option(
      names = "--phrases",
      paramLabel = "DIRECTORY",
      defaultValue = "/usr/share/asterisk/sounds/en_US_f_Allison",
      description =
          "of Debian's asterisk-core-sounds-en-wav; left out when it is not there"
              + " (${DEFAULT-VALUE})")
  private Path phrases;

  @Override
  public Integer call() throws Exception {
    var line = Codec.valueOf(codec.toUpperCase(Locale.ROOT));
    var bench =
        new FeltBench(
            models.directory(),
            recordings,
            phrases,
            line,
            new FeltBench.Options(virtual, words()),
            System.out);
    return bench.run(groups()) ? 0 : Bench.WRONG;
  }

  private Words words() {
    if (Stream.of(heldOut, unseen, fresh).filter(chosen -> chosen).count() > 1)
      throw new IllegalArgumentException(
          "several of --held-out, --unseen and --fresh (expected: one of them)");
    if (fresh) return Words.FRESH;
    if (unseen) return Words.UNSEEN;
    return heldOut ? Words.HELD_OUT : Words.KNOWN;
  }

  private Set<Group> groups() {
    var all = EnumSet.allOf(Group.class);
    if (virtual) all.removeIf(group -> !group.isVirtual());
    if (only == null) return all;
    var wanted =
        only.stream()
            .map(name -> Group.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
            .collect(Collectors.toSet());
    if (!all.containsAll(wanted))
      throw new IllegalArgumentException(
          "--only " + only + " --virtual (expected: of " + all + ")");
    return wanted;
  }
}
