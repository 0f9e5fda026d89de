package io.parley.persistence.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.parley.persistence.embedded.StartFailure.Kind;
import io.parley.persistence.testing.FreshBucket;
import io.parley.persistence.testing.TestServers;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreIT {
  private static final ObjectStoreSettings SETTINGS =
      ObjectStoreSettings.from(ConfigFactory.defaultReference());
  private static final List<Path> CLASS_PATH = TestServers.objectStoreClassPath();
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path temp;

  @Test
  void objects_are_put_read_in_ranges_listed_and_deleted() throws Exception {
    try (var bucket = FreshBucket.create()) {
      put(bucket, "default/2026/01/01/s1/events.ndjson.gz", "one");
      put(bucket, "default/2026/01/01/s1/manifest.json", "{}");
      put(bucket, "default/2026/01/02/s2/manifest.json", "{}");

      assertThat(get(bucket, "default/2026/01/01/s1/events.ndjson.gz")).isEqualTo("one");
      var range =
          GetObjectArgs.builder()
              .bucket(bucket.name())
              .object("default/2026/01/01/s1/events.ndjson.gz")
              .offset(1L)
              .length(2L)
              .build();
      try (var part = bucket.client().getObject(range)) {
        assertThat(part.readAllBytes()).asString(UTF_8).isEqualTo("ne");
      }
      assertThat(names(bucket, "default/2026/01/01/"))
          .containsExactly(
              "default/2026/01/01/s1/events.ndjson.gz", "default/2026/01/01/s1/manifest.json");

      bucket
          .client()
          .removeObject(
              RemoveObjectArgs.builder()
                  .bucket(bucket.name())
                  .object("default/2026/01/01/s1/manifest.json")
                  .build());
      assertThat(names(bucket, "default/2026/01/01/"))
          .containsExactly("default/2026/01/01/s1/events.ndjson.gz");
    }
  }

  @Test
  void a_large_object_is_stored_in_parts_and_read_back_whole() throws Exception {
    var bytes = new byte[13 * MEBIBYTE];
    new Random(1).nextBytes(bytes);
    try (var bucket = FreshBucket.create()) {
      bucket
          .client()
          .putObject(
              PutObjectArgs.builder().bucket(bucket.name()).object("recording.wav").stream(
                      new ByteArrayInputStream(bytes), -1L, 5L * MEBIBYTE)
                  .build());
      assertThat(bytes(bucket, "recording.wav")).isEqualTo(bytes);
      var stat =
          bucket
              .client()
              .statObject(
                  StatObjectArgs.builder().bucket(bucket.name()).object("recording.wav").build());
      // S3 marks the tag of an object that came in parts with their number
      assertThat(stat.etag()).endsWith("-3");
    }
  }

  @Test
  void names_may_contain_any_character() throws Exception {
    try (var bucket = FreshBucket.create()) {
      for (var name : List.of("a b/ü ñ 你.txt", "dots/..hidden", "plus+and&=?#%.txt", "folder/")) {
        put(bucket, name, name.endsWith("/") ? "" : name);
        assertThat(get(bucket, name)).as(name).isEqualTo(name.endsWith("/") ? "" : name);
      }
    }
  }

  @Test
  void a_missing_object_is_reported() {
    try (var bucket = FreshBucket.create()) {
      var failure =
          catchThrowableOfType(ErrorResponseException.class, () -> get(bucket, "no/such/object"));
      assertThat(failure.errorResponse().code()).isEqualTo("NoSuchKey");
    }
  }

  @Test
  void a_wrong_key_is_refused() {
    try (var bucket = FreshBucket.create()) {
      var keys = bucket.keys();
      assertThat(refusal(bucket, new ObjectStoreKeys(keys.accessKey(), "wrong-secret")))
          .isEqualTo("SignatureDoesNotMatch");
      assertThat(refusal(bucket, new ObjectStoreKeys("nobody", keys.secretKey())))
          .isEqualTo("InvalidAccessKeyId");
    }
  }

  private static String refusal(FreshBucket bucket, ObjectStoreKeys keys) {
    try (var stranger = bucket.as(bucket.endpoint(), keys)) {
      var failure =
          catchThrowableOfType(ErrorResponseException.class, () -> put(stranger, "mine", "now"));
      return failure.errorResponse().code();
    }
  }

  @Test
  void objects_survive_a_restart_and_are_plain_files() throws Exception {
    try (var data = open()) {
      var first = start(data);
      try (var bucket = FreshBucket.createOn(first)) {
        put(bucket, "a/b.json", "{}");
        first.close();
        assertThat(data.objects().resolve(bucket.name()).resolve("a/b.json")).hasContent("{}");
        try (var second = start(data);
            var again = bucket.as(second.endpoint(), second.keys())) {
          assertThat(get(again, "a/b.json")).isEqualTo("{}");
        }
      }
    }
  }

  @Test
  void a_store_that_dies_is_restarted_on_the_same_port() throws Exception {
    try (var data = open();
        var store = start(data);
        var bucket = FreshBucket.createOn(store)) {
      put(bucket, "kept", "yes");
      var process = store.process();

      process.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> get(bucket, "kept").equals("yes"));
      assertThat(store.process().pid()).isNotEqualTo(process.pid());
    }
  }

  @Test
  void closing_ends_the_process_and_can_be_repeated() {
    try (var data = open()) {
      var store = start(data);
      var process = store.process();
      store.close();
      store.close();
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void its_command_line_has_no_keys_and_its_environment_is_not_ours() throws Exception {
    try (var data = open();
        var store = start(data)) {
      var proc = Path.of("/proc", Long.toString(store.process().pid()));
      var environment = Files.readString(proc.resolve("environ"));
      assertThat(Files.readString(proc.resolve("cmdline")) + environment)
          .doesNotContain(store.keys().accessKey())
          .doesNotContain(store.keys().secretKey());
      assertThat(environment.split("\0"))
          .allMatch(variable -> variable.matches("(PATH|HOME|TMPDIR|TZ|LC_ALL)=.*"));
    }
  }

  @Test
  void a_taken_port_is_a_sentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var data = open()) {
      var settings = SETTINGS.withPort(taken.getLocalPort());
      var failure =
          catchThrowableOfType(
              StartFailure.class, () -> LocalObjectStore.start(data, settings, CLASS_PATH).close());
      assertThat(failure.kind()).isEqualTo(Kind.PORT_IN_USE);
      assertThat(failure)
          .hasMessage(
              "the object store cannot start: port %d on 127.0.0.1 is in use by another program (expected: a free port, or 0 for any)"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void a_missing_program_is_reported_with_a_sentence() {
    try (var data = open()) {
      assertThatThrownBy(
              () -> LocalObjectStore.start(data, SETTINGS, List.of(temp.resolve("s3"))).close())
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("s3 does not exist (expected: the object store's program");
      assertThatThrownBy(() -> LocalObjectStore.start(data, SETTINGS, List.of(temp)).close())
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("ClassNotFoundException: io.parley.s3.S3Server");
    }
  }

  private DataDirectory open() {
    return DataDirectory.open(temp.resolve("data"));
  }

  private static LocalObjectStore start(DataDirectory data) {
    return LocalObjectStore.start(data, SETTINGS, CLASS_PATH, TestServers.OBJECT_STORE_OPTIONS);
  }

  private static void put(FreshBucket bucket, String name, String content) throws Exception {
    var bytes = content.getBytes(UTF_8);
    bucket
        .client()
        .putObject(
            PutObjectArgs.builder().bucket(bucket.name()).object(name).stream(
                    new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
  }

  private static String get(FreshBucket bucket, String name) throws Exception {
    return new String(bytes(bucket, name), UTF_8);
  }

  private static byte[] bytes(FreshBucket bucket, String name) throws Exception {
    var object = GetObjectArgs.builder().bucket(bucket.name()).object(name).build();
    try (var in = bucket.client().getObject(object)) {
      return in.readAllBytes();
    }
  }

  private static List<String> names(FreshBucket bucket, String prefix) throws Exception {
    var listed =
        ListObjectsArgs.builder().bucket(bucket.name()).prefix(prefix).recursive(true).build();
    var names = new ArrayList<String>();
    for (var item : bucket.client().listObjects(listed)) names.add(item.get().objectName());
    return names;
  }
}
