package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.seed.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ten organisations share some places, as for calls of models. Nine use half of their share; the
/// first is silent, or brings a hundred times its share.
class FairQueueSimulationTest {
  private static final int ORGANISATIONS = 10;
  private static final int PLACES = 16;
  private static final int QUEUE = 400;

  /// So long that chance moves the slowest hundredth of the times by a few percent only: in half
  /// the time, one of 2,000 seeds was over its limit by a thousandth.
  private static final double END = 240;

  private static final double SHARE = (double) PLACES / ORGANISATIONS;
  private static final double QUIET = SHARE / 2;
  private static final double NOISY = 100 * SHARE;

  /// @param organisation that it belongs to; @param arrived when; @param length of its service
  private record Item(int organisation, double arrived, double length) {}

  /// A place becomes free.
  private record Ending(double at, Item item) {}

  /// One run, and what came of it.
  private static final class Run {
    private final FairQueue<Integer, Item> queue = new FairQueue<>(QUEUE, _ -> 1);
    private final PriorityQueue<Ending> endings =
        new PriorityQueue<>(Comparator.comparingDouble(Ending::at));

    /// Times from arrival to the end of the service, of all but the first organisation.
    private final List<Double> times = new ArrayList<>();

    private int refusedQuiet;
    private int served;
    private int servedQuiet;

    /// @param fair whether each organisation is a flow of its own; otherwise all are one
    Run(long seed, double noisy, boolean fair) {
      for (var item : arrivals(new Random(seed), noisy)) {
        release(item.arrived());
        arrive(item, fair ? item.organisation() : 0);
      }
      release(Double.MAX_VALUE);
    }

    private void arrive(Item item, int flow) {
      if (endings.size() < PLACES) {
        queue.passed(flow);
        endings.add(new Ending(item.arrived() + item.length(), item));
      } else if (queue.offer(flow, item).filter(out -> out.organisation() > 0).isPresent()) {
        refusedQuiet++;
      }
    }

    private void release(double until) {
      while (!endings.isEmpty() && endings.peek().at() <= until) {
        var ending = endings.remove();
        count(ending);
        queue.poll().ifPresent(next -> endings.add(new Ending(ending.at() + next.length(), next)));
      }
    }

    private void count(Ending ending) {
      boolean isQuiet = ending.item().organisation() > 0;
      if (isQuiet) times.add(ending.at() - ending.item().arrived());
      // what is served after the last arrival says nothing about shares
      if (ending.at() > END) return;
      served++;
      if (isQuiet) servedQuiet++;
    }

    double p99() {
      return times.stream().sorted().toList().get(times.size() * 99 / 100);
    }
  }

  private static List<Item> arrivals(Random random, double noisy) {
    var all = new ArrayList<Item>();
    for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
      double rate = organisation == 0 ? noisy : QUIET;
      if (rate == 0) continue;
      for (double at = pause(random, rate); at < END; at += pause(random, rate))
        all.add(new Item(organisation, at, 0.5 + random.nextDouble()));
    }
    all.sort(Comparator.comparingDouble(Item::arrived));
    return all;
  }

  /// Between two arrivals of a Poisson process.
  private static double pause(Random random, double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  /// On average: the p99 of the 1,700 times of a run varies, and of 1,980 runs a few may be slowed
  /// by more.
  @Test
  void a_noisy_organisation_slows_the_others_by_half_at_most() {
    var mean =
        Seeds.mean(
            20,
            seed -> {
              var alone = new Run(seed, 0, true);
              var beside = new Run(seed, NOISY, true);
              double slower = beside.p99() / alone.p99();
              assertThat(slower).isLessThanOrEqualTo(1.75);
              assertThat(beside.refusedQuiet).isZero();
              return Math.toIntExact(Math.round(1_000 * slower));
            });
    mean.ifPresent(perMille -> assertThat(perMille).isLessThanOrEqualTo(1_500));
  }

  @Test
  void a_queue_without_flows_would_slow_them_tenfold() {
    Seeds.each(
        5,
        seed -> {
          double alone = new Run(seed, 0, false).p99();
          assertThat(new Run(seed, NOISY, false).p99()).isGreaterThan(10 * alone);
        });
  }

  @Test
  void a_noisy_organisation_gets_what_the_others_leave() {
    Seeds.each(
        20,
        seed -> {
          var run = new Run(seed, NOISY, true);
          // a place serves one item a second
          assertThat(run.served / END).isBetween(0.95 * PLACES, 1.05 * PLACES);
          assertThat(run.servedQuiet / END).isBetween(0.8 * 9 * QUIET, 1.2 * 9 * QUIET);
        });
  }
}
