package io.parley.persistence.testing;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.parley.persistence.embedded.LocalObjectStore;
import io.parley.persistence.embedded.ObjectStoreKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// An empty bucket of its own on this test JVM's object store, with a client for it. Closing it
/// ends the client; the objects stay until the next `mvn clean`.
public final class FreshBucket implements AutoCloseable {
  /// As in the SDK's own client.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final URI endpoint;
  private final ObjectStoreKeys keys;
  private final String name;
  private final MinioClient client;

  private FreshBucket(URI endpoint, ObjectStoreKeys keys, String name) {
    this.endpoint = endpoint;
    this.keys = keys;
    this.name = name;
    this.client =
        MinioClient.builder()
            .endpoint(endpoint.toString())
            .credentials(keys.accessKey(), keys.secretKey())
            .httpClient(plain(), true)
            .build();
  }

  /// The SDK's own client reads the certificates of `SSL_CERT_FILE` and `SSL_CERT_DIR`: more than
  /// half a second of processor time for each bucket, and the store has no TLS.
  private static OkHttpClient plain() {
    return new OkHttpClient.Builder()
        .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectTimeout(LONGEST)
        .readTimeout(LONGEST)
        .writeTimeout(LONGEST)
        .build();
  }

  public static FreshBucket create() {
    return createOn(TestServers.objectStore());
  }

  public static FreshBucket createOn(LocalObjectStore server) {
    var bucket = new FreshBucket(server.endpoint(), server.keys(), "test-" + UUID.randomUUID());
    try {
      bucket.client.makeBucket(MakeBucketArgs.builder().bucket(bucket.name).build());
    } catch (Exception e) {
      throw new IllegalStateException("cannot make the bucket " + bucket.name, e);
    }
    return bucket;
  }

  /// The same bucket for another client, or on a restarted server.
  public FreshBucket as(URI otherEndpoint, ObjectStoreKeys otherKeys) {
    return new FreshBucket(otherEndpoint, otherKeys, name);
  }

  public URI endpoint() {
    return endpoint;
  }

  public ObjectStoreKeys keys() {
    return keys;
  }

  public String name() {
    return name;
  }

  public MinioClient client() {
    return client;
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("the client does not close", e);
    }
  }
}
