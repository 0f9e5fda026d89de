package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temp;

  @Test
  void a_new_directory_is_private_to_its_owner() throws IOException {
    var path = temp.resolve("deep/data");
    try (var data = DataDirectory.open(path)) {
      assertThat(data.root()).isEqualTo(path.toRealPath());
      assertThat(permissions(path)).isEqualTo("rwx------");
      assertThat(Files.readString(path.resolve("VERSION"))).isEqualTo("1\n");
    }
  }

  @Test
  void data_in_a_directory_that_others_may_read_is_still_private() throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var data = DataDirectory.open(temp)) {
      assertThat(permissions(data.objects())).isEqualTo("rwx------");
      assertThat(permissions(temp.resolve("secrets"))).isEqualTo("rwx------");
    }
  }

  @Test
  void a_second_opening_is_refused_with_the_process_number() {
    try (var data = DataDirectory.open(temp)) {
      var failure = refused(data.root());
      assertThat(failure.kind()).isEqualTo(Kind.DATA_IN_USE);
      assertThat(failure).hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void another_name_for_the_same_directory_is_refused_too() throws IOException {
    try (var data = DataDirectory.open(temp.resolve("data"))) {
      var alias = Files.createSymbolicLink(temp.resolve("alias"), data.root());
      assertThat(refused(alias).kind()).isEqualTo(Kind.DATA_IN_USE);
    }
  }

  @Test
  void a_closed_directory_can_be_opened_again() {
    DataDirectory.open(temp).close();
    DataDirectory.open(temp).close();
  }

  @Test
  void files_of_a_killed_process_are_removed_at_the_next_start() throws IOException {
    Path left;
    try (var data = DataDirectory.open(temp.resolve("data"))) {
      left = Files.createTempFile(data.temporary(), "parley-archive-", ".ndjson.gz");
      // a refused process leaves the directory alone
      assertThatThrownBy(() -> DataDirectory.open(temp.resolve("data")))
          .isInstanceOf(StartFailure.class);
      assertThat(left).exists();
    }
    try (var data = DataDirectory.open(temp.resolve("data"))) {
      assertThat(left).doesNotExist();
      assertThat(data.temporary()).isEmptyDirectory();
    }
  }

  @Test
  void a_refused_layout_releases_the_directory() throws IOException {
    Files.writeString(temp.resolve("VERSION"), "2\n");
    assertThat(refused(temp).kind()).isEqualTo(Kind.DATA_TOO_NEW);
    Files.writeString(temp.resolve("VERSION"), "1\n");
    DataDirectory.open(temp).close();
  }

  @Test
  void a_newer_layout_is_refused_in_a_sentence_with_both_numbers() throws IOException {
    Files.writeString(temp.resolve("VERSION"), "7\n");
    assertThat(refused(temp))
        .hasMessage(
            "%s was written by a newer version of Parley: its layout is 7 (expected: at most 1)"
                .formatted(temp.toRealPath()));
  }

  @Test
  void an_older_layout_is_upgraded_step_by_step() throws IOException {
    DataDirectory.open(temp).close();
    var applied = new ArrayList<String>();
    var third = new Layout(3, List.of(_ -> applied.add("1 to 2"), _ -> applied.add("2 to 3")));

    DataDirectory.open(temp, third).close();
    DataDirectory.open(temp, third).close();

    assertThat(applied).containsExactly("1 to 2", "2 to 3");
    assertThat(Files.readString(temp.resolve("VERSION"))).isEqualTo("3\n");
  }

  @Test
  void a_failed_step_is_repeated_without_the_steps_before_it() throws IOException {
    DataDirectory.open(temp).close();
    var applied = new ArrayList<String>();
    Layout.Step fails =
        _ -> {
          throw new IOException("disk full");
        };
    assertThatThrownBy(
            () -> DataDirectory.open(temp, new Layout(3, List.of(_ -> applied.add("1"), fails))))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("disk full");

    var mended = new Layout(3, List.of(_ -> applied.add("1"), _ -> applied.add("2")));
    DataDirectory.open(temp, mended).close();
    assertThat(applied).containsExactly("1", "2");
  }

  @Test
  void a_directory_with_something_else_in_it_is_not_written_into() throws IOException {
    Files.writeString(temp.resolve("holiday.jpg"), "");
    var failure = refused(temp);
    assertThat(failure.kind()).isEqualTo(Kind.DATA_NOT_OURS);
    assertThat(failure).hasMessageContaining("holds holiday.jpg but no VERSION");
    assertThat(temp.resolve("VERSION")).doesNotExist();
  }

  @Test
  void models_may_exist_before_the_first_start() throws IOException {
    Files.createDirectory(temp.resolve("models"));
    DataDirectory.open(temp).close();
  }

  @Test
  void a_version_that_is_not_a_number_is_refused() throws IOException {
    for (var content : List.of("", "one", "-1", "0", "99999999999")) {
      Files.writeString(temp.resolve("VERSION"), content);
      assertThat(refused(temp).kind()).as(content).isEqualTo(Kind.DATA_NOT_OURS);
    }
  }

  @Test
  void a_file_in_place_of_the_directory_is_refused_with_a_sentence() throws IOException {
    var file = Files.writeString(temp.resolve("data"), "");
    assertThat(refused(file)).hasMessageContaining("is not a directory");
  }

  @Test
  void secrets_are_made_once_and_differ_between_directories() {
    String password;
    byte[] tokenKey;
    String secretKey;
    ObjectStoreKeys keys;
    try (var first = DataDirectory.open(temp.resolve("a"))) {
      password = first.secrets().postgresPassword();
      tokenKey = first.secrets().tokenKey();
      secretKey = first.secrets().secretKey();
      keys = first.secrets().objectStore();
    }
    try (var again = DataDirectory.open(temp.resolve("a"));
        var other = DataDirectory.open(temp.resolve("b"))) {
      assertThat(again.secrets().postgresPassword()).isEqualTo(password);
      assertThat(again.secrets().tokenKey()).isEqualTo(tokenKey).hasSize(43);
      assertThat(again.secrets().secretKey()).isEqualTo(secretKey).hasSize(43);
      assertThat(again.secrets().objectStore()).isEqualTo(keys);
      assertThat(other.secrets().postgresPassword()).isNotEqualTo(password);
      assertThat(other.secrets().tokenKey()).isNotEqualTo(tokenKey);
      assertThat(other.secrets().secretKey()).isNotEqualTo(secretKey);
    }
  }

  @Test
  void only_their_owner_can_read_secrets() throws IOException {
    DataDirectory.open(temp).close();
    assertThat(permissions(temp.resolve("secrets"))).isEqualTo("rwx------");
    try (var files = Files.list(temp.resolve("secrets"))) {
      assertThat(files.toList())
          .hasSize(5)
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  @Test
  void secrets_are_never_printed() {
    try (var data = DataDirectory.open(temp)) {
      var secrets = data.secrets();
      assertThat(secrets + " " + secrets.objectStore() + " " + data)
          .doesNotContain(secrets.postgresPassword())
          .doesNotContain(secrets.objectStore().accessKey())
          .doesNotContain(secrets.objectStore().secretKey());
    }
  }

  @Test
  void a_damaged_secret_is_reported_and_not_replaced() throws IOException {
    DataDirectory.open(temp).close();
    var file = temp.resolve("secrets/postgres");
    Files.writeString(file, "");
    assertThat(refused(temp)).hasMessageContaining("secrets/postgres does not hold a secret");
    assertThat(file).isEmptyFile();
  }

  private static StartFailure refused(Path path) {
    return catchThrowableOfType(StartFailure.class, () -> DataDirectory.open(path).close());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
