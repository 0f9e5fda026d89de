package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenReadersTest {
  @Test
  void readers_are_counted_by_address_and_in_all_and_their_places_given_back() {
    var settings = new EntrySettings.Readers(3, 2, 3, Duration.ofMillis(1));
    var readers = new OpenReaders(settings);
    var left = new AtomicInteger();
    var home = new RemoteAddress("192.0.2.1");
    var office = new RemoteAddress("192.0.2.2");
    var first = readers.admit(home, TenantId.DEFAULT, _ -> left.incrementAndGet());
    assertThat(first).isPresent();
    assertThat(readers.admit(home, TenantId.DEFAULT, _ -> left.incrementAndGet())).isPresent();
    assertThat(readers.limitMet(home, TenantId.DEFAULT)).contains(Limit.READERS_PER_ADDRESS);
    assertThat(readers.admit(home, TenantId.DEFAULT, _ -> left.incrementAndGet())).isEmpty();
    assertThat(readers.admit(office, TenantId.DEFAULT, _ -> left.incrementAndGet())).isPresent();
    assertThat(readers.limitMet(office, TenantId.DEFAULT)).contains(Limit.READERS);
    assertThat(readers.admit(office, TenantId.DEFAULT, _ -> left.incrementAndGet())).isEmpty();
    first.orElseThrow().close();
    first.orElseThrow().close();
    assertThat(readers.count()).isEqualTo(2);
    // the last place is for an address that has none
    assertThat(readers.limitMet(office, TenantId.DEFAULT)).contains(Limit.READERS_PER_BLOCK);
    var shop = new RemoteAddress("192.0.2.3");
    assertThat(readers.admit(shop, TenantId.DEFAULT, _ -> left.incrementAndGet())).isPresent();

    var gone = readers.drain(Duration.ZERO).toCompletableFuture();
    assertThat(left).hasValue(3);
    assertThat(gone).isNotDone();
    assertThat(readers.admit(home, TenantId.DEFAULT, _ -> left.incrementAndGet())).isEmpty();
  }

  @Test
  void readers_of_one_tenant_leave_places_for_those_of_others() {
    var settings = new EntrySettings.Readers(3, 3, 1, Duration.ofMillis(1));
    var readers = new OpenReaders(settings);
    var home = new RemoteAddress("192.0.2.1");
    var other = new TenantId("other");
    var first = readers.admit(home, TenantId.DEFAULT, _ -> {});
    assertThat(first).isPresent();
    assertThat(readers.limitMet(home, TenantId.DEFAULT)).contains(Limit.READERS_PER_TENANT);
    assertThat(readers.admit(home, TenantId.DEFAULT, _ -> {})).isEmpty();
    assertThat(readers.admit(home, other, _ -> {})).isPresent();
    first.orElseThrow().close();
    assertThat(readers.admit(home, TenantId.DEFAULT, _ -> {})).isPresent();
  }
}
