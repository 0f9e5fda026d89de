package io.parley.persistence.journal;

import io.parley.core.agent.AgentRef;
import io.parley.core.session.Channel;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.CallCost;
import io.parley.core.tool.Json;
import io.parley.persistence.text.Text;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random values of any record in events: a new field is tested without a change here.
final class RandomValues {
  private static final String[] TEXTS = {
    "", "plain", "zwei\nZeilen\tund \"mehr\"", "čšž 漢字 😀", "\u2028 \u0000 \uD83D", "{\"a\":1}"
  };
  private static final String[] RULES = {"always", "first by customer", "above amount 49.95"};
  private static final String[] JSONS = {
    "null",
    "{}",
    "[1,2.50,-3E+400,{\"a\":null}]",
    "\"text\"",
    "true",
    "{\"ü\":\"😀\",\"n\":12345678901234567890}"
  };

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType of) return container(of);
    var plain = (Class<?>) type;
    if (plain == String.class) return pick(TEXTS);
    if (plain == int.class) return random.nextInt();
    if (plain == long.class || plain == Long.class) return random.nextLong();
    if (plain == boolean.class) return random.nextBoolean();
    if (plain == double.class) return random.nextGaussian();
    if (plain == OptionalDouble.class)
      return random.nextBoolean()
          ? OptionalDouble.empty()
          : OptionalDouble.of(random.nextGaussian());
    if (plain == OptionalInt.class)
      return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
    if (plain == OptionalLong.class)
      return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    if (plain == Instant.class)
      return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    if (plain == Json.class) return new Json(pick(JSONS));
    if (plain == ApprovalRule.class) return ApprovalRule.parse(pick(RULES));
    if (plain == CallCost.class) return new CallCost(random.nextLong(1_000_000), "EUR");
    if (plain == TenantId.class) return new TenantId("tenant-" + random.nextInt(9));
    if (plain == Channel.class) return new Channel("channel-" + random.nextInt(9));
    if (plain == AgentRef.class) return new AgentRef("agent", 1 + random.nextInt(9));
    if (plain == io.parley.core.session.Customer.class)
      return new io.parley.core.session.Customer(
          "id-" + random.nextInt(9), Optional.of(pick(TEXTS)), random.nextBoolean());
    if (plain.isEnum()) return pick(plain.getEnumConstants());
    return record(plain);
  }

  private Object container(ParameterizedType type) {
    var argument = type.getActualTypeArguments()[0];
    if (type.getRawType() == Optional.class)
      return random.nextBoolean() ? Optional.empty() : Optional.of(value(argument));
    var values = IntStream.range(0, random.nextInt(3)).mapToObj(_ -> value(argument)).toList();
    if (type.getRawType() == List.class) return values;
    if (type.getRawType() == Map.class)
      return values.stream()
          .map(key -> Text.withoutHalves((String) key))
          .distinct()
          .collect(Collectors.toMap(key -> key, _ -> pick(TEXTS)));
    throw new IllegalStateException("no values for " + type);
  }

  private Object record(Class<?> type) {
    var components = type.getRecordComponents();
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(c -> c.getType()).toArray(Class[]::new))
          .newInstance(Arrays.stream(components).map(c -> value(c.getGenericType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no values for " + type, e);
    }
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
