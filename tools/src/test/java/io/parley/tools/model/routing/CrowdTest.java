package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.Weights;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A hundred sessions at once, each on its own thread.
class CrowdTest {
  private static final int CROWD = 100;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /// Answers on a thread of its own, under a lock that cancelling takes as well, as adapters do.
  private final class BusyModel implements LanguageModel {
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger cancels = new AtomicInteger();
    private final Random random = new Random(4711);
    private final int failsOf10;

    BusyModel(int failsOf10) {
      this.failsOf10 = failsOf10;
    }

    @Override
    public String name() {
      return "busy";
    }

    @Override
    public Cancellable start(Prompt prompt, ReplyListener listener) {
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      var lock = new ReentrantLock();
      int dice;
      synchronized (random) {
        dice = random.nextInt(10);
      }
      threads.execute(
          () -> {
            lock.lock();
            try {
              Thread.onSpinWait();
              if (dice % 2 == 0) listener.text("half ");
              Thread.onSpinWait();
              underWay.decrementAndGet();
              if (dice < failsOf10)
                listener.failed(new ModelFailure(Category.UNAVAILABLE, "dice", null));
              else {
                listener.text("whole");
                listener.completed(
                    new Completion(List.of(), Citations.ALL, Usage.unpriced("busy", 1, 1)));
              }
            } finally {
              lock.unlock();
            }
          });
      return () -> {
        lock.lock();
        try {
          cancels.incrementAndGet();
        } finally {
          lock.unlock();
        }
      };
    }
  }

  @Test
  void a_breaker_opens_once() throws InterruptedException {
    var scene = new Scene().provider("a", CROWD, new BusyModel(10));
    var heard = all(scene.model(), false);
    assertThat(heard).allSatisfy(h -> assertThat(h.lines).endsWith("(UNAVAILABLE)"));
    assertThat(scene.events).containsOnlyOnce("a is OPEN");
    assertThat(scene.events).doesNotContain("a is CLOSED");
  }

  @Test
  void no_more_places_are_taken_than_there_are() throws InterruptedException {
    var narrow = new BusyModel(0);
    var wide = new BusyModel(0);
    var scene = new Scene().provider("narrow", 7, narrow).provider("wide", CROWD, wide);
    var model = scene.model();
    var heard = all(model, false);
    assertThat(heard).allSatisfy(h -> assertThat(h.lines).endsWith("whole", "(end)"));
    assertThat(narrow.most).hasValueLessThanOrEqualTo(7);
    assertThat(model.providers()).allSatisfy(state -> assertThat(state.underWay()).isZero());
  }

  @Test
  void every_call_has_one_end_whatever_happens() throws InterruptedException {
    var scene =
        new Scene()
            .provider("a", 20, new BusyModel(7), new BusyModel(3))
            .provider("b", CROWD, new BusyModel(2))
            .lastResort(new PuppetModel("knowledge").answering("excerpts"));
    var model = scene.model();
    var heard = all(model, false);
    // a transcript complains by itself about two ends, and about two who speak at once
    assertThat(heard).allSatisfy(h -> assertThat(h.lines).endsWith("(end)"));
    assertThat(heard)
        .allSatisfy(h -> assertThat(h.lines).filteredOn("whole"::equals).hasSizeLessThan(2));
    assertThat(model.providers()).allSatisfy(state -> assertThat(state.underWay()).isZero());
    assertThat(scene.time.waiting()).isZero();
  }

  @Test
  void cancelling_at_any_moment_gives_every_place_back() throws InterruptedException {
    var scene =
        new Scene()
            .provider("a", CROWD, new BusyModel(5), new BusyModel(5))
            .provider("b", CROWD, new BusyModel(5));
    var model = scene.model();
    all(model, true);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(model.providers())
                    .allSatisfy(state -> assertThat(state.underWay()).isZero()));
    assertThat(scene.time.waiting()).isZero();
  }

  @Test
  void places_are_handed_on_until_everybody_has_an_answer() throws InterruptedException {
    var narrow = new BusyModel(0);
    var scene =
        new Scene().waiting(Scene.WAIT_MAX, CROWD, Weights.EQUAL).provider("narrow", 7, narrow);
    var model = scene.model();
    var heard = begun(model, false);
    Awaitility.await()
        .until(
            () -> {
              // places are handed on by the timer
              scene.time.pass(Duration.ZERO);
              return heard.stream().allMatch(Transcript::isOver);
            });
    assertThat(heard).allSatisfy(h -> assertThat(h.lines).endsWith("whole", "(end)"));
    assertThat(narrow.most).hasValueLessThanOrEqualTo(7);
    assertThat(model.waiting()).isZero();
    assertThat(model.providers()).allSatisfy(state -> assertThat(state.underWay()).isZero());
    assertThat(scene.time.waiting()).isZero();
  }

  private List<Transcript> all(LanguageModel model, boolean cancel) throws InterruptedException {
    var heard = begun(model, cancel);
    if (!cancel) Awaitility.await().until(() -> heard.stream().allMatch(Transcript::isOver));
    return heard;
  }

  /// @param cancel whether every call is cancelled soon after its start
  private List<Transcript> begun(LanguageModel model, boolean cancel) throws InterruptedException {
    var heard = new ArrayList<Transcript>();
    var started = new CountDownLatch(CROWD);
    for (int i = 0; i < CROWD; i++) {
      var transcript = new Transcript();
      heard.add(transcript);
      threads.execute(
          () -> {
            var call = model.start(Scene.prompt(Purpose.REPLY), transcript);
            Thread.onSpinWait();
            if (cancel) call.cancel();
            started.countDown();
          });
    }
    assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    return heard;
  }
}
