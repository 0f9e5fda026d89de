package io.parley.knowledge.parse.process;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Section `parley.knowledge.parse`; see `reference.conf` for what each value does.
///
/// @param fileBytes the largest file
/// @param time how long one file may take
/// @param heapBytes the heap of the process that parses it
/// @param processes files that are parsed at once
/// @param waiting files that may wait for a process; one more fails at once
/// @param waitMax the longest wait for a process; then a file fails
/// @param spares processes that are started ahead once a file was read
/// @param spareIdle how long a spare waits for a file before it ends
public record ParseSettings(
    long fileBytes,
    Duration time,
    long heapBytes,
    int processes,
    int waiting,
    Duration waitMax,
    int spares,
    Duration spareIdle,
    ParseLimits limits) {
  private static final String PATH = "parley.knowledge.parse";

  public ParseSettings {
    Expect.between(PATH + ".file-size", fileBytes, 1, 1L << 30);
    Expect.between(PATH + ".time", time, Duration.ofMillis(100), Duration.ofHours(1));
    Expect.between(PATH + ".heap", heapBytes, 32L << 20, 64L << 30);
    Expect.between(PATH + ".processes", processes, 1, 64);
    Expect.between(PATH + ".waiting", waiting, 1, 100_000);
    Expect.between(PATH + ".wait", waitMax, Duration.ofMillis(100), Duration.ofHours(1));
    Expect.between(PATH + ".spares", spares, 0, 16);
    Expect.positive(PATH + ".spare-idle", spareIdle);
  }

  public static ParseSettings from(Config config) {
    var section = Section.of(config, PATH);
    var limits = section.section("limits");
    return new ParseSettings(
        section.bytes("file-size"),
        section.duration("time"),
        section.bytes("heap"),
        section.integer("processes"),
        section.integer("waiting"),
        section.duration("wait"),
        section.integer("spares"),
        section.duration("spare-idle"),
        new ParseLimits(
            limits.integer("text-chars"),
            limits.bytes("unpacked"),
            limits.integer("entries"),
            limits.integer("pages"),
            limits.integer("rows"),
            limits.integer("documents")));
  }
}
