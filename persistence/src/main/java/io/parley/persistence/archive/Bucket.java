package io.parley.persistence.archive;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.parley.persistence.archive.ArchiveFailure.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// One bucket over the S3 protocol. Blocks, at most as long as the settings allow, and fails with
/// an [ArchiveFailure].
public final class Bucket implements AutoCloseable {
  /// A request's own timeout, plus some time for the client around it.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchObject", "NoSuchBucket");
  private static final Set<String> OUR_BUCKET =
      Set.of("BucketAlreadyOwnedByYou", "BucketAlreadyExists");
  private static final int SERVER_FAULT = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private final String name;
  private final Duration patience;
  private final MinioAsyncClient client;
  private volatile boolean known;

  public Bucket(ArchiveSettings settings) {
    var endpoint =
        settings
            .endpoint()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "parley.archive.endpoint: empty (expected: http://host:port)"));
    this.name = settings.bucket();
    this.patience = settings.requestTimeout().plus(GRACE);
    this.client =
        MinioAsyncClient.builder()
            .endpoint(endpoint.toString())
            // with the region set, the client need not ask for it
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .httpClient(http(settings), true)
            .build();
  }

  /// Without the SDK's own retries: the caller retries, with back-off, across restarts too.
  private static OkHttpClient http(ArchiveSettings settings) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.requestTimeout())
        .writeTimeout(settings.requestTimeout())
        .callTimeout(settings.requestTimeout())
        .build();
  }

  /// Creates the bucket if it does not exist. Checked once in this object's life. Without the right
  /// to look it continues: the right to write may exist all the same.
  public void ensure() {
    if (known) return;
    try {
      if (!call(c -> c.bucketExists(BucketExistsArgs.builder().bucket(name).build()))) make();
      known = true;
    } catch (ArchiveFailure e) {
      if (e.category() != Category.REFUSED) throw e;
    }
  }

  private void make() {
    try {
      call(c -> c.makeBucket(MakeBucketArgs.builder().bucket(name).build()));
    } catch (ArchiveFailure e) {
      // another node was faster
      if (e.getCause() instanceof ErrorResponseException error
          && OUR_BUCKET.contains(error.errorResponse().code())) return;
      throw e;
    }
  }

  void put(String object, Path file, String contentType) {
    call(
        c -> {
          try {
            return c.uploadObject(
                UploadObjectArgs.builder()
                    .bucket(name)
                    .object(object)
                    .filename(file.toString())
                    .contentType(contentType)
                    .build());
          } catch (MinioException e) {
            return CompletableFuture.failedFuture(e);
          }
        });
  }

  public void put(String object, byte[] bytes, String contentType) {
    call(
        c ->
            c.putObject(
                PutObjectArgs.builder()
                    .bucket(name)
                    .object(object)
                    .data(bytes, bytes.length)
                    .contentType(contentType)
                    .build()));
  }

  /// @return empty when there is no such object
  public Optional<InputStream> get(String object) {
    try {
      return Optional.of(
          this.<GetObjectResponse>call(
              c -> c.getObject(GetObjectArgs.builder().bucket(name).object(object).build())));
    } catch (ArchiveFailure e) {
      if (e.category() == Category.NOT_FOUND) return Optional.empty();
      throw e;
    }
  }

  /// Deletes it; one that is not there is deleted, too.
  public void remove(String object) {
    try {
      call(c -> c.removeObject(RemoveObjectArgs.builder().bucket(name).object(object).build()));
    } catch (ArchiveFailure e) {
      if (e.category() != Category.NOT_FOUND) throw e;
    }
  }

  /// Names of objects that begin with a prefix, in order.
  ///
  /// @param max the most, up to 1,000: fewer mean that there are no more
  public List<String> names(String prefix, int max) {
    var listing =
        ListObjectsArgs.builder().bucket(name).prefix(prefix).recursive(true).maxKeys(max).build();
    var names = new ArrayList<String>();
    try {
      for (var item : client.listObjects(listing)) {
        names.add(item.get().objectName());
        // the next look would ask for another page
        if (names.size() == max) break;
      }
      return names;
    } catch (MinioException e) {
      var failure = failure(e);
      // without a bucket there are no objects
      if (failure.category() == Category.NOT_FOUND) return List.of();
      throw failure;
    }
  }

  private <T> T call(Function<MinioAsyncClient, CompletableFuture<T>> request) {
    var answer = request.apply(client);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ArchiveFailure(
          Category.UNAVAILABLE, "object storage did not answer within " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ArchiveFailure(Category.UNAVAILABLE, "interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private ArchiveFailure failure(Throwable cause) {
    if (!(cause instanceof ErrorResponseException error))
      return new ArchiveFailure(Category.UNAVAILABLE, "object storage is out of reach", cause);
    var code = error.errorResponse().code();
    // the bucket may have been deleted meanwhile: look again next time
    if (ABSENT.contains(code)) known = false;
    return new ArchiveFailure(
        category(code, error.response().code()), "object storage answered " + code, cause);
  }

  private static Category category(String code, int status) {
    if (ABSENT.contains(code)) return Category.NOT_FOUND;
    return status >= SERVER_FAULT || status == TOO_MANY_REQUESTS
        ? Category.UNAVAILABLE
        : Category.REFUSED;
  }

  @Override
  public void close() {
    client.close();
  }

  /// For streams that break off in the middle.
  public static ArchiveFailure broken(IOException cause) {
    return new ArchiveFailure(
        Category.UNAVAILABLE, "the connection to object storage broke off", cause);
  }
}
