package io.parley.operations.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.UnixOperatingSystemMXBean;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `/runtime`: heap, pools, threads, collections, descriptors. Threads are counted by state and by
/// the kind in their names; stacks are not shown.
public final class RuntimeEndpoint {
  private RuntimeEndpoint() {}

  /// @param version of the program
  public static Endpoint of(String version) {
    return Endpoint.get(
        "/runtime", _ -> CompletableFuture.completedStage(Replies.json(200, json(version))));
  }

  private static ObjectNode json(String version) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var json =
        JsonText.object()
            .put("version", version)
            .put("java", Runtime.version().toString())
            .put("pid", runtime.getPid())
            .put("startedAt", JsonText.time(Instant.ofEpochMilli(runtime.getStartTime())))
            .put("uptimeSeconds", runtime.getUptime() / 1_000)
            .put("processors", Runtime.getRuntime().availableProcessors());
    var memory = ManagementFactory.getMemoryMXBean();
    json.set("heap", json(memory.getHeapMemoryUsage()));
    json.set("nonHeap", json(memory.getNonHeapMemoryUsage()));
    var pools = json.putArray("pools");
    for (var pool : ManagementFactory.getMemoryPoolMXBeans())
      if (pool.getUsage() != null) pools.add(json(pool.getUsage()).put("name", pool.getName()));
    var collectors = json.putArray("collectors");
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans())
      collectors
          .addObject()
          .put("name", collector.getName())
          .put("collections", collector.getCollectionCount())
          .put("millis", collector.getCollectionTime());
    threads(json.putObject("threads"));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
      json.putObject("descriptors")
          .put("open", unix.getOpenFileDescriptorCount())
          .put("max", unix.getMaxFileDescriptorCount());
    return json;
  }

  private static ObjectNode json(MemoryUsage usage) {
    var json =
        JsonText.object()
            .put("usedBytes", usage.getUsed())
            .put("committedBytes", usage.getCommitted());
    // -1: without a limit
    if (usage.getMax() >= 0) json.put("maxBytes", usage.getMax());
    return json;
  }

  private static void threads(ObjectNode json) {
    var threads = ManagementFactory.getThreadMXBean();
    // null for a thread that has ended meanwhile
    var now =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(Objects::nonNull)
            .toList();
    json.put("count", now.size()).put("peak", threads.getPeakThreadCount());
    put(
        json.putObject("states"),
        now.stream()
            .collect(counted(info -> info.getThreadState().name().toLowerCase(Locale.ROOT))));
    put(
        json.putObject("groups"),
        now.stream().collect(counted(info -> group(info.getThreadName()))));
  }

  private static java.util.stream.Collector<ThreadInfo, ?, Map<String, Long>> counted(
      Function<ThreadInfo, String> by) {
    return Collectors.groupingBy(by, TreeMap::new, Collectors.counting());
  }

  private static void put(ObjectNode json, Map<String, Long> counts) {
    counts.forEach(json::put);
  }

  /// `parley-database-3` counts as `parley-database-n`.
  private static String group(String name) {
    return name.replaceAll("\\d+", "n");
  }
}
