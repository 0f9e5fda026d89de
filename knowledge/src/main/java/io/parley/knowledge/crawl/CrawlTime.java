package io.parley.knowledge.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Time as a visit sees it.
public interface CrawlTime {
  Instant now();

  /// Blocks until then.
  void await(Instant then);

  /// The machine's.
  CrawlTime SYSTEM =
      new CrawlTime() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void await(Instant then) {
          long millis = Duration.between(now(), then).toMillis();
          if (millis > 0)
            new CompletableFuture<Void>()
                .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                .join();
        }
      };
}
