package io.parley.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Makes "stored" mean stored. The directory store writes to a temporary file and renames it, which
/// is atomic but not durable: after a power cut an acknowledged object could be empty or gone,
/// while the journal that it was archived from has been cleared. So the object and the directories
/// that lead to it are forced to disk before the client hears that all is well.
final class DurableBlobStore extends ForwardingBlobStore {
  private final Path root;

  /// @param root the directory that `files` keeps its objects in, as `root/bucket/key`
  DurableBlobStore(BlobStore files, Path root) {
    super(files);
    this.root = root;
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    var created = super.createContainer(request);
    force(root.resolve(request.bucket()));
    return created;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    var stored = super.putBlob(request, content);
    force(path(request.bucket(), request.key()));
    return stored;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    var copied = super.copyBlob(request);
    force(path(request.destinationBucket(), request.destinationKey()));
    return copied;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    var completed = super.completeMultipartUpload(upload, request);
    force(path(upload.containerName(), upload.blobName()));
    return completed;
  }

  private Path path(String bucket, String key) {
    return root.resolve(bucket).resolve(key).normalize();
  }

  /// Forces `path` and every directory from there up to the root.
  private void force(Path path) {
    try {
      for (var p = path; p != null && p.startsWith(root); p = p.getParent()) {
        // a concurrent delete may have taken the object, and with it directories that it left empty
        if (Files.exists(p, LinkOption.NOFOLLOW_LINKS)) forceOne(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot force " + path + " to disk", e);
    }
  }

  private static void forceOne(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
